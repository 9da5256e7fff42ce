#include "conformance/suite/expectations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "conformance/suite/expectation_lines.h"
#include "conformance/suite/selection.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kNewReason = "new, to be explained";

const ExpectedFailure* Find(const ExpectationsFile& file, const CaseResult& result) {
  const auto found = std::ranges::find_if(file.expected, [&](const ExpectedFailure& expected) {
    return expected.Fits(result.one_case->header.id, result.config);
  });
  return found == file.expected.end() ? nullptr : &*found;
}

std::string Where(const ExpectationsFile& file, const ExpectedFailure& expected) {
  return fmt::format("{}:{}", file.file, expected.line);
}

void ApplyTo(const ExpectationsFile& file, const ExpectedFailure& expected, CaseResult& result) {
  // A case that was not played shows nothing.
  const Verdict actual = result.verdict();
  if (actual == Verdict::kUnsupported || result.iut_missing) return;
  const std::string where = Where(file, expected);
  result.play.Add({.reason = Reason::kListed,
                   .stated = expected.verdict,
                   .what = expected.message,
                   .where = where,
                   .why = expected.reason},
                  result.one_case->header.level);
  result.expectation = {
      .where = where, .reason = expected.reason, .actual = actual, .expected = expected.verdict};
}

// Whether a line still holds for these runs.
bool Holds(const ExpectedFailure& expected, const std::vector<const CaseResult*>& runs) {
  return !runs.empty() && std::ranges::all_of(runs, [&](const CaseResult* run) {
    const Listing listing = CompareWithListing(run->play, expected.verdict, expected.message);
    return listing == Listing::kAsListed || listing == Listing::kWellToday;
  });
}

bool IsAboutAny(const ExpectedFailure& expected, const std::vector<std::string>& ids) {
  return std::ranges::any_of(ids,
                             [&](const std::string& id) { return FitsGlob(id, expected.glob); });
}

}  // namespace

std::chrono::year_month_day Today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

void ApplyExpectations(const ExpectationsFile& file, const ApplyOptions& options,
                       SuiteResult& result) {
  std::set<const ExpectedFailure*> used;
  for (CaseResult& one : result.results) {
    const ExpectedFailure* expected = Find(file, one);
    if (expected == nullptr) continue;
    used.insert(expected);
    ApplyTo(file, *expected, one);
  }
  const bool complete = !options.filtered && !result.interrupted;
  for (const ExpectedFailure& expected : file.expected) {
    const std::string where = Where(file, expected);
    if (expected.until &&
        std::chrono::sys_days(*expected.until) < std::chrono::sys_days(options.today)) {
      result.expectation_errors.push_back(fmt::format("{}: this expectation expired on {}: {}",
                                                      where, FormatDate(*expected.until),
                                                      expected.reason));
    }
    if (complete && !used.contains(&expected) && !IsAboutAny(expected, options.not_played)) {
      result.expectation_errors.push_back(fmt::format(
          "{}: '{}' matches no run, or earlier lines match them all; remove or correct this line",
          where, expected.glob));
    }
  }
}

std::string UpdateExpectations(const ExpectationsFile& file,
                               const std::vector<std::string>& not_played,
                               const SuiteResult& result) {
  std::map<const ExpectedFailure*, std::vector<const CaseResult*>> runs;
  std::vector<const CaseResult*> judged;
  for (const CaseResult& one : result.results) {
    if (one.verdict() == Verdict::kUnsupported || one.iut_missing) continue;
    judged.push_back(&one);
    const ExpectedFailure* expected = Find(file, one);
    // Warnings are listed by people only, not automatically.
    if (expected != nullptr || IsUnexpected(one.verdict())) runs[expected].push_back(&one);
  }
  ExpectationLines fresh(judged);
  std::string text;
  size_t copied = 0;
  const auto copy_until = [&](size_t line) {
    for (; copied + 1 < line; ++copied) text += file.lines[copied] + "\n";
  };
  for (const ExpectedFailure& expected : file.expected) {
    copy_until(expected.line);
    const std::vector<const CaseResult*>& here = runs[&expected];
    if (Holds(expected, here) || (here.empty() && IsAboutAny(expected, not_played))) {
      fresh.Cover(here);
      continue;
    }
    std::vector<const CaseResult*> bad;
    std::ranges::copy_if(here, std::back_inserter(bad),
                         [](const CaseResult* run) { return !IsWell(run->verdict()); });
    text += fresh.For(bad, expected);
    copied = std::max(copied, expected.last_line);
  }
  copy_until(file.lines.size() + 1);
  text += fresh.For(runs[nullptr], {.reason = kNewReason});
  return text;
}

}  // namespace asmtp::conformance
