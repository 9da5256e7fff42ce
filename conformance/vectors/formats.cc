#include "conformance/vectors/formats.h"

#include "conformance/vectors/failure_vectors.h"
#include "conformance/vectors/handshake_vectors.h"
#include "conformance/vectors/ledger_vectors.h"
#include "conformance/vectors/message_vectors.h"
#include "conformance/vectors/noise_vectors.h"
#include "conformance/vectors/passport_vectors.h"
#include "conformance/vectors/sealed_secret_vectors.h"

namespace asmtp::vectors {
namespace {

constexpr std::string_view kUnnamed;

constexpr Format kFormats[] = {
    {"asmtp-handshake-vectors/1", "whole sessions", CheckHandshakeVector},
    {"asmtp-failure-vectors/1", "sessions that fail, act by act", CheckFailureVector},
    {"asmtp-message-vectors/1", "messages, with the reference decoder's verdict",
     CheckMessageVector},
    {"asmtp-passport-vectors/1", "chains of blocks, with the reference ledger's verdict",
     CheckPassportVector},
    {"asmtp-ledger-vectors/1", "passports, with the right verdict and state", CheckLedgerVector},
    {"asmtp-sealed-secret-vectors/1", "sealed secrets of a SetSharedKey", CheckSealedSecretVector},
    {kUnnamed, "the Noise community's JSON (cacophony, snow): {\"vectors\": [...]}",
     CheckNoiseVector},
};

}  // namespace

std::span<const Format> Formats() { return kFormats; }

const Format* FormatOf(FieldReader& document) {
  const bool named = document.Has("format");
  const std::string name = named ? document.Text("format") : std::string(kUnnamed);
  for (const Format& format : kFormats) {
    if (format.name == name && named == !format.name.empty()) return &format;
  }
  document.Refuse(
      "format",
      "\"asmtp-handshake-vectors/1\", \"asmtp-failure-vectors/1\", "
      "\"asmtp-message-vectors/1\", \"asmtp-passport-vectors/1\", "
      "\"asmtp-ledger-vectors/1\" or \"asmtp-sealed-secret-vectors/1\", or no format and "
      "Noise vectors");
  return nullptr;
}

}  // namespace asmtp::vectors
