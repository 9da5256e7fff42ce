#include "conformance/suite/config_run.h"

#include <algorithm>
#include <utility>

#include "conformance/iut/interrupt.h"
#include "conformance/play/liveness.h"
#include "conformance/suite/forecast.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// A local handshake takes some milliseconds. Beyond this duration, deadlines grow in proportion.
constexpr std::chrono::duration<double> kUsualHandshake{0.1};
constexpr double kScaleMax = 30.0;
// The most files and memory that one case may leave behind in the IUT.
constexpr size_t kFilesGrowthMax = 16;
constexpr size_t kRssGrowthMax = size_t{64} << 20;

void Add(const Fact& fact, CaseResult& result) {
  result.play.Add(fact, result.one_case->header.level);
}

std::chrono::microseconds Since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

// Whether another play could give another verdict.
bool IsWorthARetry(const CaseResult& result) {
  return IsUnexpected(result.verdict()) && result.verdict() != Verdict::kBlocked &&
         !result.iut_missing;
}

// Returns why the verdict of a play against a node counts only if it is bad, or "".
std::string WhyUnjudged(const CaseResult& result) {
  if (!result.as_node) return "";
  if (result.verdict() == Verdict::kUnsupported) return result.play.text;  // of its control
  return result.as_node->IsNeverJudged() ? result.as_node->why_not : "";
}

// Whether a control that a node's play does not decide has shown what it has to: the IUT stays open.
bool StaysOpenUnjudged(const CaseResult& control) {
  const auto& trace = control.play.trace;
  return control.as_node && control.as_node->IsNeverJudged() && !trace.empty() &&
         control.verdict() == Verdict::kUnsupported &&
         std::ranges::none_of(trace, [](const TraceEvent& event) {
           return event.outcome == "fin" || event.outcome == "rst";
         });
}

size_t Growth(size_t before, size_t after) { return after - std::min(before, after); }

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

std::optional<StartFailure> ConfigState::Hopeless() const {
  const std::lock_guard lock(mutex_);
  if (!last_) return std::nullopt;
  const bool hopeless = last_->unsupported || !was_up_ || failures_ >= kFailuresMax;
  return hopeless ? last_ : std::nullopt;
}

void ConfigState::Failed(StartFailure failure) {
  const std::lock_guard lock(mutex_);
  ++failures_;
  last_ = std::move(failure);
}

void ConfigState::Started() {
  const std::lock_guard lock(mutex_);
  was_up_ = true;
  failures_ = 0;
  last_.reset();
}

bool ConfigState::WasUp() const {
  const std::lock_guard lock(mutex_);
  return was_up_;
}

bool ConfigState::MayProbe() {
  const std::lock_guard lock(mutex_);
  return probes_++ < kProbesMax;
}

void ConfigState::Keep(const IutFigures& figures) {
  const std::lock_guard lock(mutex_);
  if (figures.cases > figures_.cases) figures_ = figures;
}

