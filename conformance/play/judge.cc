#include "conformance/play/judge.h"

#include <algorithm>
#include <array>
#include <optional>

#include "conformance/play/reasons.h"

namespace asmtp::conformance {
namespace {

// Where the verdict of a fact comes from.
enum class By : uint8_t {
  kRule,     // the rule
  kStated,   // stated by the fact
  kControl,  // BLOCKED if the control shows nothing about the case
  kPlays,    // FLAKY if some plays passed and some failed
  kListing,  // XFAIL or XPASS
};
enum class Weight : uint8_t { kLevel, kFixed };
// What happens to the earlier ruling.
enum class Standing : uint8_t {
  kIfGraver,   // kept unless this fact is graver
  kUnlessBad,  // kept if it is unexpected
  kOverrides,  // replaced
};

struct Rule {
  Reason reason;
  Verdict verdict;
  By by = By::kRule;
  Weight weight = Weight::kLevel;
  Standing standing = Standing::kIfGraver;
};

// In the order of Reason. A failure by silence is a TIMEOUT; see OwnVerdict().
constexpr std::array<Rule, kReasonCount> kRules = {{
    {Reason::kNothing, Verdict::kPass},
    {Reason::kExpectLine, Verdict::kPass, By::kStated},
    {Reason::kNoLineFits, Verdict::kError},
    {Reason::kOtherThanDue, Verdict::kFail},
    {Reason::kStaysOpen, Verdict::kInfo},
    {Reason::kNoStream, Verdict::kFail},
    {Reason::kNoEcho, Verdict::kFail},
    {Reason::kOneOfMany, Verdict::kFail},
    {Reason::kNoFreshSession, Verdict::kFail},
    {Reason::kStillReads, Verdict::kFail},
    {Reason::kDiffers, Verdict::kFail},
    {Reason::kRepeats, Verdict::kFail},
    {Reason::kOtherBytes, Verdict::kFail},
    {Reason::kEphemeralAgain, Verdict::kFail, By::kRule, Weight::kFixed},

    {Reason::kNothingToCompare, Verdict::kBlocked},
    {Reason::kOtherOwnBytes, Verdict::kError},
    {Reason::kUndefined, Verdict::kError},
    {Reason::kNoConnect, Verdict::kError},
    {Reason::kNoKeys, Verdict::kError},
    {Reason::kUnplayable, Verdict::kError},

    {Reason::kUnsupported, Verdict::kUnsupported},
    {Reason::kNoIut, Verdict::kError},
    {Reason::kNoIutAgain, Verdict::kError},
    {Reason::kControlNotPlayed, Verdict::kPass, By::kStated},
    {Reason::kControl, Verdict::kBlocked, By::kControl},
    {Reason::kCrash, Verdict::kCrash, By::kRule, Weight::kFixed, Standing::kOverrides},
    {Reason::kNotAliveAfter, Verdict::kFail, By::kRule, Weight::kFixed, Standing::kUnlessBad},
    {Reason::kShortage, Verdict::kError, By::kRule, Weight::kFixed, Standing::kOverrides},
    {Reason::kHarness, Verdict::kError, By::kRule, Weight::kFixed, Standing::kOverrides},
    {Reason::kGrowth, Verdict::kFail, By::kRule, Weight::kFixed},
    {Reason::kHolds, Verdict::kFail},
    {Reason::kException, Verdict::kInfo, By::kRule, Weight::kFixed},
    {Reason::kPlays, Verdict::kFlaky, By::kPlays, Weight::kFixed, Standing::kOverrides},
    {Reason::kListed, Verdict::kXfail, By::kListing, Weight::kFixed, Standing::kOverrides},
}};
static_assert(std::ranges::is_sorted(kRules, {}, &Rule::reason));

const Rule& RuleOf(const Fact& fact) { return kRules[static_cast<size_t>(fact.reason)]; }

// The verdict of the fact alone.
Verdict OwnVerdict(const Fact& fact) {
  const Rule& rule = RuleOf(fact);
  const Verdict verdict = rule.by == By::kStated ? fact.stated : rule.verdict;
  // An IUT that neither answers nor closes has shown nothing.
  return fact.silent && verdict == Verdict::kFail ? Verdict::kTimeout : verdict;
}

std::optional<Verdict> VerdictOfListing(const Ruling& before, const Fact& fact) {
  if (before.verdict == Verdict::kUnsupported) return std::nullopt;  // not played: shows nothing
  switch (CompareWithListing(before, fact.stated, fact.what)) {
    case Listing::kAsListed:
      return Verdict::kXfail;
    case Listing::kOtherVerdict:
    case Listing::kOtherMessage:
      return before.verdict;
    case Listing::kWell:
      return Verdict::kXpass;
    case Listing::kWellToday:
      break;
  }
  return std::nullopt;
}

// Returns nothing if the fact changes nothing.
std::optional<Verdict> VerdictOf(const Ruling& before, const Fact& fact, Level level) {
  const Rule& rule = RuleOf(fact);
  switch (rule.by) {
    case By::kRule:
    case By::kStated:
      break;
    case By::kControl:
      if (!Blocks(fact.stated)) return std::nullopt;
      break;
    case By::kPlays:
      if (fact.index == 0 || fact.index == fact.count) return std::nullopt;
      break;
    case By::kListing:
      return VerdictOfListing(before, fact);
  }
  const Verdict own = OwnVerdict(fact);
  return rule.weight == Weight::kLevel ? AtLevel(level, own) : own;
}

bool Stands(Standing standing, Verdict before, Verdict verdict) {
  switch (standing) {
    case Standing::kIfGraver:
      return verdict > before;
    case Standing::kUnlessBad:
      return !IsUnexpected(before);
    case Standing::kOverrides:
      return true;
  }
  return false;
}

}  // namespace

Ruling Judge(const Ruling& before, const Fact& fact, Level level) {
  const std::optional<Verdict> verdict = VerdictOf(before, fact, level);
  if (!verdict || !Stands(RuleOf(fact).standing, before.verdict, *verdict)) return before;
  Ruling ruling = before;
  ruling.verdict = *verdict;
  ruling.reason = fact.reason;
  ruling.text = Sentence(fact, before);
  // A fact of the run keeps the step that decided.
  if (fact.step == nullptr) {
    if (!fact.actual.empty()) ruling.actual = fact.actual;
    return ruling;
  }
  ruling.step = fact.step;
  ruling.actual = fact.actual;
  return ruling;
}

bool Ends(const Fact& fact) {
  const Verdict verdict = OwnVerdict(fact);
  return IsUnexpected(verdict) || verdict == Verdict::kUnsupported;
}

Verdict AtLevel(Level level, Verdict verdict) {
  if (verdict != Verdict::kFail && verdict != Verdict::kTimeout && verdict != Verdict::kNonstrict) {
    return verdict;
  }
  switch (level) {
    case Level::kMust:
      return verdict;
    case Level::kShould:
      return Verdict::kNonstrict;
    case Level::kMay:
    case Level::kInfo:
      return Verdict::kInfo;
  }
  return verdict;
}

Listing CompareWithListing(const Ruling& ruling, Verdict listed, std::string_view message) {
  if (IsWell(ruling.verdict)) {
    return listed == Verdict::kFlaky ? Listing::kWellToday : Listing::kWell;
  }
  if (ruling.verdict != listed) return Listing::kOtherVerdict;
  return ruling.Message().starts_with(message) ? Listing::kAsListed : Listing::kOtherMessage;
}

}  // namespace asmtp::conformance
