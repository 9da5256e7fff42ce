#include "conformance/record/proxy.h"

#include <fmt/format.h>

#include <asio/co_spawn.hpp>
#include <asio/connect.hpp>
#include <asio/detached.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <csignal>
#include <utility>

#include "conformance/deviant/loose_session.h"
#include "conformance/play/peer.h"
#include "conformance/record/proxy_streams.h"
#include "conformance/record/script.h"
#include "conformance/transcript/message_format.h"
#include "core/net/options.h"
#include "core/testing/host_port.h"

namespace asmtp::conformance {
namespace {

using asio::ip::tcp;
using deviant::LoosePair;
using deviant::LooseSession;
using noise::Role;
using std::chrono::milliseconds;

// What to check if the responder's answer is missing or invalid.
constexpr std::string_view kResponderHint =
    "check that --responder-secret is its secret, that it accepts the key of --initiator-secret, "
    "and that --suite matches";

std::string Seconds(milliseconds duration) {
  return fmt::format("{:g} s", std::chrono::duration<double>(duration).count());
}

}  // namespace

class Proxy::State {
 public:
  explicit State(ProxyOptions options) : options_(std::move(options)), dialogue_(options_.suite) {}

  std::expected<void, std::string> Listen() {
    const std::string what = fmt::format("cannot listen on {}", options_.listen);
    const auto address = ParseHostPort(options_.listen);
    if (!address) return std::unexpected(what + ": " + address.error());
    std::error_code code;
    const auto ip = asio::ip::make_address(address->host, code);
    if (code) return std::unexpected(what + ": the host must be a numeric address");
    const tcp::endpoint endpoint(ip, address->port);
    acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.set_option(tcp::acceptor::reuse_address(true), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
    if (code) return std::unexpected(what + ": " + code.message());
    return {};
  }

  std::string address() const { return ToText(acceptor_.local_endpoint()); }

  ProxyResult Run() {
    signals_.async_wait([this](std::error_code code, int) {
      if (code) return;
      interrupted_ = true;
      Stop();
    });
    asio::co_spawn(context_, Sessions(), [this](const std::exception_ptr& thrown) {
      if (thrown) failure_ = thrown;
      signals_.cancel();
      timer_.cancel();
    });
    context_.run();
    if (failure_) std::rethrow_exception(failure_);
    return {.dialogue = dialogue_, .wrong = wrong_, .interrupted = interrupted_};
  }

 private:
  // Cancels all pending operations.
  void Stop() {
    stopped_ = true;
    std::error_code ignored;
    acceptor_.close(ignored);
    CloseSocket(initiator_);
    CloseSocket(responder_);
    resolver_.cancel();
  }

  void Fail(std::string sentence) {
    if (!stopped_) wrong_ = std::move(sentence);
    Stop();
  }

  // Calls `ring` after this duration, unless another Await() replaces it.
  void Await(milliseconds duration, std::function<void()> ring) {
    since_ = std::chrono::steady_clock::now();
    timer_.expires_after(duration);
    timer_.async_wait([ring = std::move(ring)](std::error_code code) {
      if (!code) ring();
    });
  }

  milliseconds Waited() const {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - since_);
  }

  asio::awaitable<void> Sessions() {
    for (size_t i = 0; i < options_.sessions && !stopped_; ++i) {
      const auto session = static_cast<uint8_t>(i);
      LooseSession initiator = NewSide(Role::kInitiator, session);
      LooseSession responder = NewSide(Role::kResponder, session);
      const bool open = co_await Handshake(initiator, responder);
      if (open && options_.opened) options_.opened(i + 1);
      if (open) co_await Talk(initiator, responder);
      CloseSocket(initiator_);
      CloseSocket(responder_);
    }
  }

