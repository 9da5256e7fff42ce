// Judge: from what happened and what was expected to a verdict. Pure functions.
//
//   Judgement j = Judge(outcome, expect.expectations, names);
//   j.verdict                       Verdict::kFail
//   j.text                          "went on after a forged frame"
#ifndef ASMTP_CONFORMANCE_PLAY_JUDGE_H_
#define ASMTP_CONFORMANCE_PLAY_JUDGE_H_

#include <span>
#include <string>

#include "conformance/play/outcome.h"
#include "conformance/transcript/step.h"
#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

struct Judgement {
  Verdict verdict = Verdict::kPass;
  std::string text;  // in words; may be empty
};

// Returns what the first expectation that fits says. Silence that no line names is a TIMEOUT, since
// nothing is known about an IUT that neither answers nor closes.
Judgement Judge(const Outcome& outcome, std::span<const Expectation> expectations,
                const Names& names);

// Whether the outcome is one that the expectation describes.
bool Fits(const Outcome& outcome, const Expectation& expectation, const Names& names);

// Returns "" where the message in `plaintext` has the listed fields, else what differs.
std::string DifferenceTo(const MessageText& message, ByteView plaintext, const Names& names);

// Returns what a verdict weighs in a case of this level: against a SHOULD it is NONSTRICT, against
// anything weaker INFO. Crashes and errors weigh what they weigh.
Verdict AtLevel(Level level, Verdict verdict);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_JUDGE_H_
