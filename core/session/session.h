// Session: one connection as a state machine without I/O. Bytes in, events out.
//
//   Session session = Session::Initiator(format, std::move(s), std::move(e), rs);
//   Write(session.TakeOutput());                          // the initialize frame
//   session.Feed(bytes);                                  // whatever has arrived, in any pieces
//   Event event = session.Next();                         // repeat until NeedBytes or Closed
//   session.Seal(plaintext, out);                         // once it is open
//
// A failed session is closed and its keys are wiped; the caller closes the connection and sends
// nothing more. No sockets, no clock, no randomness.
//
// Memory follows what has arrived and is not taken by Next(), so a caller that feeds no more than
// it reads, and calls Next() until NeedBytes, bounds it. Only while a responder's decision is
// pending Next() takes nothing; then kEarlySizeMax bounds it.
#ifndef ASMTP_CORE_SESSION_SESSION_H_
#define ASMTP_CORE_SESSION_SESSION_H_

#include <expected>
#include <optional>
#include <variant>

#include "core/noise/handshake_state.h"
#include "core/session/error.h"
#include "core/session/frames.h"

namespace asmtp {

// A phase says what has happened.
//
//   initiator:  SentInitialize ── response ──▶ Open
//   responder:  Listening ── initialize ──▶ ReceivedInitialize ── Accept() ──▶ Open
//   both:       any phase ── a failure, Refuse(), Close(), end of the stream ──▶ Closed
enum class Phase : uint8_t {
  kListening,           // responder: nothing has happened
  kReceivedInitialize,  // responder: the initiator is known, and waits for a decision
  kSentInitialize,      // initiator: the first frame is written
  kOpen,                // both: messages may flow in both directions
  kClosed,              // both: the keys are wiped
};

// Nothing can be said before more bytes arrive.
struct NeedBytes {};
// Responder: the initiator proved to hold this static key. Answer with Accept() or Refuse(); until
// then the event repeats.
struct PeerIdentified {
  StaticPublic rs;
};
// The handshake is done.
struct Opened {
  Hash512 session_id;
  StaticPublic rs;
};
// A frame arrived. The plaintext, perhaps empty, is a view that is valid until the next call of
// anything but Seal(): closing the session frees it, and so may the next Next().
struct Received {
  MutableByteView plaintext;
};
// The session is over. Repeats.
struct Closed {
  SessionError reason;
};
using Event = std::variant<NeedBytes, PeerIdentified, Opened, Received, Closed>;

// An open session taken apart, each half fit for a thread of its own.
struct SessionHalves {
  FrameReader reader;
  FrameWriter writer;
  Hash512 session_id;
  StaticPublic rs;
};

class Session {
 public:
  // Responder, while the decision is pending: how many bytes behind the initialize frame further
  // ones are added to. None of them can be part of a frame that decrypts, because an initiator has
  // its key from the response. They are judged after the decision, as the first frame (SPEC HS-19);
  // where there were more, the rest is dropped and the session ends with kEarlyBytes, unless what
  // was kept ends it before.
  static constexpr size_t kEarlySizeMax = 16 * 1024;

  // Begins as initiator: the initialize frame is in TakeOutput(). Is closed from the start, with
  // kLowOrderPoint, where `rs` is no usable key, and with kSuiteMismatch, where `s` and `e` are of
  // different suites.
  static Session Initiator(FrameFormat format, StaticKeyPair s, EphemeralKeyPair e,
                           const StaticPublic& rs);
  // Begins as responder: waits for the initialize frame. Is closed from the start, with
  // kSuiteMismatch, where `s` and `e` are of different suites.
  static Session Responder(FrameFormat format, StaticKeyPair s, EphemeralKeyPair e);

  // Returns room for bytes of the stream, and takes over the first `size` bytes of it. A closed
  // session has room too, and ignores what is committed.
  MutableByteView Prepare();
  void Commit(size_t size);
  // Copies bytes of the stream in. A closed session ignores them.
  void Feed(ByteView bytes);
  // Says that the stream has ended; bytes that are fed later are ignored. In any phase: Next() goes
  // on with what has arrived, asks for a decision if that is due, and then closes: with
  // kHandshakeTruncated, kFrameTruncated, or kPeerClosed between two frames. Split() hands the end
  // on to the reader.
  void FeedEnd();

  // Returns the next event.
  Event Next();

  // Responder, after PeerIdentified: writes the response, or ends the session without one.
  // Both fail with kWrongPhase elsewhere and change nothing.
  std::expected<void, SessionError> Accept();
  std::expected<void, SessionError> Refuse();

  // Returns the handshake frame that is to be sent, or nothing; empty when asked again. The view is
  // valid until the next call of anything but Seal().
  ByteView TakeOutput();

  // Open: seals the next message; see FrameWriter. Fails with kWrongPhase elsewhere.
  std::expected<size_t, SessionError> Seal(ByteView plaintext, MutableByteView out);

  // Closes this side and wipes the keys.
  void Close() { CloseWith(SessionError::kClosed); }

  // Open, with no Opened event pending: takes the session apart. Fails with kWrongPhase elsewhere.
  std::expected<SessionHalves, SessionError> Split() &&;

  Phase phase() const { return phase_; }
  const FrameFormat& format() const { return format_; }
  // Bytes held in memory for the stream.
  size_t buffer_capacity() const;

 private:
  Session(FrameFormat format, noise::HandshakeState handshake, Phase phase);

  // How many more bytes are kept.
  size_t RoomLeft() const;
  void EndStream(SessionError reason);
  Event NextHandshakeFrame(size_t frame_size);
  Event OnHandshakeFrame(MutableByteView frame);
  Event NextFrame();
  Event CloseWith(SessionError reason);
  std::expected<void, SessionError> WriteHandshakeFrame();
  Event Open();

  FrameFormat format_;
  Phase phase_;
  SessionError reason_ = SessionError::kClosed;
  // Until the handshake is done: its state and the bytes received.
  std::optional<noise::HandshakeState> handshake_;
  ReceiveBuffer buffer_;
  // While open.
  std::optional<SessionHalves> halves_;
  bool opened_pending_ = false;
  // Until the handshake is done: why there will be no more bytes.
  std::optional<SessionError> end_;
  // The handshake frame to be sent.
  ByteArray<kInitializeFrameSize> output_{};
  size_t output_size_ = 0;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_SESSION_H_
