#include "conformance/play/reasons.h"

#include <fmt/format.h>

#include "conformance/play/judge.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kTextMax = 60;  // of a step

std::string SentenceOfListing(const Fact& fact, const Ruling& before) {
  const auto with_note = [&](const std::string& difference) {
    return fmt::format("{} ({}: {})", before.Message(), fact.where, difference);
  };
  switch (CompareWithListing(before, fact.stated, fact.what)) {
    case Listing::kAsListed:
    case Listing::kWellToday:
      break;
    case Listing::kOtherVerdict:
      return with_note(fmt::format("expected {}", Name(fact.stated)));
    case Listing::kOtherMessage:
      return with_note(fmt::format("expected the message \"{}\"", fact.what));
    case Listing::kWell:
      return fmt::format("is {}, but {} expects {}: {}", Name(before.verdict), fact.where,
                         Name(fact.stated), fact.why);
  }
  return before.text;
}

std::string With(const std::string& text, const std::string& why) {
  return why.empty() ? text : text + ": " + why;
}

// Returns what a number of messages says about a counter that is too small, or "".
std::string WhereACounterEnds(size_t messages) {
  for (const int bits : {8, 15, 16, 24, 31, 32}) {
    if (messages == size_t{1} << bits) {
      return fmt::format(": a counter of {} bits ends there (TR-1, CRY-16)", bits);
    }
  }
  return "";
}

}  // namespace

std::string Sentence(const Fact& fact, const Ruling& before) {
  switch (fact.reason) {
    case Reason::kNothing:
      return "";
    case Reason::kExpectLine:
      return fact.silent && fact.stated == Verdict::kFail ? NoResponse(fact.waited) : fact.what;
    case Reason::kOtherThanDue:
      return fact.silent ? NoResponse(fact.waited) : fact.what;
    case Reason::kNoLineFits:
      return "no line of the expect block matches this outcome";
    case Reason::kStaysOpen:
      return "the IUT keeps its side open after the end of the stream";
    case Reason::kNoEcho:
      // A counter that is too small ends the session; it does not stall it.
      return fmt::format("message {} of {} was not echoed{}", fact.index, fact.count,
                         fact.silent ? "" : WhereACounterEnds(fact.index - 1));
    case Reason::kOneOfMany:
      return With(fmt::format("session {} of {}", fact.index, fact.count), fact.why);
    case Reason::kNoFreshSession:
      return "a fresh session does not work after this";
    case Reason::kStillReads:
      return "the IUT has ended its own direction only, and goes on reading";
    case Reason::kEphemeralAgain:
      return "the IUT uses an ephemeral key that it has used in an earlier session (CRY-4)";
    case Reason::kDiffers:
      return "the two values differ";
    case Reason::kRepeats:
      return "the two values are equal";
    case Reason::kOtherBytes:
    case Reason::kOtherOwnBytes:
      return fmt::format("the bytes differ from the line '{}' ({})", fact.what, fact.index);
    case Reason::kNothingToCompare:
      return "nothing to compare";
    case Reason::kNoConnect:
      return "this step needs a 'connect' before it";
    case Reason::kNoKeys:
      return "there are no keys before 'flight'";
    case Reason::kUnplayable:
      return "this step cannot be played: " + fact.what;
    case Reason::kNoStream:
    case Reason::kUndefined:
    case Reason::kUnsupported:
    case Reason::kNoIut:
    case Reason::kControlNotPlayed:
    case Reason::kCrash:
      return fact.what;
    case Reason::kNoIutAgain:
      return "cannot restart the IUT: " + fact.what;
    case Reason::kControl:
      return With(fmt::format("the control {} is {}", fact.where, Name(fact.stated)),
                  fact.stated == Verdict::kNonstrict ? fact.why : "");
    case Reason::kNotAliveAfter:
      return "a fresh session does not work after this case";
    case Reason::kShortage:
      return fmt::format("the runner itself lacks resources ({}): raise its limits or use -j 1",
                         fact.what);
    case Reason::kHarness:
      return "the runner itself failed: " + fact.what;
    case Reason::kGrowth:
      return fmt::format(
          "each play of this case leaves at least {} more open files and {} KiB more "
          "memory in the IUT",
          fact.index, fact.count);
    case Reason::kHolds:
      return fmt::format("the IUT holds {} KiB for a size that it was told in {} bytes", fact.count,
                         fact.index);
    case Reason::kException:
      return "stderr shows an uncaught exception";
    case Reason::kPlays:
      return fmt::format("{} of {} plays: {}: {}", fact.index, fact.count, Name(before.verdict),
                         before.Message());
    case Reason::kListed:
      return SentenceOfListing(fact, before);
  }
  return "";
}

std::string NoResponse(const Waited& waited) {
  std::string to = waited.sent == nullptr ? "the connection" : waited.sent->text;
  if (to.size() > kTextMax) to = to.substr(0, kTextMax - 3) + "...";
  const double seconds = std::chrono::duration<double>(waited.patience).count() * waited.scale;
  return fmt::format("no response within {:.1f} s (scale {:.3g}) to {}", seconds, waited.scale, to);
}

std::string WhatIsWrong(const Ruling& ruling, std::string_view between,
                        const std::vector<std::string>& allowed) {
  std::string what = ruling.Message();
  if (!ruling.text.empty() && !ruling.actual.empty())
    what += fmt::format("{}{}", between, ruling.actual);
  for (const std::string& one : allowed) what += "; expected " + one;
  return what;
}

std::string_view HandshakeHint() {
  return "the handshake does not continue: check the keys and the suite that the IUT is given, key "
         "conversion and DH (CRY-8, CRY-9), HMAC and HKDF (CRY-19 to CRY-21), the protocol name "
         "and the hash input (HS-11 to HS-14); none of the known mistakes explains it; Appendix A "
         "of SPEC.md has every intermediate value";
}

}  // namespace asmtp::conformance
