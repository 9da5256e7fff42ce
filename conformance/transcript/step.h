// Step: one thing that happens in a case, seen from the runner.
//
//   m1: send msg get-passport id=rep(11,16)       Send, labelled "m1"
//     tamper plain append 00                      its tampers
//   recv msg get-passport id=rep(11,16)           Receive
//   expect                                        Expect
//     close -> pass
//   on b connect                                  Connect, of the session "b"
//   only initiator recv msg topic                 Receive, where the IUT is the initiator
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_STEP_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_STEP_H_

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conformance/transcript/message_format.h"
#include "conformance/transcript/tamper.h"
#include "conformance/transcript/value.h"
#include "conformance/transcript/verdict.h"
#include "core/crypto/suite.h"
#include "core/noise/pattern.h"

namespace asmtp::conformance {

using Milliseconds = std::chrono::milliseconds;

// A field as a case file gives it.
struct FieldText {
  std::string name;
  Value value;
};

// A message by its fields. To send, each field is given, in the order in which they travel; a field
// that is left out is empty. To receive, those that are given are compared.
struct MessageText {
  const MessageFormat* format = nullptr;  // null: any message (only in an expectation)
  std::vector<FieldText> fields;
};

// How a line with bytes is compared.
enum class Mark : uint8_t {
  kExact,     // '=': in every run
  kCaptured,  // '~': by verify; shown, and refreshed by whoever records
};

// Opens a stream, and with it a new session.
struct Connect {};

// A handshake frame, sent by whoever has the role. Case files call the two `flight init` and
// `flight resp`.
struct HandshakeFrame {
  enum class Kind : uint8_t { kInitialize, kResponse };
  Kind kind = Kind::kInitialize;
};

// Sends the bytes of a message, of a plaintext, of a ciphertext or of the stream.
struct Send {
  enum class Object : uint8_t { kMessage, kPlain, kFrame, kRaw };
  Object object = Object::kMessage;
  MessageText message;
  Value value;  // what is no message
};

// Waits for this message.
struct Receive {
  MessageText message;
};

// One way in which it may go on, and what that says about the IUT.
struct Expectation {
  enum class Kind : uint8_t {
    kClose,       // the IUT closed; `ending` may say how
    kSilence,     // nothing arrived, for `duration` if that is given
    kInitialize,  // a handshake frame
    kResponse,
    kMessage,   // a frame that verifies and holds this message
    kPlain,     // a frame that verifies and holds no message
    kBytes,     // bytes that are none of these
    kAnything,  // whatever is not listed above
  };
  enum class Ending : uint8_t { kAny, kFin, kRst };
  Kind kind = Kind::kAnything;
  Ending ending = Ending::kAny;
  std::optional<Milliseconds> duration;
  MessageText message;
  Verdict verdict = Verdict::kFail;
  std::string text;     // what is wrong then, in words
  std::string pattern;  // as it is written, for reports
  size_t line = 0;
};

struct Expect {
  std::vector<Expectation> expectations;
};

// Ends the runner's side: with a FIN, and then reads what is left; or with a RST.
struct Close {
  bool reset = false;
};
// Ends the runner's sending direction.
struct Shutdown {};
// Nothing arrives for that long.
struct Silence {
  Milliseconds duration{0};
};
// A wait that is part of the case, by the runner's clock.
struct Pause {
  Milliseconds duration{0};
};
// A fresh session with the same IUT works.
struct Alive {};
// Messages of `size` bytes, sent while their echoes come back.
struct EchoMany {
  size_t count = 0;
  size_t size = 0;
};
// Sessions side by side, each with a handshake, and with a message where the IUT echoes.
struct Sessions {
  size_t count = 0;
};
// Streams without a byte, which stay open until the case ends.
struct HalfOpen {
  size_t count = 0;
};
// Names bytes.
struct Let {
  std::string name;
  Value value;
};

// The two are the same bytes, or they are not.
struct Compare {
  Value a;
  Value b;
  bool same = false;
};

using StepBody = std::variant<Connect, HandshakeFrame, Send, Receive, Expect, Close, Shutdown,
                              Silence, Alive, Let, Pause, EchoMany, Sessions, HalfOpen, Compare>;

// A line of bytes below a step. `wire` bytes depend on the role of the IUT and on the suite; they
// leave out the length field of a frame, so that they hold in both framings.
struct BytesLine {
  enum class Kind : uint8_t { kPlain, kWire };
  Kind kind = Kind::kPlain;
  noise::Role role = noise::Role::kResponder;  // wire
  Suite suite = Suite::kEd25519;               // wire
  Mark mark = Mark::kExact;
  Value value;
  size_t line = 0;
};

struct Step {
  std::string file;
  size_t line = 0;
  std::string label;  // "" where it has none
  std::string text;   // as it is written, for reports
  StepBody body;
  std::optional<Milliseconds> within;  // deadline of what is waited for
  std::string session;                 // of the names after `on`; "" for the one without a name
  std::optional<noise::Role> only;     // the role of the IUT in which this step is there
  std::vector<BytesLine> bytes_lines;
  std::vector<Tamper> tampers;
  std::string case_id;  // of the case that the step is written in: the case itself or a base
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_STEP_H_
