#include "conformance/suite/expectation_lines.h"

#include <algorithm>
#include <tuple>

#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {
namespace {

// From this number of runs on, one line may stand for failures with different messages. Below it,
// the message matters more than the length of the file.
constexpr size_t kManyRuns = 50;

// "frame/tag@at=1": "*", "frame/*", "frame/tag", "frame/tag@at=1".
std::vector<std::string> GlobsOf(const std::string& id) {
  std::vector<std::string> globs = {"*"};
  for (size_t slash = id.find('/'); slash != id.npos; slash = id.find('/', slash + 1)) {
    globs.push_back(id.substr(0, slash) + "/*");
  }
  globs.push_back(FamilyOf(id));
  if (globs.back() != id) globs.push_back(id);
  return globs;
}

std::string CommonPrefix(const std::string& a, const std::string& b) {
  return {a.begin(), std::ranges::mismatch(a, b).in1};
}

std::map<Verdict, ExpectationLines::Runs> ByVerdict(const ExpectationLines::Runs& runs) {
  std::map<Verdict, ExpectationLines::Runs> groups;
  for (const CaseResult* run : runs) groups[run->verdict()].push_back(run);
  return groups;
}

std::map<std::string, ExpectationLines::Runs> ByMessage(const ExpectationLines::Runs& runs) {
  std::map<std::string, ExpectationLines::Runs> groups;
  for (const CaseResult* run : runs) groups[run->play.Message()].push_back(run);
  return groups;
}

// Orders patterns that match the same runs. All configurations need no word; otherwise every word
// helps a reader.
auto Precision(const std::pair<std::string, std::vector<std::string>>& pattern) {
  return std::tuple(pattern.first.size(), pattern.second.empty(), pattern.second.size());
}

}  // namespace

std::vector<ExpectationLines::Pattern> ExpectationLines::PatternsOf(const CaseResult& run) {
  const std::vector<std::string> words = {std::string(Name(run.config.role)),
                                          std::string(DhName(run.config.suite)),
                                          std::string(asmtp::Name(run.config.framing))};
  std::vector<Pattern> patterns;
  for (const std::string& glob : GlobsOf(run.one_case->header.id)) {
    for (unsigned chosen = 0; chosen < 1U << words.size(); ++chosen) {
      Pattern pattern{glob, {}};
      for (size_t i = 0; i < words.size(); ++i) {
        if ((chosen >> i & 1U) != 0) pattern.second.push_back(words[i]);
      }
      patterns.push_back(std::move(pattern));
    }
  }
  return patterns;
}

void ExpectationLines::Cover(const Runs& runs) { covered_.insert(runs.begin(), runs.end()); }

std::string ExpectationLines::For(const Runs& failed, const ExpectedFailure& like) {
  std::vector<Runs> groups;
  for (auto& [verdict, runs] : ByVerdict(failed)) groups.push_back(std::move(runs));
  // The most frequent verdict comes last, because its lines may match the runs of earlier lines.
  std::ranges::sort(groups, {}, [](const Runs& group) {
    return std::pair(group.size(), group.front()->verdict());
  });
  std::string text;
  for (const Runs& group : groups) {
    text += LinesOf(group, like, kManyRuns);
    for (const auto& [message, runs] : ByMessage(group)) text += LinesOf(runs, like, 1);
  }
  return text;
}

// Whether the line matches only runs that are wanted or that an earlier line decides.
bool ExpectationLines::Suits(const ExpectedFailure& line,
                             const std::set<const CaseResult*>& wanted) const {
  return std::ranges::none_of(judged_, [&](const CaseResult* run) {
    return !wanted.contains(run) && !covered_.contains(run) &&
           line.Fits(run->one_case->header.id, run->config);
  });
}

// Returns lines that match at least `least` of the runs each. The runs have one verdict.
std::string ExpectationLines::LinesOf(const Runs& runs, const ExpectedFailure& like, size_t least) {
  const std::set<const CaseResult*> wanted(runs.begin(), runs.end());
  std::map<Pattern, size_t> patterns;  // with the number of runs that each would decide
  for (const CaseResult* run : runs) {
    if (covered_.contains(run)) continue;
    for (const Pattern& pattern : PatternsOf(*run)) ++patterns[pattern];
  }
  std::string text;
  while (!patterns.empty()) {
    const auto best = std::ranges::max_element(
        patterns, {}, [](const auto& one) { return std::pair(one.second, Precision(one.first)); });
    if (best->second < least) break;
    ExpectedFailure line = like;
    std::tie(line.glob, line.config) = best->first;
    patterns.erase(best);
    if (!Suits(line, wanted)) continue;
    Runs taken;
    for (const CaseResult* run : runs) {
      if (covered_.contains(run) || !line.Fits(run->one_case->header.id, run->config)) continue;
      line.verdict = run->verdict();
      line.message =
          taken.empty() ? run->play.Message() : CommonPrefix(line.message, run->play.Message());
      taken.push_back(run);
      for (const Pattern& pattern : PatternsOf(*run)) {
        if (const auto found = patterns.find(pattern); found != patterns.end()) --found->second;
      }
    }
    Cover(taken);
    text += FormatExpectation(line) + "\n";
  }
  return text;
}

}  // namespace asmtp::conformance
