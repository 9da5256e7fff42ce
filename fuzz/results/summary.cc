#include "fuzz/results/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "conformance/report/text.h"

namespace asmtp::fuzz {
namespace {

constexpr size_t kShownBytes = 256;
constexpr size_t kShownNames = 5;

// Returns the bytes in hex.
std::string Hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<uint8_t>(c));
  return text;
}

std::string Below(const std::string& root, std::string text) {
  const std::string prefix = root + "/";
  for (size_t at = 0; root.size() > 1 && (at = text.find(prefix, at)) != std::string::npos;) {
    text.erase(at, prefix.size());
  }
  return text;
}

std::string TargetLine(const TargetReport& target) {
  return fmt::format("{:<32} {:>10} {:>9.0f} {:>7} {:>8} {:>7}  {}\n", target.name,
                     target.executions, target.ExecutionsPerSecond(), target.coverage,
                     target.features, target.corpus_inputs,
                     !target.findings.empty()   ? fmt::format("{} FOUND", target.findings.size())
                     : !target.problems.empty() ? "PROBLEM"
                                                : "clean");
}

size_t Count(const FuzzReport& report, auto member) {
  size_t count = 0;
  for (const TargetReport& target : report.targets) count += (target.*member).size();
  return count;
}

std::string Plural(size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

std::string FindingText(const Finding& finding) {
  const Crash& crash = finding.crash;
  std::string text = fmt::format("{}\n", crash.sentence);
  if (!crash.file.empty()) {
    text += fmt::format("at {}:{} in {}\n", crash.file, crash.line, crash.function);
  }
  text += fmt::format("{}; {} bytes", finding.Reliability(), finding.bytes.size());
  text += finding.minimised.empty() ? "\n" : "; " + finding.minimised + "\n";
  for (size_t i = 0; i < finding.names.size() && i < kShownNames; ++i) {
    text += fmt::format("from {}\n", finding.names[i]);
  }
  if (finding.names.size() > kShownNames) {
    text += fmt::format("and {} more\n", finding.names.size() - kShownNames);
  }
  if (finding.bytes.size() <= kShownBytes) text += "bytes " + Hex(finding.bytes) + "\n";
  text += "reproduce: " + finding.reproduce + "\n";
  return text;
}

std::string Verdict(const FuzzReport& report) {
  const size_t found = Count(report, &TargetReport::findings);
  const size_t problems = Count(report, &TargetReport::problems);
  uint64_t executions = 0;
  for (const TargetReport& target : report.targets) executions += target.executions;
  std::string text = found == 0 ? "no findings" : Plural(found, "cause", "causes") + " of failure";
  if (problems != 0) text += ", " + Plural(problems, "problem", "problems");
  text +=
      fmt::format("; {}, {} executions in {:.1f} s",
                  Plural(report.targets.size(), "target", "targets"), executions, report.seconds);
  return text + (report.interrupted ? "; interrupted" : "");
}

std::string SummaryText(const FuzzReport& report, const std::string& root) {
  std::string text = fmt::format("{:<32} {:>10} {:>9} {:>7} {:>8} {:>7}\n", "target", "executions",
                                 "exec/s", "edges", "features", "corpus");
  for (const TargetReport& target : report.targets) text += TargetLine(target);
  for (const TargetReport& target : report.targets) {
    for (const Finding& finding : target.findings) {
      text += fmt::format("\n{} {}: {}\n{}", Name(finding.origin), target.name,
                          finding.crash.Signature(), FindingText(finding));
    }
  }
  for (const TargetReport& target : report.targets) {
    for (const std::string& problem : target.problems) {
      text += fmt::format("\nproblem with {}: {}\n", target.name, problem);
    }
    for (const std::string& note : target.notes) {
      text += fmt::format("\nnote on {}: {}\n", target.name, note);
    }
  }
  return Printable(Below(root, text + "\n" + Verdict(report) + "\n"));
}

}  // namespace asmtp::fuzz