  // The proxy's side towards the IUT of this role, with the secret of the other IUT.
  LooseSession NewSide(Role iut, uint8_t session) const {
    const bool initiates = iut == Role::kInitiator;
    const SecretText& own = initiates ? options_.responder_s : options_.initiator_s;
    const SecretText& theirs = initiates ? options_.initiator_s : options_.responder_s;
    const SecretText e = SecretOfSession(options_.e, session);
    return {noise::Peer(iut),
            options_.suite,
            options_.framing,
            {.s = LoosePair(options_.suite, own.bytes),
             .e = LoosePair(options_.suite, e.bytes),
             .rs = LoosePair(options_.suite, theirs.bytes).public_key}};
  }

  asio::awaitable<bool> Handshake(LooseSession& initiator, LooseSession& responder) {
    WirePair initialize;
    WirePair response;
    initialize.initiator = co_await AcceptInitialize(initiator);
    if (stopped_ || !co_await Connect()) co_return false;
    // With the keys and the initialize, the proxy can send both its handshake frames.
    initialize.responder = *responder.WriteHandshakeFrame({});
    co_await WriteBytes(responder_, initialize.responder);
    response.responder = co_await ReadResponse(responder);
    if (stopped_) co_return false;
    const auto own = initiator.WriteHandshakeFrame({});
    if (!own) Fail(own.error());
    if (stopped_) co_return false;
    response.initiator = *own;
    co_await WriteBytes(initiator_, response.initiator);
    dialogue_.Connect();
    dialogue_.Handshake(initialize, response);
    co_return true;
  }

  // A connection closed without a byte was a check that the port is open.
  asio::awaitable<Bytes> AcceptInitialize(LooseSession& side) {
    size_t silent = 0;
    Await(options_.patience, [this, &silent] {
      const std::string but =
          silent == 0 ? "" : fmt::format("; connections that closed without a byte: {}", silent);
      Fail(fmt::format("nobody connected to {} within {}{}", address(), Seconds(options_.patience),
                       but));
    });
    while (!stopped_) {
      std::error_code code;
      co_await acceptor_.async_accept(initiator_, asio::redirect_error(asio::use_awaitable, code));
      if (code) {
        Fail("cannot accept a connection: " + code.message());
        break;
      }
      const Frame initialize = co_await ReadBytes(initiator_, side.handshake_frame_size());
      if (initialize.end == StreamEnd::kFin) {
        ++silent;
        CloseSocket(initiator_);
        continue;
      }
      if (initialize.end != StreamEnd::kNone) {
        Fail("the initiator closed the connection before its initialize was complete");
        break;
      }
      if (const auto read = side.ReadHandshakeFrame(initialize.bytes); !read) {
        Fail(
            fmt::format("invalid initialize from the initiator, {}: check that --initiator-secret "
                        "is its secret, that it expects the key of --responder-secret, and that "
                        "--suite matches",
                        read.error()));
      }
      co_return initialize.bytes;
    }
    co_return Bytes();
  }

  asio::awaitable<bool> Connect() {
    const std::string what = fmt::format("cannot connect to {}", options_.responder);
    Await(options_.handshake, [this, what] { Fail(what + ": no answer"); });
    const auto address = ParseHostPort(options_.responder);
    if (!address) {
      Fail(what + ": " + address.error());
      co_return false;
    }
    std::error_code code;
    const auto found =
        co_await resolver_.async_resolve(address->host, std::to_string(address->port),
                                         asio::redirect_error(asio::use_awaitable, code));
    if (!code) {
      co_await asio::async_connect(responder_, found,
                                   asio::redirect_error(asio::use_awaitable, code));
    }
    if (code) Fail(what + ": " + code.message());
    co_return !stopped_;
  }

  asio::awaitable<Bytes> ReadResponse(LooseSession& side) {
    Await(options_.handshake, [this] {
      Fail(fmt::format("the responder did not answer within {}: {}", Seconds(options_.handshake),
                       kResponderHint));
    });
    const Frame response = co_await ReadBytes(responder_, side.handshake_frame_size());
    if (response.end != StreamEnd::kNone) {
      Fail(fmt::format("the responder closed the connection without a response: {}",
                       kResponderHint));
    } else if (const auto read = side.ReadHandshakeFrame(response.bytes); !read) {
      Fail(
          fmt::format("invalid response from the responder, {}: {}", read.error(), kResponderHint));
    }
    co_return response.bytes;
  }

