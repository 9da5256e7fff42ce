#include "fuzz/driver/fuzz_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace asmtp::fuzz {
namespace {

uint64_t CountOf(const FigureCounts& figures, const std::string& name) {
  const auto found = figures.find(name);
  return found == figures.end() ? 0 : found->second;
}

// Lists the figures "WHAT: WHY" by frequency, as in "version 12, frame-truncated 3".
std::string Reasons(const FigureCounts& figures, std::string_view what, size_t most) {
  const std::string prefix = std::string(what) + ": ";
  std::vector<std::pair<uint64_t, std::string>> reasons;
  for (const auto& [name, count] : figures) {
    if (name.starts_with(prefix)) reasons.emplace_back(count, name.substr(prefix.size()));
  }
  std::ranges::sort(reasons, std::greater());
  if (reasons.size() > most) reasons.resize(most);
  std::string text;
  for (const auto& [count, why] : reasons) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", why, count);
  }
  return text;
}

}  // namespace

std::string_view Name(Origin origin) {
  switch (origin) {
    case Origin::kRegression:
      return "regression";
    case Origin::kCorpus:
      return "corpus";
    case Origin::kEarlier:
      return "earlier find";
    case Origin::kNew:
      return "new";
  }
  return "unknown";
}

std::string Finding::Reliability() const {
  if (tried == 0) return "not rerun";
  return fmt::format("{}: {} of {} runs fail this way", IsReproducible() ? "reproducible" : "flaky",
                     failed, tried);
}

double TargetReport::ExecutionsPerSecond() const {
  return seconds > 0 ? static_cast<double>(executions) / seconds : 0;
}

bool FuzzReport::HasFindings() const {
  return std::ranges::any_of(targets, [](const auto& target) { return !target.findings.empty(); });
}

bool FuzzReport::HasProblems() const {
  return std::ranges::any_of(targets, [](const auto& target) { return !target.problems.empty(); });
}

std::vector<std::string> DepthLines(const TargetReport& target, size_t reasons_max) {
  std::vector<std::string> lines;
  const FigureCounts& figures = target.figures;
  if (const uint64_t inputs = CountOf(figures, "inputs"); inputs != 0) {
    const uint64_t finished = CountOf(figures, "inputs that finish a handshake");
    const auto all = static_cast<double>(inputs);
    lines.push_back(fmt::format("{:.1f} % of inputs finish a handshake",
                                100 * static_cast<double>(finished) / all));
    const uint64_t frames = CountOf(figures, "frames accepted");
    if (frames != 0)
      lines.push_back(fmt::format("{} frames accepted, {:.2f} per input", frames,
                                  static_cast<double>(frames) / all));
  }
  if (const uint64_t messages = CountOf(figures, "messages"); messages != 0) {
    lines.push_back(fmt::format("{} messages decoded", messages));
  }
  for (const auto& [what, text] :
       {std::pair("closed", "closed"), std::pair("rejected", "rejected")}) {
    const std::string reasons = Reasons(figures, what, reasons_max);
    if (!reasons.empty()) lines.push_back(fmt::format("{}: {}", text, reasons));
  }
  return lines;
}

}  // namespace asmtp::fuzz
