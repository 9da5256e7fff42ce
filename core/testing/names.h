// Suites and framings by name, for command lines, case files and vectors.
//
//   SuiteOf("ed25519")      Suite::kEd25519
//   FramingOf("u16")        Framing::kU16
#ifndef ASMTP_CORE_TESTING_NAMES_H_
#define ASMTP_CORE_TESTING_NAMES_H_

#include <optional>
#include <string_view>

#include "core/crypto/suite.h"
#include "core/wire/framing.h"

namespace asmtp {

// Returns the suite with that DH name or protocol name.
inline std::optional<Suite> SuiteOf(std::string_view name) {
  for (const Suite suite : kSuites) {
    if (name == DhName(suite) || name == ProtocolName(suite)) return suite;
  }
  return std::nullopt;
}

// Returns the framing "u32" or "u16".
inline std::optional<Framing> FramingOf(std::string_view name) {
  for (const Framing framing : kFramings) {
    if (name == Name(framing)) return framing;
  }
  return std::nullopt;
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_NAMES_H_
