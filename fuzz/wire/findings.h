// Findings: the findings of a run, one per cause. Shared by all workers; thread-safe.
//
//   Findings findings({"crash *passport/blocks.rs*"});
//   if (findings.Meet(violation.Cause()) == Findings::Novelty::kNew) ...      confirm it, save it
//   findings.Add({.violation = violation, .file = "out/a.atf"});
#ifndef ASMTP_FUZZ_WIRE_FINDINGS_H_
#define ASMTP_FUZZ_WIRE_FINDINGS_H_

#include <expected>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "conformance/play/config.h"
#include "fuzz/wire/violation.h"

namespace asmtp::fuzz::wire {

struct Finding {
  Violation violation;
  conformance::Config config;
  bool of_other = false;  // of the second implementation (--against)
  std::string file;       // path of the case, or ""
  std::string trouble;    // why the case may not reproduce it, or ""
  bool passes = false;    // the case passes when played, so it shows nothing
  std::string errors;     // the end of the IUT's stderr
  double seconds = 0;     // since the start of the run
  size_t session = 0;     // of its worker, from 1
  size_t actions = 0;     // of the minimised program
};

class Findings {
 public:
  enum class Novelty : uint8_t { kNew, kKnown, kAgain };

  // `known` are globs of causes that are not findings. `until`, unless empty, is a glob of the
  // cause that ends the run.
  explicit Findings(std::vector<std::string> known, std::string until = "")
      : known_(std::move(known)), until_(std::move(until)) {}

  // Counts a cause and returns whether to examine it. An unconfirmed cause counts as new again a
  // few times.
  Novelty Meet(const std::string& cause);
  void Add(Finding finding);
  // Whether a finding or a seen known cause begins with `oracle` and `about`.
  bool HasMet(Oracle oracle, const std::string& about) const;
  // Whether the cause that ends the run was found.
  bool IsEnough() const;
  // Withdraws a cause that turned out to be another one.
  void Release(const std::string& cause);
  // Records that a cause could not be reproduced.
  void AddUnconfirmed(const std::string& cause);
  // Records that there was no time to reproduce it.
  void AddUnexamined(const std::string& cause);

  std::vector<Finding> all() const;
  size_t count() const;
  // How often each cause was seen.
  std::map<std::string, size_t> times() const;
  std::map<std::string, size_t> unconfirmed() const;
  std::set<std::string> unexamined() const;
  bool IsKnown(const std::string& cause) const;

 private:
  static constexpr size_t kConfirmTriesMax = 10;

  mutable std::mutex mutex_;
  std::vector<std::string> known_;
  std::string until_;
  std::vector<Finding> findings_;
  std::map<std::string, size_t> times_;
  std::map<std::string, size_t> unconfirmed_;
  std::set<std::string> unexamined_;
  std::map<std::string, bool> in_work_;  // or done
};

// Reads a file of known causes: one glob per line; # starts a comment.
std::expected<std::vector<std::string>, std::string> ReadKnownCauses(
    const std::filesystem::path& file);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_FINDINGS_H_
