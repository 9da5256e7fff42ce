#include "conformance/suite/config_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>

#include "conformance/iut/adapted_iut.h"
#include "conformance/iut/shortage.h"
#include "conformance/play/liveness.h"
#include "conformance/play/peer.h"
#include "conformance/suite/forecast.h"
#include "conformance/suite/growth.h"
#include "conformance/suite/result_facts.h"
#include "conformance/transcript/contains.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

// Further plays before growth is a leak: a collector frees memory at last.
constexpr int kPlaysOfGrowth = 4;
constexpr size_t kGrownKept = 6;
// The most memory that may be held for what is announced and not sent.
constexpr size_t kHeldMax = size_t{8} << 20;
// The IUT has to get to work on the length before its memory is measured.
constexpr double kMemoryPatience = 5;
// Plays of the control before memory is measured in a new process.
constexpr int kWarmUps = 3;
// An IUT closes streams and frees memory some time after the runner.
constexpr Milliseconds kSettlePatience{1500};
constexpr Milliseconds kSettleLook{20};
// A TIMEOUT is confirmed with more patience, and once more on a busy machine.
constexpr double kConfirmPatience = 2;
constexpr int kConfirmationsMax = 2;
// Scales that differ by less are alike.
constexpr double kSamePace = 1.5;

void Add(const Fact& fact, CaseResult& result) {
  result.play.Add(fact, result.one_case->header.level);
}

// Returns the memory that was held only between two looks. The IUT may have held memory of an earlier
// case at first; that counts as nothing only if the peak could not be restarted.
size_t HeldBetween(const ProcessFigures& before, const ProcessFigures& after) {
  const bool restarted = before.peak <= before.rss + kHeldMax / 2;
  const size_t usual = restarted ? std::min(before.peak, after.rss) : before.peak;
  return after.peak - std::min(usual, after.peak);
}

std::chrono::microseconds Since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

// Whether the case is about the memory that a size costs before that many bytes have come.
bool IsAboutMemory(const Case& one_case) {
  const auto& clauses = one_case.header.clauses;
  return Contains(clauses, "RES-4", &ClauseReference::id) ||
         Contains(clauses, "RES-6", &ClauseReference::id);
}

// Returns the worst of several plays, with the combined verdict.
CaseResult Combine(std::vector<CaseResult> plays) {
  const auto worst = std::ranges::max_element(plays, {}, &CaseResult::verdict);
  std::vector<Attempt> attempts;
  for (const CaseResult& play : plays) {
    attempts.push_back({play.verdict(), play.play.text, play.duration});
  }
  const auto badly = std::ranges::count_if(
      attempts, [](const Attempt& attempt) { return IsUnexpected(attempt.verdict); });
  CaseResult result = std::move(*worst);
  Add({.reason = Reason::kPlays, .index = static_cast<size_t>(badly), .count = attempts.size()},
      result);
  result.attempts = std::move(attempts);
  return result;
}

}  // namespace

const CaseResult& ConfigRun::Play(const Case& one_case) {
  const auto known = known_.find(one_case.header.id);
  if (known != known_.end()) return known->second;
  CaseResult result = PlayRepeatedly(one_case);
  return known_.emplace(one_case.header.id, std::move(result)).first->second;
}

const CaseResult* ConfigRun::ControlOf(const Case& one_case) const {
  const auto known = known_.find(one_case.header.control);
  return known == known_.end() ? nullptr : &known->second;
}

CaseResult ConfigRun::PlayRepeatedly(const Case& one_case) {
  std::vector<CaseResult> plays;
  for (size_t i = 0; i < std::max<size_t>(options_.repeat, 1) && !IsInterrupted(); ++i) {
    plays.push_back(PlayOnce(one_case));
  }
  for (size_t i = 0; i < options_.retries && !IsInterrupted(); ++i) {
    if (plays.empty() || !IsWorthARetry(plays.back())) break;
    plays.push_back(PlayOnce(one_case));
  }
  if (plays.empty()) return {.one_case = &one_case, .config = config_};  // interrupted
  if (plays.size() == 1) return std::move(plays.front());
  return Combine(std::move(plays));
}

