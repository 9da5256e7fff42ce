// Session: one connection as a state machine without I/O. It turns bytes into events.
//
//   Session session = Session::Initiator(format, std::move(s), std::move(e), rs);
//   Write(session.TakeOutput());                          // the initialize frame
//   session.Feed(bytes);                                  // as they arrive, in any pieces
//   Event event = session.Next();                         // repeat until NeedBytes or Closed
//   session.Seal(plaintext, out);                         // when it is open
//
// A failed session is closed and its keys are wiped. The caller then closes the connection and
// sends nothing more. A session uses no sockets, clock or randomness.
//
// Memory follows the bytes that have arrived and that Next() has not taken. A caller bounds it by
// calling Next() until NeedBytes after each Feed(). While a responder's decision is pending, Next()
// takes nothing and kEarlySizeMax is the bound.
#ifndef ASMTP_CORE_SESSION_SESSION_H_
#define ASMTP_CORE_SESSION_SESSION_H_

#include <expected>
#include <optional>
#include <variant>

#include "core/noise/handshake_state.h"
#include "core/session/error.h"
#include "core/session/frames.h"

namespace asmtp {

// The phases of a session.
//
//   initiator:  SentInitialize ── response ──▶ Open
//   responder:  Listening ── initialize ──▶ ReceivedInitialize ── Accept() ──▶ Open
//   both:       any phase ── a failure, Refuse(), Close(), end of the stream ──▶ Closed
enum class Phase : uint8_t {
  kListening,           // responder: waits for the initialize frame
  kReceivedInitialize,  // responder: the initiator is known and waits for the decision
  kSentInitialize,      // initiator: waits for the response
  kOpen,                // both: messages may be sent in both directions
  kClosed,              // both: the keys are wiped
};

// More bytes are needed.
struct NeedBytes {};
// Responder: the initiator has proved that it holds this static key. Call Accept() or Refuse().
// Until then the event repeats.
struct PeerIdentified {
  StaticPublic rs;
};
// The handshake is done.
struct Opened {
  Hash512 session_id;
  StaticPublic rs;
};
// A frame has arrived. The view of its plaintext, which may be empty, is valid until the next call
// other than Seal().
struct Received {
  MutableByteView plaintext;
};
// The session is closed. The event repeats.
struct Closed {
  SessionError reason;
};
using Event = std::variant<NeedBytes, PeerIdentified, Opened, Received, Closed>;

// The halves of an open session. Each may be used on its own thread.
struct SessionHalves {
  FrameReader reader;
  FrameWriter writer;
  Hash512 session_id;
  StaticPublic rs;
};

class Session {
 public:
  // The number of bytes after the initialize frame that a responder keeps while its decision is
  // pending. None of them can belong to a valid frame, because an initiator needs the response for
  // its key. They are judged after the decision, as the first frame (SPEC HS-19). Further bytes are
  // dropped, and the session then ends with kEarlyBytes unless the kept bytes end it first. The
  // bound does not cut off bytes that arrive in one piece with the initialize frame.
  static constexpr size_t kEarlySizeMax = 16 * 1024;

  // Returns an initiator. TakeOutput() returns the initialize frame. The session is closed from the
  // start with kLowOrderPoint if `rs` has low order, and with kSuiteMismatch if `s` and `e` belong
  // to different suites.
  static Session Initiator(FrameFormat format, StaticKeyPair s, EphemeralKeyPair e,
                           const StaticPublic& rs);
  // Returns a responder, which waits for the initialize frame. The session is closed from the start
  // with kSuiteMismatch if `s` and `e` belong to different suites.
  static Session Responder(FrameFormat format, StaticKeyPair s, EphemeralKeyPair e);

  // Prepare() returns room for bytes of the stream. Commit() accepts the first `size` bytes of it.
  // A closed session ignores them.
  MutableByteView Prepare();
  void Commit(size_t size);
  // Copies bytes of the stream into the session. A closed session ignores them.
  void Feed(ByteView bytes);
  // Ends the stream; later bytes are ignored. Allowed in every phase. Next() still returns the
  // events of the bytes that have arrived, including PeerIdentified, and then closes the session:
  // with kHandshakeTruncated, kFrameTruncated, or kPeerClosed between two frames. Split() passes
  // the end to the reader.
  void FeedEnd();

  // Returns the next event.
  Event Next();

  // Responder, after PeerIdentified: Accept() writes the response, Refuse() closes the session
  // without one. In other phases both fail with kWrongPhase and change nothing.
  std::expected<void, SessionError> Accept();
  std::expected<void, SessionError> Refuse();

  // Returns the handshake frame to send, once; otherwise no bytes. The view is valid until the next
  // call other than Seal().
  ByteView TakeOutput();

  // Seals the next message; see FrameWriter. Fails with kWrongPhase unless the session is open.
  std::expected<size_t, SessionError> Seal(ByteView plaintext, MutableByteView out);

  // Closes this side and wipes the keys.
  void Close() { CloseWith(SessionError::kClosed); }

  // Consumes the session and returns its halves. Fails with kWrongPhase unless the session is open
  // and Next() has returned Opened.
  std::expected<SessionHalves, SessionError> Split() &&;

  Phase phase() const { return phase_; }
  const FrameFormat& format() const { return format_; }
  // Bytes of memory for the stream.
  size_t buffer_capacity() const;

 private:
  Session(FrameFormat format, noise::HandshakeState handshake, Phase phase);

  // Returns how many more bytes the session keeps.
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
  // During the handshake: its state and the bytes received.
  std::optional<noise::HandshakeState> handshake_;
  ReceiveBuffer buffer_;
  // While the session is open.
  std::optional<SessionHalves> halves_;
  bool opened_pending_ = false;
  // During the handshake: why the stream has ended.
  std::optional<SessionError> end_;
  // The handshake frame to send.
  ByteArray<kInitializeFrameSize> output_{};
  size_t output_size_ = 0;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_SESSION_H_
