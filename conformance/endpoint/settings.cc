#include "conformance/endpoint/settings.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <utility>

#include "conformance/endpoint/arguments.h"
#include "conformance/endpoint/caps.h"
#include "core/testing/hex.h"
#include "core/testing/host_port.h"

namespace asmtp::endpoint {
namespace {

template <class Value>
struct Choice {
  std::string_view name;
  Value value;
};

constexpr auto kRoles =
    std::to_array<Choice<Role>>({{"responder", Role::kResponder}, {"initiator", Role::kInitiator}});
constexpr auto kModes = std::to_array<Choice<Mode>>({{"sink", Mode::kSink},
                                                     {"T0", Mode::kSink},
                                                     {"echo", Mode::kEcho},
                                                     {"T1", Mode::kEcho},
                                                     {"events", Mode::kEvents},
                                                     {"T2", Mode::kEvents},
                                                     {"node", Mode::kNode},
                                                     {"talk", Mode::kTalk}});
constexpr auto kSuiteChoices =
    std::to_array<Choice<Suite>>({{"ed25519", Suite::kEd25519}, {"25519", Suite::kX25519}});
constexpr auto kFramingChoices =
    std::to_array<Choice<Framing>>({{"u32", Framing::kU32}, {"u16", Framing::kU16}});

template <class Choices>
auto Choose(std::string_view option, const std::string& name, const Choices& choices)
    -> std::expected<decltype(choices[0].value), Ending> {
  for (const auto& choice : choices) {
    if (choice.name == name) return choice.value;
  }
  return Unsupported(std::string(option) + " '" + name + "' is not supported; see --help");
}

// Returns `text`, or the environment variable if it is empty, or "".
std::string OrEnvironment(const std::string& text, const char* variable) {
  if (!text.empty()) return text;
  const char* value = std::getenv(variable);
  return value != nullptr ? value : "";
}

std::expected<void, Ending> ParseKey(std::string_view text, std::string_view which,
                                     std::span<uint8_t, 32> out) {
  if (text.size() == 64 && FromHexInto(text, out)) return {};
  return Usage(std::string(which) + ": a key must be 64 hexadecimal digits");
}

std::expected<std::string, Ending> ReadSecretText(const Arguments& a) {
  std::string text = a.secret;
  if (text.empty() && !a.secret_file.empty()) {
    std::ifstream file(a.secret_file);
    if (file >> text) return text;
    return Usage("--secret-file: cannot read a key from '" + a.secret_file + "'");
  }
  text = OrEnvironment(text, "ASMTP_IUT_SECRET");
  if (text.empty()) return Usage("no secret key: use --secret, --secret-file or ASMTP_IUT_SECRET");
  return text;
}

std::expected<StaticKeyPair, Ending> ReadIdentity(const Arguments& a, std::optional<Suite> suite) {
  const auto text = ReadSecretText(a);
  if (!text) return std::unexpected(text.error());
  StaticSecret secret;
  if (auto parsed = ParseKey(*text, "secret", secret.Fill()); !parsed) {
    return std::unexpected(parsed.error());
  }
  return StaticKeyPair::FromSecret(suite.value_or(Suite::kEd25519), secret);
}

// Rounded up, because only 0 means no deadline.
Limits::Duration Seconds(double seconds) {
  return std::chrono::ceil<Limits::Duration>(std::chrono::duration<double>(seconds));
}

Limits ReadLimits(const Arguments& a) {
  return {.connect = Seconds(a.connect_deadline),
          .handshake = Seconds(a.handshake_deadline),
          .idle = Seconds(a.idle_deadline)};
}

// Pins the ephemeral key if one is given.
std::expected<EphemeralSource, Ending> ReadEphemeral(const Arguments& a) {
  const std::string text = OrEnvironment(a.ephemeral, "ASMTP_EPHEMERAL");
  if (text.empty()) return EphemeralKeyPair::Generate;
  // Shared, because each connection copies the source of keys.
  const auto pinned = std::make_shared<EphemeralSecret>();
  if (auto parsed = ParseKey(text, "ephemeral", pinned->Fill()); !parsed) {
    return std::unexpected(parsed.error());
  }
  return [pinned](Suite suite) { return EphemeralKeyPair::FromSecret(suite, *pinned); };
}

std::expected<std::optional<StaticPublic>, Ending> ReadPeer(const Arguments& a) {
  const std::string text = OrEnvironment(a.peer, "ASMTP_PEER_PUBLIC");
  if (text.empty()) return std::nullopt;
  const auto key = ParsePublicKey(text);
  if (!key) return std::unexpected(key.error());
  return *key;
}

std::expected<HostPort, Ending> ReadAddress(const Arguments& a, std::optional<Role> role) {
  if (a.address.empty() && (role == Role::kResponder || a.persistent)) {
    return HostPort{"127.0.0.1", 0};
  }
  if (a.address.empty()) return Usage("an initiator needs --addr host:port to connect to");
  auto address = ParseHostPort(a.address);
  if (!address) return Usage("--addr: " + address.error());
  return *std::move(address);
}

std::expected<Role, Ending> ReadRole(const Arguments& a) {
  if (a.role.empty()) return Usage("expected --role responder or --role initiator; see --help");
  const auto role = Choose("--role", a.role, kRoles);
  if (role == Role::kResponder && a.persistent) return Usage("--persistent is for initiators");
  return role;
}

// Keeps the first error.
class Errors {
 public:
  template <class T>
  std::optional<T> Take(std::expected<T, Ending> value) {
    if (value) return *std::move(value);
    if (!first_) first_ = std::move(value.error());
    return std::nullopt;
  }
  const std::optional<Ending>& first() const { return first_; }

