// Settings: what the command line of asmtp-endpoint asks for.
//
//   const auto settings = ParseSettings(argc, argv);
//   if (!settings) {
//     fmt::print(stderr, "{}\n", settings.error().text);       // never holds a secret
//     return settings.error().status;
//   }
#ifndef ASMTP_CONFORMANCE_ENDPOINT_SETTINGS_H_
#define ASMTP_CONFORMANCE_ENDPOINT_SETTINGS_H_

#include <expected>
#include <optional>
#include <string>

#include "conformance/endpoint/ending.h"
#include "core/crypto/keys.h"
#include "core/net/options.h"

namespace asmtp::endpoint {

enum class Role : uint8_t { kResponder, kInitiator };

// What becomes of a message. What is no message ends the connection, but in kTalk.
enum class Mode : uint8_t {
  kSink,    // tier T0: nothing
  kEcho,    // tier T1: it is encoded again and sent back
  kEvents,  // tier T2: a line about it on stdout
  kTalk,    // a responder sends every plaintext back; an initiator sends those of its stdin
};

struct Settings {
  Role role;
  Mode mode;
  bool persistent;  // initiator: take CONNECT lines from stdin
  bool until_eof;   // end when stdin ends; an initiator ends with its connection anyway
  HostPort address;
  StaticKeyPair identity;
  // Initiator: the responder's key. Responder: the only initiator that is accepted.
  std::optional<StaticPublic> peer;
  Options options;
};

// Reads the command line, and from the environment what it leaves out.
std::expected<Settings, Ending> ParseSettings(int argc, const char* const* argv);

// Reads a public key: 64 hexadecimal digits.
std::expected<StaticPublic, Ending> ParsePublicKey(const std::string& text);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_SETTINGS_H_
