// Step: one action of a case, from the runner's point of view.
//
//   m1: send msg get-passport id=rep(11,16)       Send, labelled "m1"
//     tamper plain append 00                      its tampers
//   recv msg get-passport id=rep(11,16)           Receive
//   expect                                        Expect
//     close -> pass
//   on b connect                                  Connect, of the session "b"
//   only initiator recv msg topic                 Receive, if the IUT is the initiator
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

// A field as written in a case file.
struct FieldText {
  std::string name;
  Value value;
};

// A message by its fields. A sent message lists its fields in wire order; an omitted field is
// empty. A received message is compared in the given fields.
struct MessageText {
  const MessageFormat* format = nullptr;  // null: any message (only in an expectation)
  std::vector<FieldText> fields;
};

// When a line with bytes is compared.
enum class Mark : uint8_t {
  kExact,     // '=': in every run
  kCaptured,  // '~': only by verify; shown in reports, refreshed by recording
};

// Opens a stream with a new session.
struct Connect {};

// A handshake frame, sent by the side with that role. Case files call the two `flight init` and
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
  Value value;  // bytes that are not given as a message
};

// Waits for this message.
struct Receive {
  MessageText message;
};

// One possible outcome, and its verdict about the IUT.
struct Expectation {
  enum class Kind : uint8_t {
    kClose,       // the IUT closed; `ending` may say how
    kSilence,     // nothing arrived, for `duration` if given
    kInitialize,  // a handshake frame
    kResponse,
    kMessage,   // a frame that verifies and contains this message
    kPlain,     // a frame that verifies, with a plaintext that is not a message
    kBytes,     // any other bytes
    kAnything,  // any outcome not listed above
  };
  enum class Ending : uint8_t { kAny, kFin, kRst };
  Kind kind = Kind::kAnything;
  Ending ending = Ending::kAny;
  std::optional<Milliseconds> duration;
  MessageText message;
  Verdict verdict = Verdict::kFail;
  bool is_last = false;  // `done`: nothing more can be tested in this case but `alive`
  std::string text;      // what is wrong with this outcome, in words
  std::string pattern;   // as it is written, for reports
  size_t line = 0;
};

struct Expect {
  std::vector<Expectation> expectations;
};

// Ends the runner's side: with a FIN, then waits for the IUT's end; or with a RST.
struct Close {
  bool reset = false;
};
// Ends the runner's sending direction.
struct Shutdown {};
// Ends both directions at once, as a program that exits, with the bytes that were held.
struct Leave {};
// Expects nothing for this duration.
struct Silence {
  Milliseconds duration{0};
};
// A wait that is part of the case.
struct Pause {
  Milliseconds duration{0};
};
// Checks that a fresh session with the same IUT works.
struct Alive {};
// Sends messages of `size` bytes while receiving their echoes.
struct EchoMany {
  size_t count = 0;
  size_t size = 0;
};
// Opens sessions, each with a handshake, and with messages if the IUT echoes: all at once, with the
// messages of all under way at the same time, or each when the one before has ended.
struct Sessions {
  size_t count = 0;
  size_t messages = 1;  // of each session
  bool in_turn = false;
};
// Opens streams without sending, and keeps them open until the case ends.
struct HalfOpen {
  size_t count = 0;
};
// Sends messages of `size` bytes without reading, until all are sent or the IUT reads no more.
struct Flood {
  size_t count = 0;
  size_t size = 0;
};
// Reads while it sends the rest of the flood, and checks every echo.
struct Drain {};
// Checks that the IUT, which has closed, has stopped reading too.
struct Gone {};
// Plays all steps before this one again, each time with fresh sessions.
struct Again {
  size_t count = 0;
};
// Names bytes.
struct Let {
  std::string name;
  Value value;
};

// Checks that two values are equal, or that they differ.
struct Compare {
  Value a;
  Value b;
  bool same = false;
};

using StepBody = std::variant<Connect, HandshakeFrame, Send, Receive, Expect, Close, Shutdown,
                              Silence, Alive, Let, Pause, EchoMany, Sessions, HalfOpen, Compare,
                              Flood, Drain, Gone, Again, Leave>;

// A line of bytes below a step. `wire` bytes depend on the role of the IUT and on the suite. They
// omit the length field of a frame, so they apply to both framings.
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
  std::string label;  // "" if it has none
  std::string text;   // as it is written, for reports
  StepBody body;
  std::optional<Milliseconds> within;  // deadline of the wait
  std::string session;                 // the name after `on`; "" for the unnamed session
  std::optional<noise::Role> only;     // the only role of the IUT in which this step is played
  std::vector<BytesLine> bytes_lines;
  std::vector<Tamper> tampers;
  std::string case_id;  // the case that contains the step: the case itself or a base
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_STEP_H_
