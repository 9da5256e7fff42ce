// Judge: decides every verdict. Whoever plays a case hands over one fact after the other.
//
//   Ruling ruling;
//   ruling = Judge(ruling, {.reason = Reason::kDiffers, .step = &step}, Level::kShould);
//   ruling.verdict                  Verdict::kNonstrict
//   ruling.text                     "the two values differ"
//
// Pure functions. The rules are a table: what a reason says of the IUT, whether the level of the
// case weighs it, and how it stands against what was decided before.
#ifndef ASMTP_CONFORMANCE_PLAY_JUDGE_H_
#define ASMTP_CONFORMANCE_PLAY_JUDGE_H_

#include "conformance/play/fact.h"
#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

// Returns the ruling with one more fact.
Ruling Judge(const Ruling& before, const Fact& fact, Level level);

// Whether a fact of a step ends the case: nothing after it can be judged, whatever it weighs.
bool Ends(const Fact& fact);

// Returns what a verdict weighs in a case of this level: against a SHOULD it is NONSTRICT, against
// anything weaker INFO. Crashes and errors weigh what they weigh.
Verdict AtLevel(Level level, Verdict verdict);

// How a result stands to a line of an expectations file.
enum class Listing : uint8_t {
  kAsListed,      // it fails as the line says
  kOtherVerdict,  // it fails with another verdict
  kOtherMessage,  // it fails with another message
  kWell,          // it does not fail
  kWellToday,     // nor does it have to: FLAKY is listed
};
Listing HoldAgainst(const Ruling& ruling, Verdict listed, std::string_view message);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_JUDGE_H_
