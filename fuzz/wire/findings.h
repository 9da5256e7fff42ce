// Findings: what a run has found so far, each cause once. For all workers.
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
#include <string>
#include <vector>

#include "conformance/play/config.h"
#include "fuzz/wire/violation.h"

namespace asmtp::fuzz::wire {

struct Finding {
  Violation violation;
  conformance::Config config;
  bool of_other = false;  // of the implementation that is compared with
  std::string file;       // of the case; "" where there is none
  std::string trouble;    // why the case may not show it again, or ""
  bool passes = false;    // the case, when it is played: then it shows nothing
  std::string errors;     // the end of the IUT's stderr
  double seconds = 0;     // since the run began
  size_t session = 0;     // of its worker, from 1
  size_t actions = 0;     // of the program that is left
};

class Findings {
 public:
  enum class Novelty : uint8_t { kNew, kKnown, kAgain };

  // `known` are globs of causes that are no findings; `until`, where it is not empty, is a glob of
  // the cause that ends the run.
  explicit Findings(std::vector<std::string> known, std::string until = "")
      : known_(std::move(known)), until_(std::move(until)) {}

  // Counts a cause, and says whether it is worth to be looked at. One that could not be confirmed
  // is new again for a few times.
  Novelty Meet(const std::string& cause);
  void Add(Finding finding);
  // Whether there is a finding, or a known cause was met, whose cause begins so.
  bool HasMet(Oracle oracle, const std::string& about) const;
  // Whether there is a finding of the cause that ends the run.
  bool IsEnough() const;
  // It turned out to be another cause.
  void Release(const std::string& cause);
  // It did not happen again.
  void AddUnconfirmed(const std::string& cause);

  std::vector<Finding> all() const;
  size_t count() const;
  // How often each cause was met.
  std::map<std::string, size_t> times() const;
  std::map<std::string, size_t> unconfirmed() const;
  bool IsKnown(const std::string& cause) const;

 private:
  static constexpr size_t kConfirmTriesMax = 10;

  mutable std::mutex mutex_;
  std::vector<std::string> known_;
  std::string until_;
  std::vector<Finding> findings_;
  std::map<std::string, size_t> times_;
  std::map<std::string, size_t> unconfirmed_;
  std::map<std::string, bool> in_work_;  // or done
};

// Reads a file of known causes: a glob a line; what follows a # is a comment.
std::expected<std::vector<std::string>, std::string> ReadKnownCauses(
    const std::filesystem::path& file);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_FINDINGS_H_
