// The seeds of chains match their names.
#include <gtest/gtest.h>

#include "core/message/ledger.h"
#include "fuzz/chain/chain.h"
#include "fuzz/seeds/wire_seeds.h"

namespace asmtp::fuzz {
namespace {

TEST(ChainSeeds, MatchTheirNames) {
  size_t valid = 0;
  size_t refused = 0;
  const Seeds seeds = WireSeeds().at("passport_chain");
  for (const auto& [name, bytes] : seeds) {
    SCOPED_TRACE(name);
    const bool is_valid = name.starts_with("valid_");
    if (!is_valid && !name.starts_with("refuse_")) continue;
    ++(is_valid ? valid : refused);
    const model::Bytes chain = BuildChain(ByteView(bytes).subspan(1));
    const auto blocks = Blocks::Decode(chain);
    ASSERT_TRUE(blocks) << Describe(blocks.error());
    const auto ledger = Ledger::FromBlocks(*blocks);
    EXPECT_EQ(ledger.has_value(), is_valid) << (ledger ? "" : Describe(ledger.error()));
  }
  EXPECT_GE(valid, 8u);
  EXPECT_GE(refused, 5u);
}

}  // namespace
}  // namespace asmtp::fuzz
