// Valid messages of every type and shape, for tests.
#ifndef ASMTP_CORE_TESTING_SAMPLES_H_
#define ASMTP_CORE_TESTING_SAMPLES_H_

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/testing/passport_builder.h"
#include "core/testing/signing_key.h"

namespace asmtp {

// Owns. One valid message.
struct Sample {
  std::string name;
  std::vector<uint8_t> bytes;
};

// A key whose seed is 32 times `seed`.
SigningKey KeyOf(uint8_t seed);
// `N` bytes of this value.
template <size_t N>
ByteArray<N> Filled(uint8_t value) {
  ByteArray<N> bytes;
  bytes.fill(value);
  return bytes;
}

// What went wrong, or nothing.
template <class T, class Error>
std::optional<Error> ErrorOf(const std::expected<T, Error>& result) {
  return result ? std::nullopt : std::optional(result.error());
}
// What kind of thing went wrong, or nothing.
template <class T, class Error>
std::optional<typename Error::Kind> KindOf(const std::expected<T, Error>& result) {
  return result ? std::nullopt : std::optional(result.error().kind);
}

// A passport of three blocks, by KeyOf(1) and KeyOf(2), with every kind of entry.
PassportBuilder SamplePassport();
// At least one message of each type, with empty and full variable fields.
std::vector<Sample> Samples();

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_SAMPLES_H_
