// Endpoint: one connection of a faulty endpoint, without I/O: bytes in, bytes out. It echoes every
// message, and applies its deviation.
//
//   Endpoint endpoint(setup, wrong);
//   Write(endpoint.TakeOutput());                 the initiator's first frame
//   endpoint.Feed(bytes);                         a segment of the stream, as it arrived
//   Write(endpoint.TakeOutput());
//   if (endpoint.state() != Endpoint::State::kOpen) ...
#ifndef ASMTP_CONFORMANCE_DEVIANT_ENDPOINT_H_
#define ASMTP_CONFORMANCE_DEVIANT_ENDPOINT_H_

#include <optional>
#include <vector>

#include "conformance/deviant/loose_handshake.h"
#include "conformance/deviant/receiver.h"

namespace asmtp::deviant {

class Endpoint {
 public:
  // The parameters of an endpoint.
  struct Setup {
    noise::Role role = noise::Role::kResponder;
    Suite suite = Suite::kEd25519;
    Framing framing = Framing::kU32;
    Key32 secret{};
    Key32 peer{};                // public key of the responder, or of the only accepted initiator
    std::optional<Key32> e;      // secret of the ephemeral key; default: a new one
    bool reads_rightly = false;  // deviates only in what it sends
    bool is_node = false;        // answers nothing and takes anybody
  };

  enum class State : uint8_t {
    kOpen,
    kClosed,    // it has ended the stream
    kReset,     // it has ended the stream with RST
    kHangs,     // it never does anything again
    kCrashed,   // it would abort
    kReported,  // it would print a sanitizer report and exit
  };

  // `wrong` must outlive it.
  Endpoint(const Setup& setup, const Deviation& wrong);

  void Feed(ByteView segment);
  // Reports that the stream is idle.
  void Idle();
  // Reports that the peer has ended the stream.
  void FeedEnd();
  // Reports that the connection was reset.
  void FeedReset();
  // Returns the bytes to send, and clears them.
  Bytes TakeOutput();
  State state() const { return state_; }
  // Returns the length that an incomplete frame has announced, or nothing.
  std::optional<uint64_t> Announced() const;
  // Whether a partial frame here blocks all other sessions.
  bool HoldsAll() const;

 private:
  enum class Phase : uint8_t { kHandshake, kFrames };

  bool IsResponder() const { return setup_.role == noise::Role::kResponder; }
  size_t HandshakeFrameSize() const;
  void Write();
  void Work();
  bool WorkOnHandshake();
  bool TakeHandshakeFrame(ByteView frame);
  bool ReadAsOtherSuite(ByteView frame);
  bool IsWanted() const;
  bool Respond();
  void Open();
  bool WorkOnFrames();
  void OnPlaintext(const Bytes& plaintext);
  void Answer(Bytes plaintext);
  void Send(ByteView plaintext);
  bool Fail();
  bool Stop(State state);

  Setup setup_;
  const Deviation* wrong_;
  const Deviation* reading_;  // how it deviates in reading
  LooseHandshake handshake_;
  Phase phase_ = Phase::kHandshake;
  State state_ = State::kOpen;
  LooseSealer sealer_;
  Receiver receiver_;
  Bytes inbox_;
  Bytes output_;
  std::vector<Bytes> late_;
  size_t messages_ = 0;
  Bytes before_;  // the previous message
  bool fed_ = false;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_ENDPOINT_H_