CaseResult ConfigRun::PlayOnce(const Case& one_case) {
  const auto begin = Clock::now();
  CaseResult result = NewResult(one_case);
  if (IsOutOfReach(result) || IsBlocked(result)) return result;
  const std::string unjudged = WhyUnjudged(result);
  const auto keys = source_.KeysFor(one_case, config_.role);
  if (!keys) {
    Add({.reason = Reason::kUnsupported, .what = keys.error()}, result);
  } else if (const auto missing = EnsureIut(*keys)) {
    result.iut_missing =
        missing->reason != Reason::kUnsupported && missing->reason != Reason::kShortage;
    Add(*missing, result);
  } else {
    PlayWith(*keys, result);
    ConfirmTimeout(*keys, result);
    if (!unjudged.empty()) Add({.reason = Reason::kUnsupported, .what = unjudged}, result);
    Note(result);
    WatchHeld(*keys, result);
    WatchGrowth(*keys, result);
    if (one_case.header.tier == 0 || !result.as_node) Explain(*keys, result);
  }
  result.duration = Since(begin);
  return result;
}

// Returns whether the IUT cannot play the case, and records the reason in `result`.
bool ConfigRun::IsOutOfReach(CaseResult& result) {
  const std::string why = WhyOutOfReach(source_, config_, *result.one_case, result.as_node.get());
  if (!why.empty()) Add({.reason = Reason::kUnsupported, .what = why}, result);
  return !why.empty();
}

// Plays the control. Returns whether the case need not be played, and records the reason in
// `result`.
bool ConfigRun::IsBlocked(CaseResult& result) {
  const bool never = result.as_node && result.as_node->IsNeverJudged();
  const Case* control_case = set_.Find(result.one_case->header.control);
  if (never || control_case == nullptr || !Contains(ConfigsOf(*control_case), config_)) {
    return false;
  }
  const CaseResult& control = Play(*control_case);
  result.iut_missing = control.iut_missing;
  if (StaysOpenUnjudged(control)) return false;
  // It is not judged, but it has closed.
  const bool unjudged =
      control.as_node && control.as_node->IsNeverJudged() && !control.play.trace.empty();
  const bool played = !control.iut_missing && control.verdict() != Verdict::kUnsupported;
  Add({.reason = played ? Reason::kControl : Reason::kControlNotPlayed,
       .stated = control.verdict(),
       .what = unjudged ? kEndsItself : control.play.text,
       .where = control_case->header.id,
       .why = control.play.Message()},
      result);
  // A node that goes on after a fault shows that without its control.
  const bool shows = result.as_node && !result.as_node->compares && !control.iut_missing;
  if (shows) return result.verdict() == Verdict::kBlocked;
  return result.verdict() != Verdict::kPass;
}

// Returns whether the IUT plays cases with these keys from now on, without a new start.
bool ConfigRun::TakesKeys(const Keys& keys) {
  if (!iut_ || !iut_->IsRunning()) return false;
  if (keys_->StartedWith() == keys.StartedWith()) return true;
  if (keys_->iut_s.bytes != keys.iut_s.bytes) return false;
  if (!iut_->Expect(PublicOfPeer(config_.suite, keys).bytes())) return false;
  keys_ = keys;
  return true;
}

// Returns why there is no IUT, or nothing if there is one.
std::optional<Fact> ConfigRun::EnsureIut(const Keys& keys) {
  if (TakesKeys(keys)) return std::nullopt;
  if (iut_ && iut_->IsRunning()) LookForLeaks();
  EndIut();
  auto failure = state_.Hopeless();
  const bool was_up = state_.WasUp();
  TakeShortage();
  if (!failure) failure = StartIut(keys);
  if (!failure) return std::nullopt;
  if (const auto lacks = TakeShortage()) return Fact{.reason = Reason::kShortage, .what = *lacks};
  return Fact{.reason = failure->unsupported ? Reason::kUnsupported
                        : was_up             ? Reason::kNoIutAgain
                                             : Reason::kNoIut,
              .what = failure->what};
}

std::optional<StartFailure> ConfigRun::StartIut(const Keys& keys) {
  // Measuring the scale may end the IUT; then it is restarted once.
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto started = source_.Start(config_, keys);
    if (!started && HasShortage()) return started.error();
    if (!started) {
      state_.Failed(started.error());
      return started.error();
    }
    state_.Started();
    iut_ = *std::move(started);
    keys_ = keys;
    if (!state_.pace().IsKnown()) MeasurePace();
    if (iut_->IsRunning()) break;
  }
  return std::nullopt;
}

// Returns the factor of deadlines.
double ConfigRun::Scale() const {
  if (options_.no_deadlines || !options_.calibrate) return options_.timeout_scale;
  return options_.timeout_scale * state_.pace().Factor();
}

