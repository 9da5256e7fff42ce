// ModelSession: one side of a connection by section 11 of SPEC.md: bytes of the stream in, events
// out.
// The second opinion on core/session. It keeps the whole stream and looks at it from the front each
// time, so that it has no state that pieces could confuse.
//
//   ModelSession responder({.group = Group::kEd25519, .header_size = 4, ...});
//   responder.Feed(bytes);
//   responder.TakeEvents();                 {identified}, {opened}, {received, plaintext}, {closed}
//   responder.TakeOutput();                 the response
//   *responder.Seal(plaintext);             a frame
#ifndef ASMTP_FUZZ_MODEL_SESSION_H_
#define ASMTP_FUZZ_MODEL_SESSION_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/model/noise.h"

namespace asmtp::model {

struct SessionKeys {
  Bytes s;     // secret
  Bytes e;     // secret
  Bytes peer;  // public: whom the initiator calls, whom the responder wants
};

struct SessionOptions {
  bool is_initiator = false;
  Group group = Group::kEd25519;
  size_t header_size = 4;  // of a frame: 4 or 2
  uint64_t length_limit = 0;
  SessionKeys keys;
  bool decides_later = false;  // a responder: when Decide() is called
};

struct Event {
  enum class Kind : uint8_t { kIdentified, kOpened, kReceived, kClosed };
  Kind kind;
  Bytes bytes;      // rs; the session id; the plaintext
  std::string why;  // of kClosed: the name that core gives the reason

  friend bool operator==(const Event&, const Event&) = default;
};

class ModelSession {
 public:
  explicit ModelSession(SessionOptions options);

  void Feed(View bytes);
  void FeedEnd();
  // Accepts or refuses the initiator, where the decision is due.
  void Decide();
  // Ends this side.
  void Close() { CloseWith("closed"); }

  std::vector<Event> TakeEvents() { return std::exchange(events_, {}); }
  // The handshake frame to be sent, or nothing.
  Bytes TakeOutput() { return std::exchange(output_, {}); }
  // A frame, or nothing where the session is not open or the plaintext too large.
  std::optional<Bytes> Seal(View plaintext);

  bool is_deciding() const { return deciding_; }
  bool is_open() const { return receiver_.has_value() && !closed_; }
  bool is_closed() const { return closed_; }
  // What has arrived and is no whole frame yet.
  View unread() const { return unread_; }
  // The secrets that it holds now; none once it is closed.
  std::vector<Bytes> Secrets() const;
  const Direction& sender() const { return *sender_; }
  const Direction& receiver() const { return *receiver_; }

 private:
  void CloseWith(const std::string& why);
  void Fail() { CloseWith(FailureName()); }
  std::string FailureName() const;
  void CloseAtEnd();
  bool Step();
  bool StepHandshake();
  bool StepFrame();
  void ReadInitialize(View frame);
  void ReadResponse(View frame);
  void Answer();
  void Open();

  SessionOptions options_;
  Side side_;
  Bytes unread_;
  Bytes output_;
  std::vector<Event> events_;
  std::optional<Direction> sender_;
  std::optional<Direction> receiver_;
  bool deciding_ = false;
  std::string end_;  // why no more bytes are taken, or ""
  bool closed_ = false;
};

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_SESSION_H_