 private:
  std::optional<Ending> first_;
};

std::expected<Settings, Ending> Understand(const Arguments& a) {
  Errors errors;
  const auto role = errors.Take(ReadRole(a));
  const auto mode = errors.Take(Choose("--mode", a.mode, kModes));
  const auto suite = errors.Take(Choose("--suite", a.suite, kSuiteChoices));
  const auto framing = errors.Take(Choose("--framing", a.framing, kFramingChoices));
  auto identity = errors.Take(ReadIdentity(a, suite));
  const auto peer = errors.Take(ReadPeer(a));
  const auto ephemeral = errors.Take(ReadEphemeral(a));
  const auto address = errors.Take(ReadAddress(a, role));
  if (errors.first()) return std::unexpected(*errors.first());
  if (role == Role::kInitiator && !a.persistent && !*peer) {
    return Usage("an initiator needs --peer, the public key of the responder");
  }
  if (a.persistent && mode == Mode::kTalk) {
    return Usage("--persistent and --mode talk exclude each other: both read stdin");
  }
  return Settings{.role = *role,
                  .mode = *mode,
                  .persistent = a.persistent,
                  .until_eof = a.until_eof,
                  .address = *address,
                  .identity = *std::move(identity),
                  .peer = *peer,
                  .options = {.format = FrameFormat(*framing, a.max_frame),
                              .limits = ReadLimits(a),
                              .handshakes_max = a.handshakes_max,
                              .ephemeral = *ephemeral},
                  .gossip_every = Seconds(a.gossip_every),
                  .sessions_max = a.sessions_max};
}

}  // namespace

std::expected<StaticPublic, Ending> ParsePublicKey(const std::string& text) {
  ByteArray<kPublicKeySize> key;
  if (auto parsed = ParseKey(text, "peer", key); !parsed) return std::unexpected(parsed.error());
  return StaticPublic(FixedView<kPublicKeySize>(key));
}

std::expected<Settings, Ending> ParseSettings(int argc, const char* const* argv) {
  Arguments a;
  if (auto read = ReadArguments(argc, argv, a); !read) return std::unexpected(read.error());
  if (a.caps) return std::unexpected(Ending{kExitOk, Caps() + "\n"});
  return Understand(a);
}

}  // namespace asmtp::endpoint
