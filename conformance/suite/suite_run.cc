#include "conformance/suite/suite_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <new>
#include <ranges>
#include <string_view>
#include <system_error>
#include <thread>
#include <tuple>
#include <utility>

#include "conformance/iut/shortage.h"
#include "conformance/suite/config_run.h"
#include "conformance/suite/work_queue.h"
#include "conformance/transcript/contains.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

bool IsWanted(const Case& one_case, const Config& config, const RunOptions& options) {
  return Contains(ConfigsOf(one_case), config) &&
         (!options.wanted || options.wanted(one_case, config));
}

// How long a case does nothing but wait.
Milliseconds WaitOf(const Case& one_case) {
  Milliseconds wait{0};
  for (const Step& step : one_case.steps) {
    if (const auto* pause = std::get_if<Pause>(&step.body)) wait += pause->duration;
    for (const Tamper& tamper : step.tampers) wait += tamper.pause;
  }
  return wait;
}

// Groups the cases by the IUT that they need. Each group stands at the place of its first case.
std::vector<const Case*> GroupByKeys(auto&& cases, noise::Role role) {
  std::map<decltype(Keys().StartedWith()), size_t> order;
  const auto rank = [&](const Case* c) {
    return order.emplace(c->keys.For(role).StartedWith(), order.size()).first->second;
  };
  std::vector<std::vector<const Case*>> groups;
  for (const Case* one_case : cases) {
    const size_t group = rank(one_case);
    groups.resize(std::max(groups.size(), group + 1));
    groups[group].push_back(one_case);
  }
  std::vector<const Case*> grouped;
  for (const auto& group : groups) std::ranges::copy(group, std::back_inserter(grouped));
  return grouped;
}

// Returns what the runner itself failed with, or null. Needs no memory.
template <typename Act>
std::exception_ptr Guarded(const Act& act) noexcept {
  try {
    act();
    return nullptr;
  } catch (const std::exception&) {
    return std::current_exception();
  }
}

Fact FactOf(const std::exception_ptr& failure) {
  TakeShortage();
  try {
    std::rethrow_exception(failure);
  } catch (const std::bad_alloc&) {
    NoteShortage(ENOMEM);
  } catch (const std::system_error& error) {
    NoteNoProcess(error.code().value());  // of a thread
    if (!HasShortage()) return {.reason = Reason::kHarness, .what = error.what()};
  } catch (const std::exception& error) {
    return {.reason = Reason::kHarness, .what = error.what()};
  }
  return {.reason = Reason::kShortage, .what = TakeShortage().value_or("")};
}

class SuiteRun {
 public:
  SuiteRun(const CaseSet& set, const IutSource& source, const RunOptions& options,
           const std::vector<std::vector<const Case*>>& work)
      : set_(set),
        source_(source),
        options_(options),
        work_(work),
        states_(work.size()),
        queue_(work) {
    for (const auto& cases : work) total_ += cases.size();
    results_.reserve(total_);
  }

  SuiteResult Run() {
    {
      std::vector<std::jthread> workers;
      const size_t jobs = source_.IsPlural() ? options_.jobs : 1;
      workers.reserve(jobs);
      // With fewer threads than asked for, the run takes longer.
      (void)Guarded([&] {
        for (size_t i = 1; i < jobs; ++i) workers.emplace_back([this] { WorkGuarded(); });
      });
      WorkGuarded();
    }
    if (lost_ > 0 && !IsStopped()) AddLost();
    SuiteResult result{
        .results = {}, .start_failure = WhyNothingStarted(), .interrupted = IsStopped()};
    if (failures_enough_) result.notes.push_back(WhyStopped());
    AddFailedControls();
    result.results = std::move(results_);
    for (const ConfigState& state : states_) {
      if (state.figures().cases > 0) result.figures.push_back(state.figures());
      std::ranges::copy(state.leaks(), std::back_inserter(result.leaks));
    }
    return result;
  }

 private:
  // If a worker ends early, the others take the rest.
  void WorkGuarded() {
    if (Guarded([this] { Work(); })) ++lost_;
  }

  void Work() {
    std::optional<ConfigRun> run;
    std::optional<size_t> current;
    const auto finish = [&] {
      if (run && !IsStopped()) (void)Guarded([&] { run->LookForLeaks(); });
    };
    const auto begin = [&](size_t config) {
      run.emplace(set_, source_, options_, options_.configs[config], states_[config]);
    };
    while (auto chunk = queue_.Take(current)) {
      if (current != chunk->config) {
        finish();
        begin(chunk->config);
      }
      current = chunk->config;
      for (const Case* one_case : chunk->cases) {
        if (IsStopped()) return;
        const CaseResult* result = nullptr;
        const auto failure = Guarded([&] { result = &run->Play(*one_case); });
        if (IsInterruptedFromOutside()) return;  // the interrupt may have spoilt this result
        if (failure) begin(chunk->config);       // ends the IUT, which frees what was received
        if (Guarded([&] {
              Publish(failure ? Failed(*one_case, run->config(), FactOf(failure)) : *result, *run);
            })) {
          ++lost_;
        }
      }
    }
    finish();
  }

