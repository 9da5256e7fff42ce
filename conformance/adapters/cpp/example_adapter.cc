// example-adapter: an adapter for asmtp-conform in C++, in one file. NewSession() and Echo() call
// the library, here core/session. The rest is the contract of conformance/README.md. asmtp-endpoint
// is a larger example, on core/net.
//
//   ./asmtp conform --iut 'bazel-bin/conformance/adapters/cpp/example-adapter {role} {addr} {iut_s}
//       {peer} {suite} {framing}'
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/message/message.h"
#include "core/session/session.h"
#include "core/testing/hex.h"
#include "core/testing/names.h"

namespace asmtp {
namespace {

constexpr int kUsage = 2;
constexpr int kUnsupported = 89;

struct Settings {
  std::string role;
  sockaddr_in address{};
  ByteArray<32> secret{};
  StaticPublic peer;
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;
};

// ---- the library ------------------------------------------------------------------------------

Session NewSession(const Settings& settings) {
  StaticKeyPair s =
      StaticKeyPair::FromSecret(settings.suite, StaticSecret(FixedView<32>(settings.secret)));
  EphemeralKeyPair e = EphemeralKeyPair::Generate(settings.suite);
  const FrameFormat format(settings.framing);
  if (settings.role == "responder") return Session::Responder(format, std::move(s), std::move(e));
  return Session::Initiator(format, std::move(s), std::move(e), settings.peer);
}

// Returns the frame that echoes the message, or nothing if the plaintext is not a message.
std::vector<uint8_t> Echo(Session& session, ByteView plaintext) {
  const auto message = Decode(plaintext);
  if (!message) return {};
  std::vector<uint8_t> encoded(EncodedSize(*message));
  (void)Encode(*message, encoded);  // cannot fail: the size is right
  std::vector<uint8_t> frame(session.format().FrameSize(encoded.size()));
  if (!session.Seal(encoded, frame)) return {};
  return frame;
}

// ---- one connection ---------------------------------------------------------------------------

bool Write(int socket, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(sent));
  }
  return true;
}

// Passes received bytes to the session.
void Read(int socket, Session& session) {
  const MutableByteView room = session.Prepare();
  const ssize_t size = ::recv(socket, room.data(), room.size(), 0);
  if (size > 0) return session.Commit(static_cast<size_t>(size));
  session.FeedEnd();
}

// Handles one event. Returns whether the connection continues.
bool Handle(int socket, const Settings& settings, Session& session, const Event& event) {
  if (std::holds_alternative<Closed>(event)) return false;
  if (std::holds_alternative<NeedBytes>(event)) {
    Read(socket, session);
  } else if (const auto* identified = std::get_if<PeerIdentified>(&event)) {
    if (identified->rs != settings.peer) return false;  // HS-21: no answer
    return session.Accept() && Write(socket, session.TakeOutput());
  } else if (const auto* received = std::get_if<Received>(&event)) {
    const std::vector<uint8_t> frame = Echo(session, received->plaintext);
    return !frame.empty() && Write(socket, frame);
  }
  return true;
}

void Serve(int socket, const Settings& settings) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  Session session = NewSession(settings);
  bool goes_on = Write(socket, session.TakeOutput());
  while (goes_on) goes_on = Handle(socket, settings, session, session.Next());
  ::close(socket);
}

// ---- the contract -----------------------------------------------------------------------------

int RunResponder(const Settings& settings) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in own = settings.address;
  socklen_t size = sizeof(own);
  auto* generic = reinterpret_cast<sockaddr*>(&own);
  if (::bind(listener, generic, size) != 0 || ::listen(listener, 64) != 0 ||
      ::getsockname(listener, generic, &size) != 0) {
    fmt::print(stderr, "example-adapter: cannot listen\n");
    return 1;
  }
  fmt::print("LISTEN 127.0.0.1:{}\n", ntohs(own.sin_port));
  std::fflush(stdout);
  // Exit when stdin ends: the runner has exited.
  std::thread([] {
    std::array<char, 64> ignored;
    while (::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0) {
    }
    std::_Exit(0);
  }).detach();
  while (true) {
    const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return 1;
    std::thread([socket, settings] { Serve(socket, settings); }).detach();
  }
}

int RunInitiator(const Settings& settings) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto* address = reinterpret_cast<const sockaddr*>(&settings.address);
  if (::connect(socket, address, sizeof(settings.address)) != 0) {
    fmt::print(stderr, "example-adapter: cannot connect\n");
    return 1;
  }
  Serve(socket, settings);
  return 0;
}

bool ReadAddress(const std::string& text, sockaddr_in& address) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(std::strtoul(&text[colon + 1], nullptr, 10)));
  return ::inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) == 1;
}

int AdapterMain(const std::vector<std::string>& words) {
  if (!words.empty() && words.back() == "--caps") {
    fmt::print(
        R"({{"name": "cpp-example", "version": "1", "roles": ["responder", "initiator"],)"
        R"( "tiers": ["T0", "T1"], "suites": ["ed25519", "25519"], "framings": ["u32", "u16"]}})"
        "\n");
    return 0;
  }
  if (words.size() != 6) return kUsage;
  Settings settings{.role = words[0]};
  ByteArray<32> peer{};
  const auto suite = SuiteOf(words[4]);
  const auto framing = FramingOf(words[5]);
  const bool known = settings.role == "responder" || settings.role == "initiator";
  if (!known || !suite || !framing) return kUnsupported;
  if (!ReadAddress(words[1], settings.address) || !FromHexInto(words[2], settings.secret) ||
      !FromHexInto(words[3], peer)) {
    return kUsage;
  }
  settings.peer = StaticPublic(FixedView<32>(peer));
  settings.suite = *suite;
  settings.framing = *framing;
  return settings.role == "responder" ? RunResponder(settings) : RunInitiator(settings);
}

}  // namespace
}  // namespace asmtp

int main(int argc, char** argv) { return asmtp::AdapterMain({argv + 1, argv + argc}); }
