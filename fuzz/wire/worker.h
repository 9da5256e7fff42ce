// Worker: attacks one implementation, session after session, until the time is up.
//
//   RunState state(findings, options.seconds);
//   Worker worker(target, source, nullptr, options, seed, state);
//   worker.Run();
//   state.findings.all()
//
// Each worker has its own programs and, if possible, its own IUT. A violation becomes a finding
// only after it was reproduced in a separate session with longer timeouts. It is then minimised and
// written as a case.
#ifndef ASMTP_FUZZ_WIRE_WORKER_H_
#define ASMTP_FUZZ_WIRE_WORKER_H_

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "conformance/iut/iut_source.h"
#include "fuzz/wire/attack.h"
#include "fuzz/wire/coverage_map.h"
#include "fuzz/wire/findings.h"
#include "fuzz/wire/program_source.h"

namespace asmtp::fuzz::wire {

struct FuzzOptions {
  double seconds = 60;  // per configuration; 0: limited by `sessions`
  size_t sessions = 0;  // per worker; 0: limited by `seconds`
  uint64_t seed = 1;
  double rate = 0;  // maximum sessions per second of a worker; 0: without limit
  size_t rss_growth_max = size_t{256} << 20;  // growth of the IUT after warming up, in bytes
  size_t files_growth_max = 64;
  std::filesystem::path keep;  // where cases are written; must exist
  double shrink_seconds = 20;  // per finding
  bool errors_guide = false;   // keep programs that cause new lines on stderr
  bool coverage = false;       // keep programs that reach new edges
};

// The state shared by all workers of a configuration.
struct RunState {
  // `seconds` as in FuzzOptions.
  RunState(Findings& all, double seconds);

  Findings& findings;
  conformance::Clock::time_point begin = conformance::Clock::now();
  // Sessions begin until then; what is running is examined until `until`.
  conformance::Deadline enough = conformance::Deadline::max();
  conformance::Deadline until = conformance::Deadline::max();
  std::atomic<size_t> sessions = 0;
  std::atomic<size_t> handshakes = 0;
  std::atomic<size_t> messages = 0;
  std::atomic<size_t> starts = 0;
  std::atomic<size_t> kept = 0;
  std::atomic<size_t> edges = 0;             // maximum over the workers
  std::atomic<bool> counts_nothing = false;  // the IUT counts no edges
  conformance::SeenKeys seen;                // ephemeral keys of the IUT
  std::atomic<uint64_t> inputs = 0;          // an order-independent digest of all programs
  std::mutex mutex;
  std::string failure;  // why a worker stopped early, or ""

  void MeetEdges(size_t count) {
    for (size_t most = edges; most < count && !edges.compare_exchange_weak(most, count);) {
    }
  }
  void Fail(const std::string& why) {
    const std::lock_guard lock(mutex);
    failure = why;
  }
};

class Worker {
 public:
  // All arguments must outlive the worker. `against`, unless null, gets the same input as `source`;
  // differences are findings.
  Worker(const Target& target, const conformance::IutSource& source,
         const conformance::IutSource* against, const FuzzOptions& options, uint64_t seed,
         RunState& state)
      : target_(target),
        options_(options),
        source_(source),
        programs_(seed),
        state_(state),
        own_{.source = &source} {
    if (options.coverage) BeginCoverage();
    if (against != nullptr) other_ = Side{.source = against};
  }

  void Run();

 private:
  // An implementation, and its process.
  struct Side {
    const conformance::IutSource* source = nullptr;
    std::unique_ptr<conformance::RunningIut> iut = nullptr;
    size_t sessions = 0;  // since its start
    size_t watched = 0;   // number of sessions at the last check of its figures
    std::optional<conformance::ProcessFigures> warm = {};
    std::string errors = {};  // stderr of the last session
  };
  // The input of a session.
  struct Spoken {
    Program program;
    AttackOptions options;
  };
  // A running session.
  struct Live {
    Spoken spoken;
    Program next;
    MoveMaker maker;
    std::unique_ptr<Attack> attack;
    bool is_long = false;
    size_t programs = 0;
  };
  // The result of a session.
  struct Heard {
    std::optional<Violation> violation;
    std::string steps;
    std::vector<std::string> verdicts;
  };
  // Replays a session with a factor of the usual timeouts. Returns the result if it shows the same
  // again.
  using ShowsAgain = std::function<std::optional<Heard>(const Spoken&, double patience)>;

  bool IsOver() const;
  bool IsTimeUp() const { return conformance::IsOver(state_.until); }
  // Returns the patience for a confirmation, which is less if the time is nearly over.
  double ConfirmPatience() const;
  bool EnsureIut(Side& side);
  std::unique_ptr<Attack> Open(Side& side, const AttackOptions& options);
  void Turn();
  std::unique_ptr<Live> Begin();
  bool SayNext(Live& live);
  void End(const Live& live);
  void Learn(const Program& program, const Attack& attack);
  void BeginCoverage();
  // The news of the last input.
  CoverageMap::News TakeCoverage();
  void LearnErrors(const Program& program, const std::string& errors);
  std::optional<Violation> TakeCrash(Side& side, bool suspect, const std::string& about);
  // Waits briefly for a crash that is detected late.
  std::optional<Violation> TakeLateCrash(Side& side, const std::string& about);
  void WatchGrowth();
  void Compare(const Spoken& spoken, const std::vector<std::string>& verdicts);
  Heard Replay(Side& side, const Spoken& spoken, double patience, bool may_crash);
  ShowsAgain Shows(Side& side, const Violation& violation);
  ShowsAgain Differs(const Violation& violation);
  // `candidates` are the sessions that may have caused it, most likely first. `beside` are the
  // sessions that ran at the same time.
  void Examine(Side& side, const Violation& violation, const std::vector<Spoken>& candidates,
               const ShowsAgain& shows, const std::vector<Spoken>& beside = {});
  // Whether the violation happens again if the other session runs at the same time.
  bool ShowsBeside(Side& side, const Violation& violation, const Spoken& spoken,
                   const Spoken& other);
  void Reduce(Side& side, Spoken spoken, Heard heard, const ShowsAgain& shows, Finding& finding);
  Spoken Shrink(Spoken spoken, const ShowsAgain& shows) const;
  Finding NewFinding(const Side& side, const Violation& violation) const;
  void Save(Side& side, const Spoken& spoken, const Heard& heard, Finding& finding);
  // Returns why the case does not fail, or "".
  std::string WhyNotPlayed(Side& side, std::string text);

  const Target& target_;
  const FuzzOptions& options_;
  const conformance::IutSource& source_;
  std::unique_ptr<CoverageMap> coverage_;  // if coverage guides
  std::unique_ptr<conformance::IutSource>
      counted_source_;  // the same source, whose IUTs count in `coverage_`
  ProgramSource programs_;
  RunState& state_;
  Side own_;
  std::optional<Side> other_;
  std::vector<std::unique_ptr<Live>> lives_;  // parallel sessions
  std::optional<Spoken> before_;              // the last finished session
  size_t turn_ = 0;
  std::unordered_set<std::string> seen_;
  size_t sessions_ = 0;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_WORKER_H_
