// SecretNames: how a case file names the secrets of `Keys`.
//
//   for (const auto& [name, which] : kSecretNames) ... name ... (keys.*which)
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_SECRET_NAMES_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_SECRET_NAMES_H_

#include <optional>
#include <string_view>
#include <utility>

#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

inline constexpr std::pair<std::string_view, std::optional<SecretText> Keys::*> kSecretNames[] = {
    {"runner.s", &Keys::runner_s}, {"runner.e", &Keys::runner_e},
    {"iut.s", &Keys::iut_s},       {"iut.e", &Keys::iut_e},
    {"iut.peer", &Keys::iut_peer}, {"runner.s.shown", &Keys::runner_shown},
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_SECRET_NAMES_H_
