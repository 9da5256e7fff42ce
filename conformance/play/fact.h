// Fact: one observation of a run about the IUT. Ruling: the verdict from all facts.
//
//   {.reason = Reason::kCrash, .what = "the IUT was killed by signal 11"}
//   {.reason = Reason::kOtherThanDue, .silent = true, .waited = {...}, .step = &step}
//
// judge.h decides the verdict of a fact, reasons.h its wording.
#ifndef ASMTP_CONFORMANCE_PLAY_FACT_H_
#define ASMTP_CONFORMANCE_PLAY_FACT_H_

#include <string>

#include "conformance/transcript/step.h"

namespace asmtp::conformance {

enum class Reason : uint8_t {
  kNothing,  // no objection to the IUT

  // Of a step: what the IUT did.
  kExpectLine,      // a line of an expect block matches; its verdict is `stated`
  kNoLineFits,      // no line of the block matches
  kOtherThanDue,    // not what was expected, or nothing
  kStaysOpen,       // the IUT keeps its direction open after the end of the stream
  kNoStream,        // no stream to the IUT can be opened
  kNoEcho,          // message `index` of `count` was not echoed
  kOneOfMany,       // session `index` of `count` fails
  kNoFreshSession,  // a fresh session fails
  kStillReads,      // the IUT has ended its direction, and goes on reading
  kDiffers,         // two values of the IUT differ but must be equal
  kRepeats,         // two values of the IUT are equal but must differ
  kOtherBytes,      // the IUT's bytes differ from line `index`
  kEphemeralAgain,  // an ephemeral key of the IUT that an earlier session had

  // Of a step: why it shows nothing about the IUT.
  kNothingToCompare,  // the IUT took a path without these values
  kOtherOwnBytes,     // the runner's bytes differ from line `index`
  kUndefined,         // a value cannot be computed
  kNoConnect,
  kNoKeys,
  kUnplayable,

  // Of a run.
  kUnsupported,       // the IUT says so, or cannot play the case
  kNoIut,             // the IUT does not start
  kNoIutAgain,        // the IUT does not restart
  kControlNotPlayed,  // the control was not played; its verdict is `stated`
  kControl,           // the control `where` was `stated`
  kCrash,
  kNotAliveAfter,  // no session works after the case
  kShortage,       // the runner itself lacks `what`, so the case shows nothing
  kHarness,        // the runner itself failed with `what`
  kGrowth,         // each play leaves `index` more files and `count` KiB more memory
  kHolds,          // it holds `count` KiB of memory for `index` received bytes
  kException,      // stderr shows one that the IUT survives
  kPlays,          // `index` of `count` plays failed
  kListed,         // the expectations file lists it as `stated`
};
inline constexpr size_t kReasonCount = static_cast<size_t>(Reason::kListed) + 1;

// How long the runner waited for an answer.
struct Waited {
  Milliseconds patience{0};
  double scale = 1.0;
  const Step* sent = nullptr;  // the step that awaits the answer; null: the connection
};

struct Fact {
  Reason reason = Reason::kNothing;
  bool silent = false;              // the IUT did nothing until the deadline
  bool is_last = false;             // of a line `done`
  Verdict stated = Verdict::kPass;  // by a case file, a control or an expectations file
  std::string what = {};            // in words, as `reason` defines it
  std::string where = {};           // the id of a control, or "file:line"
  std::string why = {};             // in words: why the control failed, or the listing's reason
  size_t index = 0;
  size_t count = 0;
  std::string actual = {};  // what happened, for people
  Waited waited = {};
  const Step* step = nullptr;  // of the case; null for a fact of the run
};

// The verdict from the facts so far.
struct Ruling {
  Verdict verdict = Verdict::kPass;
  Reason reason = Reason::kNothing;
  std::string text;            // what is wrong, in words
  const Step* step = nullptr;  // where it was decided; null if every step passed
  std::string actual;          // what happened there

  // Returns what is reported first.
  const std::string& Message() const { return text.empty() ? actual : text; }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FACT_H_