  asio::awaitable<void> Talk(LooseSession& initiator, LooseSession& responder) {
    using asio::experimental::awaitable_operators::operator&&;
    ended_ = 0;
    quiet_ = false;
    AwaitMore();
    if (options_.messages > 0) {
      co_await Drive(initiator, responder);
    } else {
      co_await (Relay(Role::kInitiator, initiator, responder) &&
                Relay(Role::kResponder, responder, initiator));
    }
    if (ended_ < 2) dialogue_.Close();
  }

  // Silence is not an error without --messages: the two IUTs decide what to send.
  void AwaitMore() {
    Await(options_.idle, [this] {
      if (options_.messages > 0) {
        return Fail(fmt::format("an IUT did not echo a message within {}", Seconds(options_.idle)));
      }
      EndQuietly();
    });
  }

  void EndQuietly() {
    quiet_ = true;
    CloseSocket(initiator_);
    CloseSocket(responder_);
  }

  tcp::socket& SocketOf(Role iut) { return iut == Role::kInitiator ? initiator_ : responder_; }

  // Reads the next message of an IUT. Returns nothing if there is none; `frame.end` tells why.
  asio::awaitable<std::optional<Bytes>> ReadMessage(Role from, LooseSession& side, Frame& frame) {
    frame = co_await ReadFrame(SocketOf(from), options_.framing);
    if (stopped_ || quiet_ || frame.end == StreamEnd::kFin || frame.end == StreamEnd::kReset) {
      co_return std::nullopt;
    }
    const std::string who = fmt::format("the {}", Name(from));
    if (frame.end == StreamEnd::kCut) Fail(who + " closed the connection inside a frame");
    if (frame.end == StreamEnd::kNoFrame) {
      Fail(who + " sent an invalid frame length: check that --framing matches");
    }
    if (stopped_) co_return std::nullopt;
    auto plaintext = side.Open(frame.bytes);
    if (!plaintext) {
      Fail(who + " sent a frame that does not verify");
    } else if (const std::string why = WhyNoMessage(*plaintext); !why.empty()) {
      Fail(fmt::format(
          "{} sent a plaintext that is not a message; the recording ends before it: {}", who, why));
    }
    if (stopped_) co_return std::nullopt;
    co_return plaintext;
  }

  // Relays messages from one IUT to the other until the first ends its side.
  asio::awaitable<void> Relay(Role from, LooseSession& source, LooseSession& sink) {
    while (true) {
      Frame frame;
      const auto plaintext = co_await ReadMessage(from, source, frame);
      if (stopped_ || quiet_ || ended_ == 2) co_return;
      if (!plaintext) co_return End(from, frame.end == StreamEnd::kReset);
      const Bytes sealed = sink.Seal(*plaintext, {});
      const bool initiates = from == Role::kInitiator;
      dialogue_.Message(from, *plaintext,
                        initiates ? WirePair{frame.bytes, sealed} : WirePair{sealed, frame.bytes},
                        Waited());
      AwaitMore();
      co_await WriteFrame(SocketOf(noise::Peer(from)), options_.framing, sealed);
    }
  }

  // A FIN ends one direction, a RST both.
  void End(Role who, bool reset) {
    dialogue_.Ended(who, reset, Waited());
    ended_ = reset ? 2 : ended_ + 1;
    if (!reset) return ShutdownSending(SocketOf(noise::Peer(who)));
    CloseSocket(SocketOf(who));
    Reset(SocketOf(noise::Peer(who)));
  }

