// Fact: one thing that a run has shown about the IUT. Ruling: what all of them amount to.
//
//   {.reason = Reason::kCrash, .what = "the IUT was killed by signal 11"}
//   {.reason = Reason::kOtherThanDue, .silent = true, .waited = {...}, .step = &step}
//
// judge.h decides what a fact says, reasons.h how people read it.
#ifndef ASMTP_CONFORMANCE_PLAY_FACT_H_
#define ASMTP_CONFORMANCE_PLAY_FACT_H_

#include <string>

#include "conformance/transcript/step.h"

namespace asmtp::conformance {

enum class Reason : uint8_t {
  kNothing,  // nothing speaks against the IUT

  // Of a step: what the IUT did.
  kExpectLine,      // what a line of an expect block describes; its verdict is `stated`
  kNoLineFits,      // what no line of the block describes
  kOtherThanDue,    // something else than what is due, or nothing
  kStaysOpen,       // its direction stays open after the end of the stream
  kNoStream,        // no stream to it can be opened
  kNoSilentStream,  // nor one that stays silent: `index` of `count`
  kNoEcho,          // message `index` of `count` did not come back
  kOneOfMany,       // session `index` of `count` does not work
  kNoFreshSession,  // no session works any more
  kDiffers,         // two things of it are not the same
  kRepeats,         // two things of it are the same
  kOtherBytes,      // its bytes are not those of the line `index`

  // Of a step: why it says nothing about the IUT.
  kNothingToCompare,  // the IUT took a way on which there is nothing
  kOtherOwnBytes,     // the runner's bytes are not those of the line `index`
  kUndefined,         // a value cannot be worked out
  kNoConnect,
  kNoKeys,
  kUnplayable,

  // Of a run.
  kUnsupported,       // it says so, or cannot play this
  kNoIut,             // it does not start
  kNoIutAgain,        // it does not start again
  kControlNotPlayed,  // nor can the case be played then; the verdict is `stated`
  kControl,           // the control `where` was `stated`
  kCrash,
  kNotAliveAfter,      // no session works after the case
  kGrowth,             // it holds `index` more files and `count` KiB more memory than before
  kGrowthInEndurance,  // the same, in a case that is about this
  kPlays,              // `index` of `count` plays came out badly
  kListed,             // the expectations file lists it as `stated`
};
inline constexpr size_t kReasonCount = static_cast<size_t>(Reason::kListed) + 1;

// How long an answer was waited for.
struct Waited {
  Milliseconds patience{0};
  double scale = 1.0;
  const Step* sent = nullptr;  // for an answer to this; null: to the connection
};

struct Fact {
  Reason reason = Reason::kNothing;
  bool silent = false;              // the IUT did nothing until the deadline
  Verdict stated = Verdict::kPass;  // by somebody else: a case file, a control, a list
  std::string what = {};            // in words, as the reason has it
  std::string where = {};           // the id of a control, or "file:line"
  std::string why = {};             // in words: what was wrong with a control, or is with a listing
  size_t index = 0;
  size_t count = 0;
  std::string actual = {};  // what happened, for people
  Waited waited = {};
  const Step* step = nullptr;  // of the case; null where the fact is one of the run
};

// What the facts so far say about the IUT.
struct Ruling {
  Verdict verdict = Verdict::kPass;
  Reason reason = Reason::kNothing;
  std::string text;            // what is wrong, in words
  const Step* step = nullptr;  // where it was decided; null where all steps were well
  std::string actual;          // what happened there

  // Returns what people are told first.
  const std::string& Message() const { return text.empty() ? actual : text; }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FACT_H_
