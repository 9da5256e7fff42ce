#include "conformance/suite/suite_run.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>

#include "conformance/play/config.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// What the workers share.
struct Shared {
  std::mutex mutex;
  std::vector<CaseResult> results;
  std::optional<StartFailure> start_failure;
  std::atomic<size_t> next_config{0};
  std::atomic<bool> stop{false};
  size_t total = 0;
};

bool IsApplicable(const Case& one_case, const Config& config) {
  return Contains(ConfigsOf(one_case), config);
}

// What an IUT is started with.
bool SameKeys(const Keys& a, const Keys& b) {
  return a.iut_s->bytes == b.iut_s->bytes && a.peer().bytes == b.peer().bytes;
}

// All cases in one configuration.
class ConfigRun {
 public:
  ConfigRun(const CaseSet& set, const Adapter& adapter, const RunOptions& options,
            const Config& config, Shared& shared)
      : set_(set), adapter_(adapter), options_(options), config_(config), shared_(shared) {}

  void Run(const std::vector<const Case*>& selected) {
    for (const Case* one_case : selected) {
      if (IsApplicable(*one_case, config_)) {
        const CaseResult result = ResultOf(*one_case);
        if (shared_.stop) return;
        Publish(result);
      }
      if (options_.interrupted != nullptr && *options_.interrupted) shared_.stop = true;
      if (shared_.stop) return;
    }
  }

 private:
  void Publish(const CaseResult& result) {
    const std::lock_guard lock(shared_.mutex);
    shared_.results.push_back(result);
    if (options_.progress) options_.progress(result, shared_.results.size(), shared_.total);
  }

  // A case that was played as somebody's control is not played again.
  const CaseResult& ResultOf(const Case& one_case) {
    const auto known = known_.find(one_case.header.id);
    if (known != known_.end()) return known->second;
    const auto begin = Clock::now();
    CaseResult result{.one_case = &one_case, .config = config_};
    if (!IsOutOfReach(one_case, result)) PlayCase(one_case, result);
    result.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
    return known_.emplace(one_case.header.id, std::move(result)).first->second;
  }

  // Whether the case cannot be played, which `result` then says.
  bool IsOutOfReach(const Case& one_case, CaseResult& result) {
    std::string why = adapter_.capabilities().WhyUnsupported(config_, one_case.header.tier);
    if (!why.empty()) return Say(Verdict::kUnsupported, std::move(why), result);
    const Case* control_case = set_.Find(one_case.header.control);
    if (control_case != nullptr && IsApplicable(*control_case, config_)) {
      const CaseResult& control = ResultOf(*control_case);
      if (IsUnexpected(control.verdict())) {
        return Say(Verdict::kBlocked,
                   "the control " + control_case->header.id + " is " +
                       std::string(Name(control.verdict())),
                   result);
      }
      if (control.verdict() == Verdict::kUnsupported) {
        return Say(Verdict::kUnsupported, control.play.text, result);
      }
    }
    return !EnsureIut(one_case.keys.For(config_.role), result);
  }

  static bool Say(Verdict verdict, std::string text, CaseResult& result) {
    result.play.verdict = verdict;
    result.play.text = std::move(text);
    return true;
  }

  bool EnsureIut(const Keys& keys, CaseResult& result) {
    if (iut_ && iut_->IsRunning() && SameKeys(*keys_, keys)) return true;
    iut_.reset();
    auto started = adapter_.Start(config_, keys);
    if (started) {
      iut_ = *std::move(started);
      keys_ = keys;
      was_up_ = true;
      return true;
    }
    if (started.error().unsupported) {
      Say(Verdict::kUnsupported, started.error().what, result);
      return false;
    }
    Say(Verdict::kError, "the IUT cannot be started again: " + started.error().what, result);
    if (!was_up_) {
      const std::lock_guard lock(shared_.mutex);
      shared_.start_failure = started.error();
      shared_.stop = true;
    }
    return false;
  }

  void PlayCase(const Case& one_case, CaseResult& result) {
    const PlayOptions play_options{.timeout_scale = options_.timeout_scale};
    iut_->TakeErrors();
    result.play = Play(one_case, config_, *iut_, play_options);
    // A case that ends with `alive` has shown it.
    const bool shown = !IsUnexpected(result.verdict()) &&
                       std::holds_alternative<Alive>(one_case.steps.back().body);
    const Liveness alive =
        shown ? Liveness() : CheckAlive(one_case.keys, config_, *iut_, play_options);
    const bool is_alive = alive.wrong.empty();
    if (const auto crash = iut_->Crash(/*suspect=*/!is_alive)) {
      Say(Verdict::kCrash, *crash, result);
    } else if (!is_alive && !IsUnexpected(result.verdict())) {
      Say(alive.verdict, "a fresh session does not work after this case", result);
      result.play.actual = alive.wrong;
    }
    result.errors = iut_->TakeErrors();
    if (!is_alive || result.verdict() == Verdict::kCrash) iut_.reset();
  }

  const CaseSet& set_;
  const Adapter& adapter_;
  const RunOptions& options_;
  Config config_;
  Shared& shared_;
  std::map<std::string, CaseResult> known_;
  std::unique_ptr<RunningIut> iut_;
  std::optional<Keys> keys_;
  bool was_up_ = false;
};

// Returns the cases so that those that need the same IUT come together.
std::vector<const Case*> GroupByKeys(std::vector<const Case*> cases) {
  std::ranges::sort(cases, {}, [](const Case* c) {
    // Those with the same keys stay in the order in which they stand in memory.
    return std::tuple(c->keys.iut_s->bytes, c->keys.peer().bytes, c);
  });
  return cases;
}

size_t CountRuns(const std::vector<const Case*>& cases, const std::vector<Config>& configs) {
  size_t count = 0;
  for (const Case* one_case : cases) {
    for (const Config& config : configs)
      count += IsApplicable(*one_case, config) ? size_t{1} : size_t{0};
  }
  return count;
}

void SortAsSelected(const std::vector<const Case*>& selected, const std::vector<Config>& configs,
                    std::vector<CaseResult>& results) {
  std::map<const Case*, size_t> order;
  for (const Case* one_case : selected) order.emplace(one_case, order.size());
  std::ranges::sort(results, {}, [&](const CaseResult& r) {
    return std::pair(order[r.one_case], std::ranges::find(configs, r.config) - configs.begin());
  });
}

}  // namespace

SuiteResult RunSuite(const CaseSet& set, const std::vector<const Case*>& selected,
                     const Adapter& adapter, const RunOptions& options) {
  Shared shared;
  shared.total = CountRuns(selected, options.configs);
  const std::vector<const Case*> grouped = GroupByKeys(selected);
  const auto work = [&] {
    size_t index = 0;
    while (!shared.stop && (index = shared.next_config++) < options.configs.size()) {
      ConfigRun(set, adapter, options, options.configs[index], shared).Run(grouped);
    }
  };
  {
    std::vector<std::jthread> workers;
    for (size_t i = 1; i < std::min(options.jobs, options.configs.size()); ++i) {
      workers.emplace_back(work);
    }
    work();
  }
  SortAsSelected(selected, options.configs, shared.results);
  return {.results = std::move(shared.results),
          .start_failure = std::move(shared.start_failure),
          .interrupted = options.interrupted != nullptr && *options.interrupted};
}

}  // namespace asmtp::conformance
