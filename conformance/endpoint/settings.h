// Settings: the validated command line of asmtp-endpoint.
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

// What to do with a message. A plaintext that is not a message ends the connection, except in
// kTalk.
enum class Mode : uint8_t {
  kSink,    // tier T0: does nothing
  kEcho,    // tiers T1, T2: re-encodes it and sends it back, and answers for its ledger
  kEvents,  // tier T0: prints a line about it
  kNode,    // tier T0: a node of the network; see node.h
  kTalk,    // a responder echoes every plaintext; an initiator sends those on stdin
};

struct Settings {
  Role role;
  Mode mode;
  bool persistent;  // initiator: read CONNECT lines from stdin
  bool until_eof;   // the responder exits when stdin ends
  HostPort address;
  StaticKeyPair identity;
  // Initiator: the responder's key. Responder: the key of the only initiator to accept.
  std::optional<StaticPublic> peer;
  Options options;
  Limits::Duration gossip_every;  // in kNode; zero: never
  size_t sessions_max;            // responder; 0: as many as there are descriptors left
};

// Reads the command line, and the environment for omitted keys.
std::expected<Settings, Ending> ParseSettings(int argc, const char* const* argv);

// Reads a public key: 64 hexadecimal digits.
std::expected<StaticPublic, Ending> ParsePublicKey(const std::string& text);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_SETTINGS_H_