const CaseResult& ConfigRun::Play(const Case& one_case) {
  const auto known = known_.find(one_case.header.id);
  if (known != known_.end()) return known->second;
  CaseResult result = PlayRepeatedly(one_case);
  return known_.emplace(one_case.header.id, std::move(result)).first->second;
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
  CaseResult result{.one_case = &one_case, .config = config_};
  if (source_.IsNode()) result.as_node = std::make_shared<NodeCase>(ForNode(one_case, set_));
  if (IsOutOfReach(result) || IsBlocked(result)) return result;
  const std::string unjudged = WhyUnjudged(result);
  const auto keys = source_.KeysFor(one_case, config_.role);
  if (!keys) {
    Add({.reason = Reason::kUnsupported, .what = keys.error()}, result);
  } else if (const auto missing = EnsureIut(*keys)) {
    result.iut_missing = missing->reason != Reason::kUnsupported;
    Add(*missing, result);
  } else {
    PlayWith(*keys, result);
    if (!unjudged.empty()) Add({.reason = Reason::kUnsupported, .what = unjudged}, result);
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

// Returns why there is no IUT, or nothing if there is one.
std::optional<Fact> ConfigRun::EnsureIut(const Keys& keys) {
  if (iut_ && iut_->IsRunning() && keys_->StartedWith() == keys.StartedWith()) return std::nullopt;
  EndIut();
  auto failure = state_.Hopeless();
  const bool was_up = state_.WasUp();
  if (!failure) failure = StartIut(keys);
  if (!failure) return std::nullopt;
  return Fact{.reason = failure->unsupported ? Reason::kUnsupported
                        : was_up             ? Reason::kNoIutAgain
                                             : Reason::kNoIut,
              .what = failure->what};
}

std::optional<StartFailure> ConfigRun::StartIut(const Keys& keys) {
  // Measuring the scale may end the IUT; then it is restarted once.
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto started = source_.Start(config_, keys);
    if (!started) {
      state_.Failed(started.error());
      return started.error();
    }
    state_.Started();
    iut_ = *std::move(started);
    keys_ = keys;
    scale_ = state_.TimeoutScale([&] { return MeasureScale(); });
    if (iut_->IsRunning()) break;
  }
  return std::nullopt;
}

// Returns the factor of deadlines for this IUT.
double ConfigRun::MeasureScale() {
  if (options_.no_deadlines || !options_.calibrate) return options_.timeout_scale;
  const auto begin = Clock::now();
  const double patient = options_.timeout_scale * 3;
  PlayOptions play_options = OptionsOfPlay(*keys_, patient);
  play_options.grace = Milliseconds(0);
  const Liveness alive = CheckAlive(*keys_, config_, *iut_, play_options);
  if (!alive.wrong.empty()) return options_.timeout_scale;
  const double ratio = std::chrono::duration<double>(Since(begin)) / kUsualHandshake;
  return options_.timeout_scale * std::clamp(ratio, 1.0, kScaleMax);
}

PlayOptions ConfigRun::OptionsOfPlay(const Keys& keys, double scale) const {
  return {.timeout_scale = scale,
          .no_deadlines = options_.no_deadlines,
          .grace = options_.grace,
          .seen = &state_.seen(),
          .keys = &keys,
          .identity = source_.Identities(),
          .unasked_frames = source_.IsNode()};
}

void ConfigRun::PlayWith(const Keys& keys, CaseResult& result) {
  const Case& one_case = result.played();
  const PlayOptions play_options = OptionsOfPlay(keys, scale_);
  iut_->TakeErrors();
  result.before = iut_->Figures();
  result.play = conformance::Play(one_case, config_, *iut_, play_options);
  // A passed case that ends with `alive` has already shown it.
  const bool shown = result.verdict() == Verdict::kPass &&
                     std::holds_alternative<Alive>(one_case.steps.back().body);
  const Liveness alive = shown ? Liveness() : CheckAlive(keys, config_, *iut_, play_options);
  const bool is_alive = alive.wrong.empty();
  if (const auto crash = iut_->Crash(/*suspect=*/!is_alive)) {
    Add({.reason = Reason::kCrash, .what = *crash}, result);
  }
  if (!is_alive) {
    Add({.reason = Reason::kNotAliveAfter, .silent = alive.silent, .actual = alive.wrong}, result);
  }
  result.errors = iut_->TakeErrors();
  Watch(result);
  if (!is_alive || result.verdict() == Verdict::kCrash) EndIut();
}

void ConfigRun::Explain(const Keys& keys, CaseResult& result) {
  explainer_.Explain(keys, scale_,
                     {.may_probe = [&] { return state_.MayProbe(); },
                      .end = [&] { EndIut(); },
                      .restart = [&] { return EnsureIut(keys) ? nullptr : iut_.get(); }},
                     result);
}

// Checks which resources the case has left behind in the IUT.
void ConfigRun::Watch(CaseResult& result) {
  result.after = iut_->Figures();
  if (result.after == ProcessFigures() || result.before == ProcessFigures()) return;
  if (figures_.cases++ == 0) figures_.first = result.after;
  figures_.config = config_;
  figures_.last = result.after;
  figures_.peak.rss = std::max(figures_.peak.rss, result.after.rss);
  figures_.peak.files = std::max(figures_.peak.files, result.after.files);
  const size_t files = Growth(result.before.files, result.after.files);
  const size_t rss = Growth(result.before.rss, result.after.rss);
  if (files <= kFilesGrowthMax && rss <= kRssGrowthMax) return;
  const bool endurance = Contains(result.one_case->header.tags, "endurance");
  Add({.reason = endurance ? Reason::kGrowthInEndurance : Reason::kGrowth,
       .index = files,
       .count = rss >> 10},
      result);
}

void ConfigRun::EndIut() {
  KeepFigures();
  iut_.reset();
}

void ConfigRun::KeepFigures() { state_.Keep(std::exchange(figures_, {})); }

}  // namespace asmtp::conformance
