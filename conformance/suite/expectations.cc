#include "conformance/suite/expectations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

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

// A new line for a run.
ExpectedFailure LineFor(const CaseResult& result, std::string reason) {
  return {
      .glob = result.one_case->header.id,
      .config = {std::string(Name(result.config.role)), std::string(DhName(result.config.suite)),
                 std::string(asmtp::Name(result.config.framing))},
      .verdict = result.verdict(),
      .message = result.play.Message(),
      .reason = std::move(reason)};
}

// Returns lines for runs. A case that fails in the same way in all its configurations gets one
// line.
std::vector<std::string> LinesFor(const std::vector<const CaseResult*>& runs,
                                  const std::string& reason,
                                  const std::optional<std::chrono::year_month_day>& until,
                                  const std::map<std::string, size_t>& runs_of_case) {
  using Kind = std::tuple<std::string, Verdict, std::string>;
  std::map<Kind, std::vector<const CaseResult*>> kinds;
  for (const CaseResult* run : runs) {
    kinds[Kind(run->one_case->header.id, run->verdict(), run->play.Message())].push_back(run);
  }
  std::vector<std::string> lines;
  for (const auto& [kind, same] : kinds) {
    const bool everywhere = same.size() == runs_of_case.at(std::get<0>(kind));
    for (const CaseResult* run : same) {
      ExpectedFailure line = LineFor(*run, reason);
      line.until = until;
      if (everywhere) line.config.clear();
      lines.push_back(FormatExpectation(line));
      if (everywhere) break;
    }
  }
  return lines;
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
  std::map<std::string, size_t> runs_of_case;
  for (const CaseResult& one : result.results) {
    if (one.verdict() == Verdict::kUnsupported || one.iut_missing) continue;
    ++runs_of_case[one.one_case->header.id];
    const ExpectedFailure* expected = Find(file, one);
    // Warnings are listed by people only, not automatically.
    if (expected != nullptr || IsUnexpected(one.verdict())) runs[expected].push_back(&one);
  }
  std::string text;
  size_t copied = 0;
  const auto copy_until = [&](size_t line) {
    for (; copied + 1 < line; ++copied) text += file.lines[copied] + "\n";
  };
  for (const ExpectedFailure& expected : file.expected) {
    copy_until(expected.line);
    const std::vector<const CaseResult*>& here = runs[&expected];
    if (Holds(expected, here) || (here.empty() && IsAboutAny(expected, not_played))) continue;
    std::vector<const CaseResult*> bad;
    std::ranges::copy_if(here, std::back_inserter(bad),
                         [](const CaseResult* run) { return !IsWell(run->verdict()); });
    for (const std::string& line : LinesFor(bad, expected.reason, expected.until, runs_of_case)) {
      text += line + "\n";
    }
    while (file.lines[copied].ends_with('\\')) ++copied;
    ++copied;
  }
  copy_until(file.lines.size() + 1);
  for (const std::string& line : LinesFor(runs[nullptr], kNewReason, std::nullopt, runs_of_case)) {
    text += line + "\n";
  }
  return text;
}

}  // namespace asmtp::conformance
