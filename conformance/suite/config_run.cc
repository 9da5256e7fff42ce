#include "conformance/suite/config_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/iut/interrupt.h"
#include "conformance/play/liveness.h"
#include "conformance/suite/probe.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// A handshake on this machine takes some milliseconds; from this on the deadlines grow with it.
constexpr std::chrono::duration<double> kUsualHandshake{0.1};
constexpr double kScaleMax = 30.0;
// Of the usual patience: what a probe waits for comes soon or never.
constexpr double kProbePatience = 0.25;
// What one case may leave behind in the IUT.
constexpr size_t kFilesGrowthMax = 16;
constexpr size_t kRssGrowthMax = size_t{64} << 20;

bool Say(Verdict verdict, std::string text, CaseResult& result) {
  result.play.verdict = verdict;
  result.play.text = std::move(text);
  return true;
}

std::chrono::microseconds Since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

// Whether another play could say something else.
bool IsWorthARetry(const CaseResult& result) {
  return IsUnexpected(result.verdict()) && result.verdict() != Verdict::kBlocked &&
         !result.iut_missing;
}

const std::string& WhyOf(const PlayResult& play) {
  return play.text.empty() ? play.actual : play.text;
}

// Whether the runner does nothing wrong in it.
bool IsRight(const Case& one_case) {
  return std::ranges::all_of(one_case.steps, &std::vector<Tamper>::empty, &Step::tampers);
}

size_t MessagesReceived(const CaseResult& result) {
  return static_cast<size_t>(
      std::ranges::count(result.play.trace, std::string_view("message"), &TraceEvent::outcome));
}

// Where no mistake is known that explains a handshake which does not go on.
void SayWhereToLook(CaseResult& result) {
  PlayResult& play = result.play;
  const bool failed = result.verdict() == Verdict::kFail || result.verdict() == Verdict::kTimeout;
  if (!failed || !IsRight(*result.one_case) || play.step == nullptr || !play.explanation.empty() ||
      !std::holds_alternative<Flight>(play.step->body)) {
    return;
  }
  play.explanation =
      "the handshake does not go on: the keys and the suite that the IUT is told, conversion and "
      "DH (CRY-8, CRY-9), HMAC and HKDF (CRY-19 to CRY-21), the name and what is hashed (HS-11 to "
      "HS-14); none of the usual mistakes explains it, but Appendix A of SPEC.md has every "
      "intermediate value";
}

// Whether a right message did not come back, nor anything else.
bool MissesAnEcho(const CaseResult& result) {
  const PlayResult& play = result.play;
  const bool failed = result.verdict() == Verdict::kFail || result.verdict() == Verdict::kTimeout;
  if (!failed || !play.hypothesis.empty() || play.step == nullptr || play.trace.empty()) {
    return false;
  }
  const std::string_view last = play.trace.back().outcome;
  return IsRight(*result.one_case) && std::holds_alternative<Receive>(play.step->body) &&
         (last == "fin" || last == "rst" || last == "silence");
}

size_t Growth(size_t before, size_t after) { return after - std::min(before, after); }

// Returns the one of several plays that is shown, with the verdict of all of them.
CaseResult Combine(std::vector<CaseResult> plays) {
  const auto worst = std::ranges::max_element(plays, {}, &CaseResult::verdict);
  const bool some_well =
      std::ranges::any_of(plays, [](const auto& r) { return !IsUnexpected(r.verdict()); });
  std::vector<Attempt> attempts;
  for (const CaseResult& play : plays) {
    attempts.push_back({play.verdict(), play.play.text, play.duration});
  }
  CaseResult result = std::move(*worst);
  result.attempts = std::move(attempts);
  if (some_well && IsUnexpected(result.verdict())) {
    const auto badly = std::ranges::count_if(
        result.attempts, [](const Attempt& a) { return IsUnexpected(a.verdict); });
    Say(Verdict::kFlaky,
        fmt::format("{} of {} plays: {}: {}", badly, result.attempts.size(), Name(result.verdict()),
                    WhyOf(result.play)),
        result);
  }
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
  if (IsOutOfReach(one_case, result)) return result;
  const auto keys = source_.KeysFor(one_case, config_.role);
  if (!keys) {
    Say(Verdict::kUnsupported, keys.error(), result);
  } else if (EnsureIut(*keys, result)) {
    PlayWith(one_case, *keys, result);
    ExplainClose(one_case, *keys, result);
    ExplainFrames(*keys, result);
    SayWhereToLook(result);
  }
  result.duration = Since(begin);
  return result;
}

// Whether the case cannot be played, which `result` then says.
bool ConfigRun::IsOutOfReach(const Case& one_case, CaseResult& result) {
  std::string why = source_.WhyUnsupported(config_, one_case.header.tier);
  if (why.empty() && IsParallel(one_case)) why = source_.WhyNotParallel();
  if (why.empty() && IsAboutMessages(one_case)) why = source_.WhyNoMessages();
  if (!why.empty()) return Say(Verdict::kUnsupported, std::move(why), result);
  const Case* control_case = set_.Find(one_case.header.control);
  if (control_case == nullptr || !Contains(ConfigsOf(*control_case), config_)) return false;
  const CaseResult& control = Play(*control_case);
  if (control.iut_missing || control.verdict() == Verdict::kUnsupported) {
    result.iut_missing = control.iut_missing;
    return Say(control.verdict(), control.play.text, result);
  }
  if (!Blocks(control.verdict())) return false;
  std::string text =
      fmt::format("the control {} is {}", control_case->header.id, Name(control.verdict()));
  if (control.verdict() == Verdict::kNonstrict) text += ": " + WhyOf(control.play);
  return Say(Verdict::kBlocked, std::move(text), result);
}

