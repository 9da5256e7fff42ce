// Without faults, the loose ledger agrees with core's.
#include "conformance/deviant/loose_ledger.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/testing/hex.h"

namespace asmtp::deviant {
namespace {

TEST(LooseStateOf, AgreesOnEveryVector) {
  std::ifstream file("corpus/vectors/passports.json");
  size_t accepted = 0;
  for (const auto& vector : nlohmann::json::parse(file)["vectors"]) {
    SCOPED_TRACE(vector["description"].get<std::string>());
    const auto bytes = FromHex(vector["blocks"].get<std::string>());
    ASSERT_TRUE(bytes);
    const auto blocks = Blocks::Decode(*bytes);
    if (!blocks) continue;
    const Hash128 id = blocks->empty() ? Hash128{} : (*blocks->begin()).HeaderHash();
    const PutPassport put{.id = FixedView<kPassportIdSize>(id), .blocks = *blocks};
    const LedgerState state = LooseStateOf(put, {});
    EXPECT_EQ(state.ToTopic(), StateOf(put).ToTopic());
    accepted += state.accepts ? 1 : 0;
  }
  EXPECT_GE(accepted, 17U);
}

}  // namespace
}  // namespace asmtp::deviant