// The first handshake may take longer than all others.
void ConfigRun::MeasurePace() {
  if (options_.no_deadlines || !options_.calibrate) return;
  PlayOptions play_options = OptionsOfPlay(*keys_, options_.timeout_scale * 3);
  play_options.grace = Milliseconds(0);
  Check(*keys_, play_options);
}

// Plays a fresh handshake, which also shows how slow the IUT is.
Liveness ConfigRun::Check(const Keys& keys, const PlayOptions& options) {
  const Liveness alive = CheckAlive(keys, config_, *iut_, options);
  if (alive.took.count() > 0) state_.pace().Note(alive.took);
  return alive;
}

PlayOptions ConfigRun::OptionsOfPlay(const Keys& keys, double scale) const {
  return {.timeout_scale = scale,
          .no_deadlines = options_.no_deadlines,
          .grace = options_.grace,
          .asks_again = options_.probes,
          .seen = &state_.seen(),
          .keys = &keys,
          .identity = source_.Identities(),
          .unasked_frames = source_.IsNode()};
}

void ConfigRun::PlayWith(const Keys& keys, CaseResult& result, double patience) {
  const Case& one_case = result.played();
  if (IsAboutMemory(one_case)) patience *= kMemoryPatience;
  PlayOptions play_options = OptionsOfPlay(keys, Scale() * patience);
  iut_->TakeErrors();
  result.scale = play_options.timeout_scale;
  if (IsAboutMemory(one_case)) iut_->RestartPeak();
  result.before = iut_->Figures();
  result.play = conformance::Play(one_case, config_, *iut_, play_options);
  // A passed case that ends with `alive` has already shown it.
  const bool shown = result.verdict() == Verdict::kPass &&
                     std::holds_alternative<Alive>(one_case.steps.back().body);
  const Liveness alive = shown ? Liveness() : Check(keys, play_options);
  const bool is_alive = alive.wrong.empty();
  if (const auto crash = iut_->Crash(/*suspect=*/!is_alive)) {
    Add({.reason = Reason::kCrash, .what = *crash}, result);
  }
  if (!is_alive) {
    Add({.reason = Reason::kNotAliveAfter, .silent = alive.silent, .actual = alive.wrong}, result);
  }
  result.errors = iut_->TakeErrors();
  if (const std::string line = FindException(result.errors); !line.empty()) {
    Add({.reason = Reason::kException, .actual = line}, result);
  }
  result.after = iut_->Figures();
  if (IsAboutMemory(one_case)) result.held = HeldBetween(result.before, result.after);
  if (!is_alive || result.verdict() == Verdict::kCrash) EndIut();
  if (const auto lacks = TakeShortage()) {
    Add({.reason = Reason::kShortage, .what = *lacks}, result);
  }
}

CaseResult ConfigRun::NewResult(const Case& one_case) const {
  CaseResult result{.one_case = &one_case, .config = config_};
  if (source_.IsNode()) result.as_node = std::make_shared<NodeCase>(ForNode(one_case, set_));
  return result;
}

CaseResult ConfigRun::PlayAgain(const Case& one_case, const Keys& keys, double patience) {
  CaseResult again = NewResult(one_case);
  if (!EnsureIut(keys)) PlayWith(keys, again, patience);
  return again;
}

// The machine may have been busy. Silence counts if it comes again with more patience, at the pace
// of the handshakes since then. Later silence of the same kind counts at once, unless the pace has
// changed.
void ConfigRun::ConfirmTimeout(const Keys& keys, CaseResult& result) {
  if (options_.no_deadlines || !options_.calibrate) return;
  for (int i = 0; i < kConfirmationsMax && IsSilence(result) && !IsInterrupted(); ++i) {
    const std::string kind = KindOf(result);
    if (state_.IsConfirmed(kind) && Scale() <= kSamePace * result.scale) return;
    CaseResult again = PlayAgain(*result.one_case, keys, kConfirmPatience);
    if (IsInterrupted()) return;
    const bool calm = Scale() <= kSamePace * options_.timeout_scale;
    if (IsSilence(again) && (calm || i > 0)) state_.Confirm(KindOf(again));
    result = std::move(again);
  }
}

void ConfigRun::Explain(const Keys& keys, CaseResult& result) {
  explainer_.Explain(keys, Scale(),
                     {.may_probe = [&] { return state_.MayProbe(); },
                      .end = [&] { EndIut(); },
                      .restart = [&] { return EnsureIut(keys) ? nullptr : iut_.get(); },
                      .has_shaken_hands = state_.pace().IsKnown()},
                     result);
}

