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

// Returns the key whose seed is the byte `seed`, 32 times.
SigningKey KeyOf(uint8_t seed);
// Returns `N` bytes of the same value.
template <size_t N>
ByteArray<N> Filled(uint8_t value) {
  ByteArray<N> bytes;
  bytes.fill(value);
  return bytes;
}

// Returns the error, or nullopt on success.
template <class T, class Error>
std::optional<Error> ErrorOf(const std::expected<T, Error>& result) {
  return result ? std::nullopt : std::optional(result.error());
}
// Returns the kind of the error, or nullopt on success.
template <class T, class Error>
std::optional<typename Error::Kind> KindOf(const std::expected<T, Error>& result) {
  return result ? std::nullopt : std::optional(result.error().kind);
}

// Returns a passport of three blocks by KeyOf(1) and KeyOf(2), with every kind of entry.
PassportBuilder SamplePassport();
// Returns at least one message of each type, with empty and non-empty variable fields.
std::vector<Sample> Samples();

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_SAMPLES_H_
