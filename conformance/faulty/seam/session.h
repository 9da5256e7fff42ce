// Session: one connection of a faulty endpoint, without I/O: bytes in, bytes out. It echoes every
// message, and is wrong in the way that its data says.
//
//   Session session(setup, wrong);
//   Write(session.TakeOutput());                  // the initiator's first frame
//   session.Feed(bytes);                          // a segment of the stream, as it arrived
//   Write(session.TakeOutput());
//   if (session.state() != Session::State::kOpen) ...
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_SESSION_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_SESSION_H_

#include "conformance/faulty/seam/frames.h"
#include "conformance/faulty/seam/handshake.h"

namespace asmtp::faulty {

// What an endpoint is told.
struct Setup {
  noise::Role role = noise::Role::kResponder;
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;
  ByteArray<32> secret{};
  ByteArray<32> peer{};  // public key of the responder, or of the only initiator that is welcome
  std::optional<ByteArray<32>> e;  // secret of the ephemeral key; without it, a new one
};

class Session {
 public:
  enum class State : uint8_t {
    kOpen,
    kClosed,    // it ends the stream
    kReset,     // with a RST
    kHangs,     // it never does anything again
    kCrashed,   // it would abort
    kReported,  // it would print a sanitizer's report and exit
  };

  // `wrong` must outlive it.
  Session(const Setup& setup, const Wrong& wrong);

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

  void Work();
  bool WorkOnHandshake();
  bool TakeHandshakeFrame(ByteView frame);
  bool ReadAsOtherSuite(ByteView frame);
  bool Respond();
  void Open();
  bool WorkOnFrames();
  void OnPlaintext(const Bytes& plaintext);
  void Answer(Bytes plaintext);
  bool Fail();
  bool Stop(State state);

  Setup setup_;
  const Wrong* wrong_;
  Handshake handshake_;
  Phase phase_ = Phase::kHandshake;
  State state_ = State::kOpen;
  Sender sender_;
  Receiver receiver_;
  Bytes inbox_;
  Bytes output_;
  std::vector<Bytes> late_;
  size_t messages_ = 0;
  Bytes before_;  // the last message
  bool fed_ = false;
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_SESSION_H_
