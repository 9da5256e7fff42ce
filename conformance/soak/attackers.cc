#include "conformance/soak/attackers.h"

#include <array>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include "core/crypto/secret.h"
#include "core/testing/passport_builder.h"

namespace asmtp::soak {
namespace {

using asio::ip::tcp;
using std::chrono_literals::operator""ms;

constexpr size_t kExpensiveSize = 16 << 20;

auto Storing(std::error_code& code) { return asio::redirect_error(asio::use_awaitable, code); }

template <size_t N>
ByteArray<N> Random() {
  ByteArray<N> bytes;
  FillRandom(bytes);
  return bytes;
}

// A PutPassport of 16 MiB with as many signatures as fit.
std::vector<uint8_t> MakeExpensive() {
  const auto seed = Random<32>();
  const auto author = SigningKey::FromSeed(FixedView<32>(seed));
  PassportBuilder passport;
  passport.Append(author, 100, Content().Register(author, {.alias = "a", .created_at = 100}));
  std::vector<uint8_t> message = passport.Message();
  const std::vector<uint8_t> block(message.begin() + kTypeSize + kPassportIdSize, message.end());
  while (message.size() + block.size() + kTagSize <= kExpensiveSize) {
    message.insert(message.end(), block.begin(), block.end());
  }
  return message;
}

asio::awaitable<void> ReadToEnd(tcp::socket& socket) {
  std::array<uint8_t, 4096> ignored;
  for (std::error_code code; !code;) {
    co_await socket.async_read_some(asio::buffer(ignored), Storing(code));
  }
}

}  // namespace

Attackers::Attackers(const Target& target, size_t half_open)
    : target_(target), expensive_(MakeExpensive()) {
  Spawn("127.0.0.2", &Attackers::StaySilent, NewPacer(1ms), half_open);
  SpawnAtRate("127.0.0.2", &Attackers::StaySilent, 10ms);
  SpawnAtRate("127.0.0.3", &Attackers::ForgeInitialize, 10ms);
  SpawnAtRate("127.0.0.4", &Attackers::Reset, 10ms);
  SpawnAtRate("127.0.0.5", &Attackers::ForgeFrame, 50ms);
  Spawn("127.0.0.6", &Attackers::NeverRead, NewPacer(100ms), 4);
  Spawn("127.0.0.7", &Attackers::SendExpensive, NewPacer(100ms), 4);
}

Pacer& Attackers::NewPacer(std::chrono::milliseconds every) {
  return *pacers_.emplace_back(std::make_unique<Pacer>(context_.get_executor(), every));
}

void Attackers::Spawn(const char* from, Attack attack, Pacer& pacer, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    asio::co_spawn(context_, Repeat(asio::ip::make_address(from), attack, pacer), asio::detached);
  }
}

void Attackers::SpawnAtRate(const char* from, Attack attack, std::chrono::milliseconds every) {
  asio::co_spawn(context_, StartAtRate(asio::ip::make_address(from), attack, NewPacer(every)),
                 asio::detached);
}

// One at a time.
asio::awaitable<void> Attackers::Repeat(asio::ip::address from, Attack attack, Pacer& pacer) {
  for (;;) {
    co_await pacer.Wait();
    co_await Once(from, attack);
  }
}

// Whether or not the earlier ones have ended.
asio::awaitable<void> Attackers::StartAtRate(asio::ip::address from, Attack attack, Pacer& pacer) {
  for (;;) {
    co_await pacer.Wait();
    asio::co_spawn(context_, Once(from, attack), asio::detached);
  }
}

asio::awaitable<void> Attackers::Once(asio::ip::address from, Attack attack) {
  tcp::socket socket(context_, tcp::v4());
  std::error_code code;
  // A close resets, so that this machine does not run out of ports.
  socket.set_option(asio::socket_base::linger(true, 0), code);
  if (!code) socket.bind({from, 0}, code);
  if (!code) co_await socket.async_connect(target_.address, Storing(code));
  if (!code) co_await (this->*attack)(socket);
}

asio::awaitable<void> Attackers::StaySilent(Socket& socket) {
  ++silent_;
  co_await ReadToEnd(socket);
  --silent_;
}

asio::awaitable<void> Attackers::ForgeInitialize(Socket& socket) {
  auto frame = Random<kInitializeFrameSize>();
  frame[0] = kVersion1;
  std::error_code code;
  co_await asio::async_write(socket, asio::buffer(frame), Storing(code));
  co_await ReadToEnd(socket);
}

asio::awaitable<void> Attackers::Reset(Socket& socket) {
  const ByteArray<50> half = {kVersion1};
  std::error_code code;
  co_await asio::async_write(socket, asio::buffer(half), Storing(code));
}

asio::awaitable<void> Attackers::ForgeFrame(Socket& socket) {
  auto session = co_await Shake(socket);
  if (!session) co_return;
  const ByteArray<24> frame = {0, 0, 0, 20};
  std::error_code code;
  co_await asio::async_write(socket, asio::buffer(frame), Storing(code));
  co_await ReadToEnd(socket);
}

// Until the endpoint takes no more, and then until it gives up.
asio::awaitable<void> Attackers::NeverRead(Socket& socket) {
  auto session = co_await Shake(socket);
  const std::vector<uint8_t> topic = [] {
    std::vector<uint8_t> message(60'000);
    message[0] = 2;
    return message;
  }();
  while (session && co_await Send(socket, *session, topic)) {
  }
}

asio::awaitable<void> Attackers::SendExpensive(Socket& socket) {
  auto session = co_await Shake(socket);
  asio::co_spawn(context_, ReadToEnd(socket), asio::detached);
  while (session && co_await Send(socket, *session, expensive_)) {
  }
}

asio::awaitable<std::optional<Session>> Attackers::Shake(Socket& socket) {
  const auto secret = Random<kSecretKeySize>();
  Session session = Session::Initiator(
      FrameFormat(), StaticKeyPair::FromSecret(Suite::kEd25519, StaticSecret(secret)),
      EphemeralKeyPair::Generate(Suite::kEd25519), target_.identity);
  const ByteView initialize = session.TakeOutput();
  std::error_code code;
  co_await asio::async_write(socket, asio::buffer(initialize.data(), initialize.size()),
                             Storing(code));
  while (!code) {
    const Event event = session.Next();
    if (std::holds_alternative<Opened>(event)) co_return std::optional(std::move(session));
    if (std::holds_alternative<Closed>(event)) break;
    const MutableByteView room = session.Prepare();
    session.Commit(
        co_await socket.async_read_some(asio::buffer(room.data(), room.size()), Storing(code)));
  }
  co_return std::nullopt;
}

asio::awaitable<bool> Attackers::Send(Socket& socket, Session& session, ByteView plaintext) {
  std::vector<uint8_t> frame(session.format().FrameSize(plaintext.size()));
  const auto size = session.Seal(plaintext, frame);
  if (!size) co_return false;
  std::error_code code;
  co_await asio::async_write(socket, asio::buffer(frame.data(), *size), Storing(code));
  co_return !code;
}

}  // namespace asmtp::soak