  static CaseResult Failed(const Case& one_case, const Config& config, const Fact& failure) {
    CaseResult result{.one_case = &one_case, .config = config};
    result.play.Add(failure, one_case.header.level);
    return result;
  }

  // No result is missing, even if there was no memory for it when the case had ended.
  void AddLost() {
    const Fact lost{.reason = Reason::kShortage, .what = std::generic_category().message(ENOMEM)};
    for (size_t config = 0; config < work_.size(); ++config) {
      for (const Case* one_case : work_[config]) {
        CaseResult result = Failed(*one_case, options_.configs[config], lost);
        if (!Has(results_, result)) results_.push_back(std::move(result));
      }
    }
  }

  bool IsInterruptedFromOutside() const {
    return IsInterrupted() || (options_.interrupted != nullptr && *options_.interrupted);
  }
  bool IsStopped() const { return failures_enough_ || IsInterruptedFromOutside(); }

  std::string WhyStopped() const {
    return fmt::format(
        "stopped after {} unexpected results (--max-failures {}): {} of {} runs were played",
        failures_, options_.max_failures, results_.size(), total_);
  }

  void Publish(const CaseResult& result, const ConfigRun& run) {
    const std::lock_guard lock(mutex_);
    for (const CaseResult* control = run.ControlOf(*result.one_case); control != nullptr;
         control = run.ControlOf(*control->one_case)) {
      if (IsUnexpected(control->verdict()) && !control->iut_missing && !Has(controls_, *control)) {
        controls_.push_back(*control);
      }
    }
    if (failures_enough_) return;  // another worker reached the limit
    if (options_.progress) options_.progress(result, results_.size() + 1, total_);
    results_.push_back(result);
    if (IsFailure(result, options_.strict) && ++failures_ == options_.max_failures) {
      failures_enough_ = true;
    }
  }

  static bool Has(const std::vector<CaseResult>& results, const CaseResult& wanted) {
    return std::ranges::any_of(results, [&](const CaseResult& result) {
      return result.one_case == wanted.one_case && result.config == wanted.config;
    });
  }

  // A failed control explains what it blocks, so it is a result even if it was not selected.
  void AddFailedControls() {
    for (CaseResult& control : controls_) {
      if (!Has(results_, control)) results_.push_back(std::move(control));
    }
  }

  // Returns the first failure if no configuration had an IUT, except failures for lack of support.
  std::optional<StartFailure> WhyNothingStarted() const {
    std::optional<StartFailure> first;
    for (const ConfigState& state : states_) {
      if (state.WasUp()) return std::nullopt;
      const auto failure = state.Hopeless();
      if (failure && !failure->unsupported && !first) first = failure;
    }
    return first;
  }

  const CaseSet& set_;
  const IutSource& source_;
  const RunOptions& options_;
  const std::vector<std::vector<const Case*>>& work_;
  std::deque<ConfigState> states_;  // one for each configuration
  WorkQueue queue_;
  size_t total_ = 0;
  std::mutex mutex_;
  size_t failures_ = 0;
  std::atomic<bool> failures_enough_ = false;
  std::vector<CaseResult> results_;
  std::atomic<size_t> lost_ = 0;      // results that could not be kept
  std::vector<CaseResult> controls_;  // that failed, of cases that were published
};

void SortAsSelected(const std::vector<const Case*>& selected, const std::vector<Config>& configs,
                    std::vector<CaseResult>& results) {
  std::map<const Case*, size_t> order;
  for (const Case* one_case : selected) order.emplace(one_case, order.size() + 1);
  // Controls that were not selected come first.
  std::ranges::sort(results, {}, [&](const CaseResult& r) {
    const auto place = order.find(r.one_case);
    return std::tuple(place == order.end() ? 0 : place->second,
                      std::string_view(r.one_case->header.id),
                      std::ranges::find(configs, r.config) - configs.begin());
  });
}

}  // namespace

SuiteResult RunSuite(const CaseSet& set, const std::vector<const Case*>& selected,
                     const IutSource& source, const RunOptions& options) {
  std::vector<std::vector<const Case*>> work;
  for (const Config& config : options.configs) {
    // Other workers use the processor while one waits. At the end, nothing would be left for them.
    std::multimap<Milliseconds, const Case*, std::greater<>> by_wait;
    for (const Case* one_case : selected) {
      if (IsWanted(*one_case, config, options)) by_wait.emplace(WaitOf(*one_case), one_case);
    }
    work.push_back(GroupByKeys(by_wait | std::views::values, config.role));
  }
  SuiteResult result = SuiteRun(set, source, options, work).Run();
  SortAsSelected(selected, options.configs, result.results);
  return result;
}

}  // namespace asmtp::conformance
