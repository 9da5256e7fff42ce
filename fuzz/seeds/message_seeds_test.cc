// The seeds of messages match their names.
#include "fuzz/seeds/message_seeds.h"

#include <gtest/gtest.h>

#include <set>

#include "core/message/ledger.h"
#include "core/testing/layout.h"
#include "fuzz/seeds/edge_seeds.h"

namespace asmtp::fuzz {
namespace {

TEST(MessageSeeds, MatchTheirNames) {
  Seeds seeds = MessageSeeds();
  const size_t count = seeds.size() + EdgeSeeds().size();
  seeds.merge(EdgeSeeds());
  EXPECT_EQ(seeds.size(), count) << "duplicate name";
  for (const auto& [name, bytes] : seeds) {
    SCOPED_TRACE(name);
    const auto message = Decode(bytes);
    EXPECT_EQ(message.has_value(), !name.starts_with("reject_"));
    if (!message || !std::holds_alternative<PutPassport>(*message)) continue;
    const auto ledger = Ledger::FromPassport(std::get<PutPassport>(*message));
    EXPECT_EQ(ledger.has_value(), !name.starts_with("refuse_"));
  }
}

// The seeds cover every decoding error and every message type.
TEST(MessageSeeds, CoverEveryErrorAndType) {
  std::set<std::string_view> errors;
  std::set<size_t> types;
  for (const auto& [name, bytes] : MessageSeeds()) {
    const auto message = Decode(bytes);
    if (message) {
      types.insert(message->index());
    } else {
      errors.insert(Name(message.error().kind));
    }
  }
  for (size_t i = 0; i < kDecodeErrorKindCount; ++i) {
    const std::string_view name = Name(static_cast<DecodeError::Kind>(i));
    EXPECT_TRUE(errors.contains(name)) << name;
  }
  EXPECT_EQ(types.size(), std::variant_size_v<Message>);
}

}  // namespace
}  // namespace asmtp::fuzz
