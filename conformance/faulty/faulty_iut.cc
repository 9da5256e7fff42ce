// faulty-iut: a small responder that is wrong in one way, for the tests of the runner: what it does
// wrong has to be found, and nothing else.
//
//   faulty-iut FAULT --addr 127.0.0.1:0 --secret HEX --peer HEX --suite ed25519 --framing u32
//
// It serves one connection at a time, and echoes every message.
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "conformance/iut/tcp.h"
#include "conformance/play/handshake_side.h"
#include "conformance/play/peer.h"
#include "conformance/transcript/message_format.h"
#include "core/bytes/hex.h"
#include "core/wire/handshake_frame.h"

namespace asmtp::conformance {
namespace {

using Options = std::map<std::string, std::string, std::less<>>;

constexpr std::chrono::hours kForever{1};

Deadline Forever() { return Clock::now() + kForever; }

[[noreturn]] void SleepForever() {
  while (true) std::this_thread::sleep_for(kForever);
}

class FaultySession {
 public:
  FaultySession(std::string fault, const Options& options, Channel& channel)
      : fault_(std::move(fault)),
        suite_(*SuiteOf(options.at("--suite"))),
        framing_(*FramingOf(options.at("--framing"))),
        side_(noise::Role::kResponder, KeysOf(options)),
        channel_(channel) {}

  void Run() {
    if (fault_ == "talks-first") channel_.Send(Bytes{0}, Forever());
    if (!Handshake()) return;
    while (const auto ciphertext = TakeFrame()) {
      if (fault_ == "hangs") SleepForever();
      const auto plaintext = Open(*ciphertext);
      if (!plaintext || !Answer(*plaintext)) return;
    }
  }

 private:
  SideKeys KeysOf(const Options& options) const {
    ByteArray<32> secret{};
    ByteArray<32> peer{};
    if (!FromHexInto(options.at("--secret"), secret) || !FromHexInto(options.at("--peer"), peer)) {
      std::exit(2);
    }
    return {.s = StaticKeyPair::FromSecret(suite_, StaticSecret(FixedView<32>(secret))),
            .e = EphemeralKeyPair::Generate(suite_),
            .rs = StaticPublic(FixedView<32>(peer))};
  }

  bool Handshake() {
    const auto init = Take(kInitializeFrameSize);
    if (!init) return false;
    if (!IsSupportedVersion(init->front()) && fault_ != "any-version") return false;
    if (!side_.ReadInit(NoiseMessage(ByteView(*init)))) return fault_ == "answers-all" && Noise();
    Bytes frame = {kVersion1};
    const auto message = side_.WriteResp({});
    frame.insert(frame.end(), message->begin(), message->end());
    channel_.Send(frame, Forever());
    auto [first, second] = side_.Split();
    previous_ = first.Clone();
    receive_ = std::move(first);
    send_ = std::move(second);
    return true;
  }

  // Answers with noise, and closes.
  bool Noise() {
    channel_.Send(Bytes(kResponseFrameSize, kVersion1), Forever());
    return false;
  }

  std::optional<Bytes> TakeFrame() {
    const auto header = Take(HeaderSize(framing_));
    if (!header) return std::nullopt;
    const uint32_t length = *ReadFrameHeader(framing_, *header);
    if (length < kFrameLengthMin || length > (1U << 24)) return std::nullopt;
    return Take(length);
  }

  std::optional<Bytes> Open(const Bytes& ciphertext) {
    Bytes plaintext(ciphertext.size() - kTagSize);
    noise::CipherState before = receive_.Clone();
    bool opened = receive_.DecryptWithAd({}, ciphertext, plaintext).has_value();
    if (!opened && fault_ == "takes-old-key") {
      previous_.SetNonce(receive_.nonce());
      opened = previous_.DecryptWithAd({}, ciphertext, plaintext).has_value();
      if (opened) receive_.SetNonce(receive_.nonce() + 1);
    }
    if (!opened) return std::nullopt;
    previous_ = std::move(before);
    if (fault_ != "no-rekey") receive_.Rekey();
    return plaintext;
  }

  // Returns whether it goes on.
  bool Answer(Bytes plaintext) {
    if (fault_ == "crashes-on-type-0" && plaintext.at(0) == 0) std::abort();
    if (fault_ == "sanitizer" && plaintext.at(0) == 0) {
      fmt::print(stderr, "==1==ERROR: AddressSanitizer: heap-buffer-overflow\n");
      std::exit(1);
    }
    const bool is_message = WhyNoMessage(plaintext).empty();
    if (!is_message && fault_ != "echoes-anything") return false;
    if (fault_ == "echoes-garbage") plaintext.back() ^= 1;
    Bytes frame(HeaderSize(framing_) + send_.EncryptedSize(plaintext.size()));
    const MutableByteView ciphertext = MutableByteView(frame).subspan(HeaderSize(framing_));
    (void)send_.EncryptWithAd({}, plaintext, ciphertext);
    if (fault_ != "no-rekey-when-sending") send_.Rekey();
    WriteFrameHeader(framing_, static_cast<uint32_t>(ciphertext.size()), frame);
    channel_.Send(frame, Forever());
    return true;
  }

  std::optional<Bytes> Take(size_t size) {
    while (inbox_.size() < size) {
      const Arrival arrival = channel_.Receive(Forever());
      if (arrival.kind != Arrival::Kind::kBytes) return std::nullopt;
      inbox_.insert(inbox_.end(), arrival.bytes.begin(), arrival.bytes.end());
    }
    const auto end = inbox_.begin() + static_cast<ptrdiff_t>(size);
    Bytes taken(inbox_.begin(), end);
    inbox_.erase(inbox_.begin(), end);
    return taken;
  }

  std::string fault_;
  Suite suite_;
  Framing framing_;
  HandshakeSide side_;
  Channel& channel_;
  noise::CipherState receive_;
  noise::CipherState previous_;
  noise::CipherState send_;
  Bytes inbox_;
};

// What goes wrong before there is a session.
void FailBeforeListening(const std::string& fault) {
  if (fault == "exits-at-once") {
    fmt::print(stderr, "faulty-iut: no such luck\n");
    std::exit(1);
  }
  if (fault == "unsupported") std::exit(89);
  if (fault == "prints-nothing") SleepForever();
  if (fault == "ignores-sigterm") {
    sigset_t term;
    ::sigemptyset(&term);
    ::sigaddset(&term, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &term, nullptr);
  }
  if (fault == "leaves-a-child" && ::fork() == 0) SleepForever();
  if (fault == "floods-stdout") {
    for (int i = 0; i < 20'000; ++i) fmt::print("this is no line that anybody waits for {}\n", i);
  }
  if (fault == "wrong-port") {
    fmt::print("LISTEN 127.0.0.1:1\n");
    std::fflush(stdout);
    SleepForever();
  }
}

int FaultyMain(int argc, char** argv) {
  const std::string fault = argc > 1 ? argv[1] : "";
  Options options;
  for (int i = 2; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  if (std::string_view(argv[argc - 1]) == "--caps") return 2;  // as one that knows no --caps
  FailBeforeListening(fault);
  auto listener = TcpListener::OnLoopback();
  if (!listener) return 1;
  fmt::print("LISTEN {}\n", listener->address());
  std::fflush(stdout);
  while (const auto channel = listener->Accept(Forever())) {
    FaultySession(fault, options, *channel).Run();
  }
  return 0;
}

}  // namespace
}  // namespace asmtp::conformance

int main(int argc, char** argv) { return asmtp::conformance::FaultyMain(argc, argv); }