bool ConfigRun::EnsureIut(const Keys& keys, CaseResult& result) {
  if (iut_ && iut_->IsRunning() && keys_->StartedWith() == keys.StartedWith()) return true;
  EndIut();
  auto failure = state_.Hopeless();
  const bool was_up = state_.WasUp();
  if (!failure) failure = StartIut(keys);
  if (!failure) return true;
  result.iut_missing = !failure->unsupported;
  if (failure->unsupported) {
    Say(Verdict::kUnsupported, failure->what, result);
  } else {
    Say(Verdict::kError,
        was_up ? "the IUT cannot be started again: " + failure->what : failure->what, result);
  }
  return false;
}

std::optional<StartFailure> ConfigRun::StartIut(const Keys& keys) {
  // What shows that the IUT is slow may end it; then it is started once more.
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

// By how much the deadlines have to be stretched for this IUT.
double ConfigRun::MeasureScale() {
  if (options_.no_deadlines || !options_.calibrate) return options_.timeout_scale;
  const auto begin = Clock::now();
  const double patient = options_.timeout_scale * 3;
  const Liveness alive = CheckAlive(*keys_, config_, *iut_, {.timeout_scale = patient});
  if (!alive.wrong.empty()) return options_.timeout_scale;
  const double ratio = std::chrono::duration<double>(Since(begin)) / kUsualHandshake;
  return options_.timeout_scale * std::clamp(ratio, 1.0, kScaleMax);
}

void ConfigRun::PlayWith(const Case& one_case, const Keys& keys, CaseResult& result) {
  const PlayOptions play_options{.timeout_scale = scale_,
                                 .no_deadlines = options_.no_deadlines,
                                 .grace = options_.grace,
                                 .keys = &keys};
  iut_->TakeErrors();
  result.before = iut_->Figures();
  result.play = conformance::Play(one_case, config_, *iut_, play_options);
  // A case that ends with `alive`, and came so far, has shown it.
  const bool shown = result.verdict() == Verdict::kPass &&
                     std::holds_alternative<Alive>(one_case.steps.back().body);
  const Liveness alive = shown ? Liveness() : CheckAlive(keys, config_, *iut_, play_options);
  const bool is_alive = alive.wrong.empty();
  if (const auto crash = iut_->Crash(/*suspect=*/!is_alive)) {
    Say(Verdict::kCrash, *crash, result);
  } else if (!is_alive && !IsUnexpected(result.verdict())) {
    Say(alive.verdict, "a fresh session does not work after this case", result);
    result.play.actual = alive.wrong;
  }
  result.errors = iut_->TakeErrors();
  Watch(result);
  if (!is_alive || result.verdict() == Verdict::kCrash) EndIut();
}

// What has no fault and fails without bytes that say why is asked for in other ways.
void ConfigRun::ExplainClose(const Case& one_case, const Keys& keys, CaseResult& result) {
  const bool failed = result.verdict() == Verdict::kFail || result.verdict() == Verdict::kTimeout;
  if (!failed || !IsRight(one_case) || !result.play.hypothesis.empty() || options_.no_deadlines)
    return;
  if (IsInterrupted() || !options_.probes || !state_.MayProbe()) return;
  EndIut();  // a source may have one at a time
  const auto explanation = Probe(one_case, keys, config_, source_, scale_ * kProbePatience);
  if (!explanation) return;
  result.play.hypothesis = explanation->hypothesis;
  result.play.explanation = explanation->sentence;
}

// Where the IUT closes on a right frame, or is silent, frames that are wrong say why.
void ConfigRun::ExplainFrames(const Keys& keys, CaseResult& result) {
  if (!MissesAnEcho(result) || options_.no_deadlines || IsInterrupted() || !options_.probes) return;
  if (!std::exchange(frames_probed_, true)) {
    CaseResult restarted;
    if (!EnsureIut(keys, restarted)) return;
    frame_probe_ = ProbeFrames(keys, config_, *iut_, scale_);
    iut_->TakeErrors();
    if (iut_->Crash(/*suspect=*/false)) EndIut();
  }
  if (!frame_probe_ || frame_probe_->frame != MessagesReceived(result)) return;
  result.play.hypothesis = frame_probe_->explanation.hypothesis;
  result.play.explanation = frame_probe_->explanation.sentence;
}

// Looks at what the case has left behind in the IUT.
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
  const std::string text = fmt::format(
      "after this case the IUT holds {} more open files and {} KiB more memory", files, rss >> 10);
  const bool endurance = Contains(result.one_case->header.tags, "endurance");
  const Verdict verdict = endurance ? Verdict::kNonstrict : Verdict::kInfo;
  if (Worse(result.verdict(), verdict) != result.verdict()) Say(verdict, text, result);
}

void ConfigRun::EndIut() {
  KeepFigures();
  iut_.reset();
}

void ConfigRun::KeepFigures() { state_.Keep(std::exchange(figures_, {})); }

}  // namespace asmtp::conformance
