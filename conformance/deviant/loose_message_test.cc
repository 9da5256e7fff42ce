// The loose decoder rejects what core rejects, apart from the lapses that it is told to ignore.
#include "conformance/deviant/loose_message.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "core/testing/hex.h"

namespace asmtp::deviant {
namespace {

using Kind = Lapse::Kind;

// The plaintexts of the vectors that core rejects.
std::vector<std::vector<uint8_t>> Rejected() {
  std::ifstream file("corpus/vectors/messages.json");
  std::vector<std::vector<uint8_t>> rejected;
  for (const auto& vector : nlohmann::json::parse(file).at("vectors")) {
    auto bytes = *FromHex(vector.at("bytes").get<std::string>());
    if (!Decode(bytes)) rejected.push_back(std::move(bytes));
  }
  return rejected;
}

TEST(LooseMessageTest, IgnoresNothingByItself) {
  const auto rejected = Rejected();
  EXPECT_GT(rejected.size(), 100U);
  for (const auto& bytes : rejected) {
    EXPECT_FALSE(IsMessageBut(bytes, [](const Lapse&) { return false; })) << ToHex(bytes);
  }
}

TEST(LooseMessageTest, IgnoresWhatItIsTold) {
  constexpr Kind kIgnored[] = {Kind::kGossipSignature, Kind::kHeaderSignature, Kind::kContentHash,
                               Kind::kRegistrationWindow, Kind::kRegistrationSignature};
  std::set<Kind> passed;
  for (const auto& bytes : Rejected()) {
    const Kind kind = Decode(bytes).error().kind;
    const bool ignored = std::ranges::find(kIgnored, kind) != std::end(kIgnored);
    const bool passes = IsMessageBut(bytes, [](const Lapse&) { return true; });
    EXPECT_TRUE(ignored || !passes) << ToHex(bytes);
    if (passes) passed.insert(kind);
  }
  EXPECT_EQ(passed, std::set<Kind>(std::begin(kIgnored), std::end(kIgnored)));
}

}  // namespace
}  // namespace asmtp::deviant
