// Every passport vector has the verdict and the state of the reference ledger, or a difference that
// SPEC.md lists.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/message/ledger.h"
#include "core/testing/hex.h"

namespace asmtp {
namespace {

using nlohmann::json;

// The reference accepts a first block with a previous hash, contrary to its own documentation.
constexpr std::string_view kDifference = "first block has a previous";

std::vector<json> Vectors() {
  std::ifstream file("corpus/vectors/passports.json");
  return json::parse(file).at("vectors");
}

std::vector<uint8_t> BytesOf(const json& vector) {
  return *FromHex(vector.at("blocks").get<std::string>());
}

json StateOf(const Ledger& ledger) {
  json keys = json::array();
  for (const Ledger::Key& key : ledger.active_master_keys()) keys.push_back(ToHex(key));
  json state = {{"id", ToHex(ledger.id())}, {"active_master_keys", keys}};
  if (const auto& shared = ledger.shared_key()) {
    state["shared_key"] = {{"created_at", shared->created_at}, {"key", ToHex(shared->key)}};
  }
  return state;
}

TEST(LedgerVectors, MatchReferenceOrListedDifference) {
  const auto vectors = Vectors();
  for (json vector : vectors) {
    const std::string description = vector.at("description");
    SCOPED_TRACE(description);
    const std::vector<uint8_t> bytes = BytesOf(vector);
    const auto blocks = Blocks::Decode(bytes);
    const bool decodes = vector.value("reason", "").find("decode:") != 0;
    ASSERT_EQ(blocks.has_value(), decodes);
    if (!blocks) continue;
    const auto ledger = Ledger::FromBlocks(*blocks);
    if (description == kDifference) {
      ASSERT_FALSE(ledger);
      EXPECT_EQ(ledger.error(), LedgerError::kFirstHasPrevious);
      continue;
    }
    ASSERT_EQ(ledger.has_value(), vector.at("reference") == "accept");
    if (!ledger) continue;
    for (const char* other : {"description", "reference", "blocks"}) vector.erase(other);
    if (vector.contains("shared_key") && vector["shared_key"].is_null()) vector.erase("shared_key");
    EXPECT_EQ(StateOf(*ledger), vector);
  }
  EXPECT_EQ(vectors.size(), 54u);
}

}  // namespace
}  // namespace asmtp