  // Sends each message to the responder, and its echo to the initiator, which echoes it too.
  asio::awaitable<void> Drive(LooseSession& initiator, LooseSession& responder) {
    for (size_t i = 0; i < options_.messages; ++i) {
      const Bytes plaintext = EchoPlaintext(i);
      WirePair sent;
      WirePair received;
      const auto echo = co_await EchoOf(Role::kResponder, responder, plaintext, sent.responder,
                                        received.responder);
      if (!echo) co_return;
      if (!co_await EchoOf(Role::kInitiator, initiator, *echo, sent.initiator,
                           received.initiator)) {
        co_return;
      }
      dialogue_.Echo(plaintext, sent, received);
    }
    Await(options_.handshake, [this] { EndQuietly(); });
    ShutdownSending(initiator_);
    ShutdownSending(responder_);
    (void)co_await ReadFrame(responder_, options_.framing);  // both end, or the timer ends them
    (void)co_await ReadFrame(initiator_, options_.framing);
  }

  asio::awaitable<std::optional<Bytes>> EchoOf(Role iut, LooseSession& side, Bytes plaintext,
                                               Bytes& sent, Bytes& received) {
    sent = side.Seal(plaintext, {});
    AwaitMore();
    co_await WriteFrame(SocketOf(iut), options_.framing, sent);
    Frame frame;
    auto echo = co_await ReadMessage(iut, side, frame);
    if (stopped_) co_return std::nullopt;
    if (!echo) Fail(fmt::format("the {} closed the connection without an echo", Name(iut)));
    if (echo && *echo != plaintext) {
      Fail(fmt::format("the {} did not echo '{}' but sent '{}'", Name(iut),
                       DescribePlaintext(plaintext), DescribePlaintext(*echo)));
    }
    if (stopped_) co_return std::nullopt;
    received = std::move(frame.bytes);
    co_return echo;
  }

  ProxyOptions options_;
  Dialogue dialogue_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  tcp::resolver resolver_{context_};
  tcp::socket initiator_{context_};
  tcp::socket responder_{context_};
  asio::steady_timer timer_{context_};
  asio::signal_set signals_{context_, SIGINT, SIGTERM};
  std::chrono::steady_clock::time_point since_;
  std::exception_ptr failure_;
  std::string wrong_;
  bool interrupted_ = false;
  bool stopped_ = false;
  bool quiet_ = false;  // this session was ended by silence
  int ended_ = 0;       // ended directions of this session
};

Proxy::Proxy(ProxyOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Proxy::~Proxy() = default;
std::expected<void, std::string> Proxy::Listen() { return state_->Listen(); }
std::string Proxy::address() const { return state_->address(); }
ProxyResult Proxy::Run() { return state_->Run(); }

Recording RecordingOf(const ProxyOptions& options, const Dialogue& dialogue) {
  Recording recording{.remarks = {}, .header = {}, .keys = {}, .steps = dialogue.steps()};
  recording.header.roles = {Role::kResponder, Role::kInitiator};
  recording.header.suites = {options.suite};
  if (dialogue.IsEcho()) recording.header.suites.assign(std::begin(kSuites), std::end(kSuites));
  recording.header.framings = {Framing::kU32};
  if (dialogue.largest() <= FrameLengthMax(Framing::kU16)) {
    recording.header.framings.push_back(Framing::kU16);
  }
  CaseKeys& keys = recording.keys;
  keys.of_role = {{Role::kResponder, &CaseKeys::runner_s, options.initiator_s},
                  {Role::kResponder, &CaseKeys::iut_s, options.responder_s},
                  {Role::kInitiator, &CaseKeys::runner_s, options.responder_s},
                  {Role::kInitiator, &CaseKeys::iut_s, options.initiator_s}};
  keys.runner_e = options.e;
  keys.iut_e = SecretText{.mark = Mark::kCaptured};
  keys.iut_e->bytes.fill(0x22);
  keys.recorded = dialogue.ephemerals();
  return recording;
}

}  // namespace asmtp::conformance
