// ModelSession: one side of a connection by section 11 of SPEC.md: bytes of the stream in, events
// out. The second opinion on core/session. It keeps all unread bytes and parses them from the front
// each time, so pieces cannot confuse its state.
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
  Bytes peer;  // public key of the expected peer
};

struct SessionOptions {
  bool is_initiator = false;
  Group group = Group::kEd25519;
  size_t header_size = 4;  // of a frame: 4 or 2
  uint64_t length_limit = 0;
  SessionKeys keys;
  bool decides_later = false;  // responder only: decides in Decide()
};

struct Event {
  enum class Kind : uint8_t { kIdentified, kOpened, kReceived, kClosed };
  Kind kind;
  Bytes bytes;      // rs; the session id; the plaintext
  std::string why;  // for kClosed: core's name of the reason

  friend bool operator==(const Event&, const Event&) = default;
};

class ModelSession {
 public:
  explicit ModelSession(SessionOptions options);

  void Feed(View bytes);
  void FeedEnd();
  // Accepts or refuses the initiator, if a decision is requested.
  void Decide();
  // Closes this side.
  void Close() { CloseWith("closed"); }

  std::vector<Event> TakeEvents() { return std::exchange(events_, {}); }
  // Returns the handshake frame to send; empty if there is none.
  Bytes TakeOutput() { return std::exchange(output_, {}); }
  // Returns a frame, or nothing if the session is not open or the plaintext is too large.
  std::optional<Bytes> Seal(View plaintext);

  bool is_deciding() const { return deciding_; }
  bool is_open() const { return receiver_.has_value() && !closed_; }
  bool is_closed() const { return closed_; }
  // The bytes received after the last complete frame.
  View unread() const { return unread_; }
  // The current secrets; none after closing.
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
  std::string end_;  // why it accepts no more bytes, or ""
  bool closed_ = false;
};

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_SESSION_H_
