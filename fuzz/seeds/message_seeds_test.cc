// The seeds of messages are what their names say.
#include "fuzz/seeds/message_seeds.h"

#include <gtest/gtest.h>

#include <set>

#include "core/message/ledger.h"
#include "core/testing/layout.h"

namespace asmtp::fuzz {
namespace {

TEST(MessageSeeds, AreWhatTheirNamesSay) {
  for (const auto& [name, bytes] : MessageSeeds()) {
    SCOPED_TRACE(name);
    const auto message = Decode(bytes);
    EXPECT_EQ(message.has_value(), !name.starts_with("reject_"));
    if (!message || !std::holds_alternative<PutPassport>(*message)) continue;
    const auto ledger = Ledger::FromPassport(std::get<PutPassport>(*message));
    EXPECT_EQ(ledger.has_value(), !name.starts_with("refuse_"));
  }
}

// Every error that decoding has is shown by a seed, and every type of message.
TEST(MessageSeeds, ShowEveryErrorAndEveryType) {
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
