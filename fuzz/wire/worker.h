// Worker: attacks one implementation, session after session, until the time is over.
//
//   RunState state(options);
//   Worker worker(target, source, nullptr, options, seed, state);
//   worker.Run();
//   state.findings.all()
//
// Each worker has an IUT of its own where there can be several, and its own programs. A violation
// is played again before it is a finding, with more patience and in a session of its own; then it
// is made smaller, and written as a case.
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
  double seconds = 60;  // of a configuration; 0: as long as there are sessions
  size_t sessions = 0;  // of a worker; 0: as many as there is time for
  uint64_t seed = 1;
  double rate = 0;                            // most sessions per second of a worker; 0: no limit
  size_t rss_growth_max = size_t{256} << 20;  // bytes, of the IUT since it was warm
  size_t files_growth_max = 64;
  std::filesystem::path keep;  // where cases are written; must exist
  double shrink_seconds = 20;  // for each finding
  bool errors_guide = false;   // what is new on stderr is worth to be kept
  bool coverage = false;       // so is what takes edges that are new, where the IUT counts them
};

// What all workers of a configuration share.
struct RunState {
  explicit RunState(Findings& all) : findings(all) {}

  Findings& findings;
  conformance::Clock::time_point begin = conformance::Clock::now();
  std::atomic<size_t> sessions = 0;
  std::atomic<size_t> handshakes = 0;
  std::atomic<size_t> messages = 0;
  std::atomic<size_t> starts = 0;
  std::atomic<size_t> kept = 0;
  std::atomic<size_t> edges = 0;             // of the worker that has met most
  std::atomic<bool> counts_nothing = false;  // the IUT, of its edges
  std::atomic<uint64_t> inputs = 0;          // a digest of all programs, whatever their order
  std::mutex mutex;
  std::string failure;  // why a worker could not go on, or ""

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
  // All must outlive it. `against`, where it is not null, is told the same as `source`: where they
  // differ is a finding.
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
    size_t sessions = 0;  // since it was started
    size_t watched = 0;   // sessions when its figures were looked at last
    std::optional<conformance::ProcessFigures> warm = {};
    std::string errors = {};  // what it said on stderr in the last session
  };
  // What was said in a session, and how.
  struct Spoken {
    Program program;
    AttackOptions options;
  };
  // A session that goes on.
  struct Live {
    Spoken spoken;
    Program next;
    MoveMaker maker;
    std::unique_ptr<Attack> attack;
    size_t programs = 0;
  };
  // What became of it.
  struct Heard {
    std::optional<Violation> violation;
    std::string steps;
    std::vector<std::string> verdicts;
  };
  // Whether something shows again in a session of its own, with so many times the usual patience.
  using ShowsAgain = std::function<std::optional<Heard>(const Spoken&, double patience)>;

  bool IsOver() const;
  bool EnsureIut(Side& side);
  std::unique_ptr<Attack> Open(Side& side, const AttackOptions& options);
  void Turn();
  std::unique_ptr<Live> Begin();
  bool SayNext(Live& live);
  void End(const Live& live);
  void Learn(const Program& program, const Attack& attack);
  void BeginCoverage();
  // Of what the IUT was told last.
  CoverageMap::News TakeCoverage();
  void LearnErrors(const Program& program, const std::string& errors);
  std::optional<Violation> TakeCrash(Side& side, bool suspect, const std::string& about);
  // Waits a little for one that is noticed late.
  std::optional<Violation> TakeLateCrash(Side& side, const std::string& about);
  void WatchGrowth();
  void Compare(const Spoken& spoken, const std::vector<std::string>& verdicts);
  Heard Replay(Side& side, const Spoken& spoken, double patience, bool may_crash);
  ShowsAgain Shows(Side& side, const Violation& violation);
  ShowsAgain Differs(const Violation& violation);
  // `candidates` are the sessions that it may come from, the likeliest first.
  void Examine(Side& side, const Violation& violation, const std::vector<Spoken>& candidates,
               const ShowsAgain& shows);
  void Reduce(Side& side, Spoken spoken, Heard heard, const ShowsAgain& shows, Finding& finding);
  Spoken Shrink(Spoken spoken, const ShowsAgain& shows) const;
  Finding NewFinding(const Side& side, const Violation& violation) const;
  void Save(Side& side, const Spoken& spoken, const Heard& heard, Finding& finding);
  // Returns why the case does not fail, or "".
  std::string WhyNotPlayed(Side& side, std::string text);

  const Target& target_;
  const FuzzOptions& options_;
  const conformance::IutSource& source_;
  std::unique_ptr<CoverageMap> coverage_;  // where it guides
  std::unique_ptr<conformance::IutSource>
      counted_source_;  // the same source, of IUTs that count there
  ProgramSource programs_;
  RunState& state_;
  Side own_;
  std::optional<Side> other_;
  std::vector<std::unique_ptr<Live>> lives_;  // sessions side by side
  std::optional<Spoken> before_;              // the one that ended last
  size_t turn_ = 0;
  std::unordered_set<std::string> seen_;
  size_t sessions_ = 0;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_WORKER_H_
