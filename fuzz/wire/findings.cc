#include "fuzz/wire/findings.h"

#include <fnmatch.h>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

#include "conformance/transcript/read_file.h"

namespace asmtp::fuzz::wire {

namespace {

constexpr size_t kKnownMax = size_t{1} << 20;

// Causes formerly ended with "init" for an initialize, and existing files of known causes still do.
std::string WithFormerName(const std::string& cause) {
  constexpr std::string_view kDue = " initialize";
  return cause.ends_with(kDue) ? cause.substr(0, cause.size() - kDue.size()) + " init" : cause;
}

bool Matches(const std::string& glob, const std::string& cause) {
  return ::fnmatch(glob.c_str(), cause.c_str(), 0) == 0;
}

bool Fits(const std::string& glob, const std::string& cause) {
  return Matches(glob, cause) || Matches(glob, WithFormerName(cause));
}

}  // namespace

bool Findings::IsKnown(const std::string& cause) const {
  return std::ranges::any_of(known_, [&](const std::string& glob) { return Fits(glob, cause); });
}

bool Findings::IsEnough() const {
  if (until_.empty()) return false;
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(
      findings_, [&](const Finding& finding) { return Fits(until_, finding.violation.Cause()); });
}

Findings::Novelty Findings::Meet(const std::string& cause) {
  const std::lock_guard lock(mutex_);
  ++times_[cause];
  if (IsKnown(cause)) return Novelty::kKnown;
  const auto tried = unconfirmed_.find(cause);
  if (tried != unconfirmed_.end() && tried->second >= kConfirmTriesMax) return Novelty::kAgain;
  return std::exchange(in_work_[cause], true) ? Novelty::kAgain : Novelty::kNew;
}

void Findings::Add(Finding finding) {
  const std::lock_guard lock(mutex_);
  in_work_[finding.violation.Cause()] = true;
  findings_.push_back(std::move(finding));
}

std::set<std::string> Findings::unexamined() const {
  const std::lock_guard lock(mutex_);
  std::set<std::string> causes = unexamined_;
  for (const Finding& finding : findings_) causes.erase(finding.violation.Cause());
  return causes;
}

bool Findings::HasMet(Oracle oracle, const std::string& about) const {
  const std::string begin = Violation{.oracle = oracle, .about = about, .text = {}}.Cause();
  const std::lock_guard lock(mutex_);
  const bool found = std::ranges::any_of(findings_, [&](const Finding& finding) {
    return finding.violation.Cause().starts_with(begin);
  });
  return found || std::ranges::any_of(times_, [&](const auto& met) {
           return met.first.starts_with(begin) && IsKnown(met.first);
         });
}

void Findings::Release(const std::string& cause) {
  const std::lock_guard lock(mutex_);
  --times_[cause];
  in_work_[cause] = false;
}

void Findings::AddUnconfirmed(const std::string& cause) {
  const std::lock_guard lock(mutex_);
  ++unconfirmed_[cause];
  in_work_[cause] = false;
}

void Findings::AddUnexamined(const std::string& cause) {
  const std::lock_guard lock(mutex_);
  unexamined_.insert(cause);
  in_work_[cause] = false;
}

std::vector<Finding> Findings::all() const {
  const std::lock_guard lock(mutex_);
  return findings_;
}

size_t Findings::count() const {
  const std::lock_guard lock(mutex_);
  return findings_.size();
}

std::map<std::string, size_t> Findings::times() const {
  const std::lock_guard lock(mutex_);
  return times_;
}

std::map<std::string, size_t> Findings::unconfirmed() const {
  const std::lock_guard lock(mutex_);
  return unconfirmed_;
}

std::expected<std::vector<std::string>, std::string> ReadKnownCauses(
    const std::filesystem::path& file) {
  const auto text = conformance::ReadTextFile(file, kKnownMax);
  if (!text) return std::unexpected("cannot read '" + file.string() + "': " + text.error());
  std::istringstream in(*text);
  std::vector<std::string> globs;
  for (std::string line; std::getline(in, line);) {
    line = line.substr(0, line.find('#'));
    const size_t end = line.find_last_not_of(" \t\r");
    const size_t begin = line.find_first_not_of(" \t");
    if (end != line.npos) globs.push_back(line.substr(begin, end + 1 - begin));
  }
  return globs;
}

}  // namespace asmtp::fuzz::wire
