// Endpoint: one connection of an endpoint that deviates, without I/O: bytes in, bytes out. It
// echoes every message, and is wrong in the way that its deviation says.
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
  // What an endpoint is told.
  struct Setup {
    noise::Role role = noise::Role::kResponder;
    Suite suite = Suite::kEd25519;
    Framing framing = Framing::kU32;
    Key32 secret{};
    Key32 peer{};  // public key of the responder, or of the only initiator that is welcome
    std::optional<Key32> e;      // secret of the ephemeral key; without it, a new one
    bool reads_rightly = false;  // errs in what it sends only
  };

  enum class State : uint8_t {
    kOpen,
    kClosed,    // it ends the stream
    kReset,     // with a RST
    kHangs,     // it never does anything again
    kCrashed,   // it would abort
    kReported,  // it would print a sanitizer's report and exit
  };

  // `wrong` must outlive it.
  Endpoint(const Setup& setup, const Deviation& wrong);

  void Feed(ByteView segment);
  // Nothing comes for now.
  void Idle();
  // The stream has ended.
  void FeedEnd();
  // The connection was reset.
  void FeedReset();
  // Returns what is to be sent, and then nothing.
  Bytes TakeOutput();
  State state() const { return state_; }
  // Whether part of a frame is there, and all other sessions are held up until it is whole.
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
  const Deviation* reading_;  // what is wrong with how it reads
  LooseHandshake handshake_;
  Phase phase_ = Phase::kHandshake;
  State state_ = State::kOpen;
  LooseSealer sealer_;
  Receiver receiver_;
  Bytes inbox_;
  Bytes output_;
  std::vector<Bytes> late_;
  size_t messages_ = 0;
  Bytes before_;  // the last message
  bool fed_ = false;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_ENDPOINT_H_