// Keeps the resources of the process after a case.
void ConfigRun::Note(const CaseResult& result) {
  if (result.after == ProcessFigures() || result.before == ProcessFigures()) return;
  if (figures_.cases++ == 0) figures_.first = result.after;
  figures_.config = config_;
  figures_.last = result.after;
  figures_.peak.rss = std::max(figures_.peak.rss, result.after.rss);
  figures_.peak.files = std::max(figures_.peak.files, result.after.files);
  grown_.push_back({Growth::Between(result.before, result.after).rss, result.one_case});
  std::ranges::sort(grown_, std::greater(), &Grown::rss);
  grown_.resize(std::min(grown_.size(), kGrownKept));
}

// Returns the resources once the IUT has closed the streams of a case, or those after a while.
ProcessFigures ConfigRun::Settle(const ProcessFigures& before) {
  const Deadline deadline = After(kSettlePatience, Scale());
  ProcessFigures now = iut_->Figures();
  while (Growth::Between(before, now).IsLarge() && !IsOver(deadline) && !IsInterrupted()) {
    std::this_thread::sleep_for(kSettleLook);
    now = iut_->Figures();
  }
  return now;
}

// Growth is a leak if each further play adds as much. A buffer that is kept, or memory that a
// collector takes back, is not.
void ConfigRun::WatchGrowth(const Keys& keys, CaseResult& result) {
  if (!iut_ || !Growth::Between(result.before, result.after).IsLarge()) return;
  result.after = Settle(result.before);
  Growth growth = Growth::Between(result.before, result.after);
  for (int i = 0; i < kPlaysOfGrowth; ++i) {
    if (!growth.IsLarge()) return;
    const ProcessFigures before = iut_->Figures();
    PlayAgain(*result.one_case, keys);
    if (!iut_) return;
    growth = growth.Least(Growth::Between(before, Settle(before)));
  }
  Add({.reason = Reason::kGrowth, .index = growth.files, .count = growth.rss >> 10}, result);
}

// Memory held for an announced frame is measured again in a new process that has warmed up.
void ConfigRun::WatchHeld(const Keys& keys, CaseResult& result) {
  if (!iut_ || result.held <= kHeldMax) return;
  EndIut();
  const Case* control = set_.Find(result.one_case->header.control);
  for (int i = 0; control != nullptr && i < kWarmUps; ++i) PlayAgain(*control, keys);
  const CaseResult again = PlayAgain(*result.one_case, keys);
  if (again.held <= kHeldMax) return;
  Add({.reason = Reason::kHolds, .index = BytesSent(again), .count = again.held >> 10}, result);
}

void ConfigRun::LookForLeaks() {
  if (!iut_ || figures_.cases < 2 || IsInterrupted()) return;
  const IutFigures run = figures_;
  const ProcessFigures now = Settle(run.first);
  if (!Growth::Between(run.first, now).IsLeak()) return;
  // The cases after which its memory grew most, once more: does it grow again?
  size_t expected = size_t{1} << 20;
  for (const Grown& grown : std::vector(grown_)) {
    const auto keys = source_.KeysFor(*grown.one_case, config_.role);
    if (!keys || !TakesKeys(*keys)) continue;
    PlayAgain(*grown.one_case, *keys);
    if (!iut_ || figures_.cases != run.cases) return;  // it did not survive
    expected += grown.rss / 2;
  }
  const ProcessFigures last = Settle(run.first);
  const Growth all = Growth::Between(run.first, last);
  const size_t again = Growth::Between(now, last).rss;
  const bool memory = all.rss > Growth::kRssLeak && again >= expected;
  if (all.files <= Growth::kFilesLeak && !memory) return;
  state_.KeepLeak(fmt::format(
      "the IUT ({}) leaks {}: over {} cases its open files went from {} to {}, its memory from {} "
      "to {} KiB",
      Describe(config_), memory ? "memory" : "open files", run.cases, run.first.files, last.files,
      run.first.rss >> 10, last.rss >> 10));
}

void ConfigRun::EndIut() {
  KeepFigures();
  iut_.reset();
}

void ConfigRun::KeepFigures() {
  grown_.clear();
  state_.Keep(std::exchange(figures_, {}));
}

}  // namespace asmtp::conformance
