#include "core/noise/error.h"

#include <gtest/gtest.h>

#include <set>

namespace asmtp::noise {
namespace {

constexpr Error kErrors[] = {
    Error::kMessageSize, Error::kBadTag,         Error::kLowOrderPoint, Error::kWrongTurn,
    Error::kNotFinished, Error::kFinished,       Error::kFailed,        Error::kSuiteMismatch,
    Error::kBufferSize,  Error::kNonceExhausted,
};
static_assert(static_cast<size_t>(Error::kNonceExhausted) + 1 == std::size(kErrors));

TEST(NoiseError, NamesAndDescriptionsAreUnique) {
  std::set<std::string_view> texts = {"unknown", "unknown error", ""};
  for (const Error error : kErrors) {
    EXPECT_TRUE(texts.insert(Name(error)).second) << Name(error);
    EXPECT_TRUE(texts.insert(Describe(error)).second) << Describe(error);
  }
}

}  // namespace
}  // namespace asmtp::noise
