// Judge: decides every verdict, from one fact after the other.
//
//   Ruling ruling;
//   ruling = Judge(ruling, {.reason = Reason::kDiffers, .step = &step}, Level::kShould);
//   ruling.verdict                  Verdict::kNonstrict
//   ruling.text                     "the two values differ"
//
// Pure functions. The rules are a table: the verdict of a reason, whether the level of the case
// weighs it, and how it combines with the earlier ruling.
#ifndef ASMTP_CONFORMANCE_PLAY_JUDGE_H_
#define ASMTP_CONFORMANCE_PLAY_JUDGE_H_

#include "conformance/play/fact.h"
#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

// Returns the ruling with one more fact.
Ruling Judge(const Ruling& before, const Fact& fact, Level level);

// Whether a fact of a step ends the case, because nothing after it can be judged at any level.
bool Ends(const Fact& fact);

// Returns a verdict as weighed by the level of the case: a failure at SHOULD is NONSTRICT, below it
// INFO. Crashes and errors are unchanged.
Verdict AtLevel(Level level, Verdict verdict);

// How a result compares with a line of an expectations file.
enum class Listing : uint8_t {
  kAsListed,      // it fails as the line says
  kOtherVerdict,  // it fails with another verdict
  kOtherMessage,  // it fails with another message
  kWell,          // it does not fail
  kWellToday,     // it does not fail, but FLAKY is listed
};
Listing CompareWithListing(const Ruling& ruling, Verdict listed, std::string_view message);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_JUDGE_H_
