#include "fuzz/wire/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "conformance/iut/adapted_iut.h"
#include "conformance/iut/file_descriptor.h"
#include "fuzz/sample.h"

namespace asmtp::fuzz::wire {
namespace {

// A session lasts until the IUT closes or has received this many actions.
constexpr size_t kActionsMax = 400;
constexpr size_t kProgramsMax = 24;
// Some sessions are long and honest, because counters wrap and limits are reached late.
constexpr size_t kLongOneIn = 1000;
constexpr size_t kFirstLong = 100;
constexpr size_t kActionsMaxLong = 3000;
// stderr may arrive a little after the end of the stream.
constexpr int kCrashLooks = 10;
constexpr std::chrono::milliseconds kCrashPause{10};
constexpr int kStartsMax = 3;
constexpr size_t kWarmSessions = 256;
constexpr size_t kSeenMax = 4096;  // including lines of stderr
// After this many sessions without an edge, the IUT does not count edges.
constexpr size_t kUncountedSessions = 16;
constexpr std::chrono::milliseconds kGrowthRest{500};
// Seconds after the last session in which violations are examined.
constexpr double kExaminationMax = 1;

conformance::Clock::duration In(double seconds) {
  return std::chrono::duration_cast<conformance::Clock::duration>(
      std::chrono::duration<double>(seconds));
}

void Rest(conformance::Clock::duration duration) {
  conformance::WaitFor(-1, 0, conformance::Clock::now() + duration);
}

// Whether a line of stderr names a source location.
bool NamesAPlace(const std::string& line) {
  return std::ranges::any_of(std::initializer_list<std::string_view>{".rs:", ".cc:", ".go:", ".py"},
                             [&](std::string_view mark) { return line.contains(mark); });
}

// Compares the verdicts and violations of the other side with the own side, which has no violation.
// Compares up to the first close.
std::optional<Violation> DifferenceOf(const std::vector<std::string>& own,
                                      const std::vector<std::string>& other,
                                      const std::optional<Violation>& violation) {
  if (violation) {
    return Violation{.oracle = Oracle::kDisagreement,
                     .about = violation->Cause(),
                     .text = "only in the second implementation: " + violation->text};
  }
  for (size_t i = 0; i < std::min(own.size(), other.size()); ++i) {
    if (own[i] == other[i]) continue;
    return Violation{
        .oracle = Oracle::kDisagreement,
        .about = fmt::format("{}, {}", own[i], other[i]),
        .text = fmt::format("the first implementation: '{}'; the second: '{}'", own[i], other[i])};
  }
  return std::nullopt;
}

bool MayBeACrash(const Violation& violation) {
  return violation.oracle == Oracle::kCloses || violation.oracle == Oracle::kHang;
}

}  // namespace

RunState::RunState(Findings& all, double seconds) : findings(all) {
  if (seconds <= 0) return;
  enough = begin + In(seconds);
  until = enough + In(std::min(seconds, kExaminationMax));
}

bool Worker::IsOver() const {
  if (IsInterrupted() || state_.findings.IsEnough()) return true;
  if (options_.sessions != 0 && sessions_ >= options_.sessions) return true;
  if (conformance::IsOver(state_.enough)) return true;
  const std::lock_guard lock(state_.mutex);
  return !state_.failure.empty();
}

void Worker::Run() {
  while (!IsOver()) {
    if (options_.rate > 0) {
      const std::chrono::duration<double> due(static_cast<double>(sessions_) / options_.rate);
      conformance::WaitFor(
          -1, 0, state_.begin + std::chrono::duration_cast<conformance::Clock::duration>(due));
    }
    Turn();
  }
  // Finishes the sessions that are still running.
  for (auto& live : std::exchange(lives_, {})) {
    if (!live) continue;
    live->attack->Finish();
    End(*live);
  }
}

// Reports a failure if the IUT cannot be started.
bool Worker::EnsureIut(Side& side) {
  if (IsTimeUp()) return false;
  if (side.iut && side.iut->IsRunning()) return true;
  std::string why;
  for (int i = 0; i < kStartsMax && !IsInterrupted(); ++i) {
    side.iut.reset();
    auto started = side.source->Start(target_.config, target_.keys);
    if (started) {
      side.iut = *std::move(started);
      side.sessions = 0;
      side.watched = 0;
      side.warm.reset();
      if (coverage_ && &side == &own_) coverage_->Clear();
      ++state_.starts;
      return true;
    }
    why = started.error().what;
    if (started.error().unsupported) break;
  }
  // An interrupted start says nothing about the IUT.
  if (!IsInterrupted()) state_.Fail(why);
  return false;
}

std::unique_ptr<Attack> Worker::Open(Side& side, const AttackOptions& options) {
  for (int i = 0; i < kStartsMax && !IsInterrupted(); ++i) {
    if (!EnsureIut(side)) return nullptr;
    auto channel = side.iut->Open(std::min(
        state_.until, conformance::In(conformance::kConnectPatience, target_.timeout_scale)));
    if (channel) {
      ++side.sessions;
      AttackOptions timed = options;
      timed.until = state_.until;
      auto attack = std::make_unique<Attack>(target_, timed, *std::move(channel));
      attack->Begin();
      return attack;
    }
    if (IsTimeUp()) return nullptr;
    const auto crash = TakeCrash(side, /*suspect=*/true, "an earlier session");
    side.iut.reset();
    if (!crash || !before_ || &side != &own_) continue;
    const Spoken before = *std::exchange(before_, std::nullopt);
    Examine(side, *crash, {before}, Shows(side, *crash));
  }
  if (!IsInterrupted()) state_.Fail("the IUT accepts no more streams");
  return nullptr;
}

// Plays the next program in the next of the parallel sessions.
void Worker::Turn() {
  const size_t turn = turn_++ % target_.sessions_at_once;
  lives_.resize(target_.sessions_at_once);
  if (!lives_[turn]) {
    auto live = Begin();
    if (!live) return lives_.clear();
    lives_[turn] = std::move(live);
  }
  if (SayNext(*lives_[turn])) return;
  const std::unique_ptr<Live> live = std::move(lives_[turn]);
  live->attack->Finish();
  End(*live);
}

std::unique_ptr<Worker::Live> Worker::Begin() {
  ++sessions_;
  const bool is_long = sessions_ % kLongOneIn == kFirstLong;
  Program program = is_long ? programs_.NextOfMessages() : programs_.Next();
  AttackOptions options{.e = programs_.NextEphemeral()};
  options.is_stranger = target_.may_be_stranger && program.Has(Program::kStranger) &&
                        program.Has(Program::kHandshakeByHand);
  AttackOptions watched = options;
  watched.seen = &state_.seen;
  auto attack = Open(own_, watched);
  if (!attack) return nullptr;
  return std::make_unique<Live>(
      Live{.spoken = {.program = {.flags = program.flags}, .options = options},
           .next = std::move(program),
           .maker = MoveMaker(target_.config),
           .attack = std::move(attack),
           .is_long = is_long});
}

// Returns whether the session continues.
bool Worker::SayNext(Live& live) {
  state_.inputs += HashOf(Encode(live.next));
  live.attack->Play(live.maker.Make(live.next));
  Learn(live.next, *live.attack);
  auto& actions = live.spoken.program.actions;
  actions.insert(actions.end(), live.next.actions.begin(), live.next.actions.end());
  ++live.programs;
  const bool is_over = live.is_long ? actions.size() > kActionsMaxLong
                                    : live.programs == kProgramsMax || actions.size() > kActionsMax;
  if (!live.attack->IsOn() || is_over) return false;
  live.next = live.is_long ? programs_.NextOfMessages() : programs_.Next();
  return true;
}

// Evaluates a finished session.
void Worker::End(const Live& live) {
  const Attack& attack = *live.attack;
  ++state_.sessions;
  state_.handshakes += attack.IsOpen() ? 1 : 0;
  state_.messages += attack.frames();
  state_.kept = programs_.kept();
  std::optional<Violation> violation = attack.violation();
  const bool suspect = violation && MayBeACrash(*violation);
  if (auto crash = TakeCrash(own_, suspect, attack.last())) violation = std::move(crash);
  LearnErrors(live.next, own_.errors);
  if (violation && violation->oracle == Oracle::kRepeats) {
    // One session alone cannot show it.
    if (state_.findings.Meet(violation->Cause()) == Findings::Novelty::kNew) {
      state_.findings.Add(NewFinding(own_, *violation));
    }
  } else if (violation) {
    std::vector<Spoken> beside;
    if (before_) beside.push_back(*before_);
    for (const auto& other : lives_) {
      if (other) beside.push_back(other->spoken);
    }
    std::vector<Spoken> candidates = {live.spoken};
    if (violation->oracle == Oracle::kCrash) {
      candidates.insert(candidates.end(), beside.begin(), beside.end());
    }
    // The parallel sessions would be idle longer than an IUT must tolerate, or their process is
    // gone.
    lives_.clear();
    Examine(own_, *violation, candidates, Shows(own_, *violation), beside);
    if (coverage_) coverage_->Clear();
  } else if (other_) {
    Compare(live.spoken, attack.verdicts());
  }
  before_ = live.spoken;
  WatchGrowth();
}

void Worker::Learn(const Program& program, const Attack& attack) {
  bool is_new = false;
  for (const std::string& what : attack.behaviour()) {
    is_new = seen_.insert(what).second || is_new;
  }
  const auto news = TakeCoverage();
  // Never follows a program that ended an IUT, because it would end the next one too.
  if (news == CoverageMap::News::kEdges && !attack.violation()) return programs_.Follow(program);
  if (is_new || news != CoverageMap::News::kNone) programs_.Keep(program);
}

void Worker::BeginCoverage() {
  auto map = CoverageMap::Make(CoverageMap::SizeFromEnvironment());
  if (!map) return state_.Fail(map.error());
  counted_source_ = source_.With((*map)->Environment());
  if (!counted_source_)
    return state_.Fail("cannot count edges, because the IUT is already running");
  coverage_ = *std::move(map);
  own_.source = counted_source_.get();
}

// Called after the IUT has answered the last input or closed.
CoverageMap::News Worker::TakeCoverage() {
  if (!coverage_) return CoverageMap::News::kNone;
  const auto news = coverage_->Take();
  state_.MeetEdges(coverage_->edges());
  if (coverage_->edges() == 0 && sessions_ >= kUncountedSessions) {
    state_.counts_nothing = true;
    coverage_.reset();
    own_.source = &source_;
  }
  return news;
}

// The timing of stderr varies, so it guides only on request.
void Worker::LearnErrors(const Program& program, const std::string& errors) {
  if (!options_.errors_guide) return;
  std::istringstream lines(errors);
  bool is_new = false;
  for (std::string line; std::getline(lines, line) && seen_.size() < kSeenMax;) {
    is_new = seen_.insert("stderr " + Normalised(line)).second || is_new;
  }
  if (is_new) programs_.Keep(program);
}

std::optional<Violation> Worker::TakeCrash(Side& side, bool suspect, const std::string& about) {
  if (!side.iut) return std::nullopt;
  std::string crash = side.iut->Crash(suspect).value_or("");
  side.errors = side.iut->TakeErrors();
  if (crash.empty())
    crash = conformance::FindCrashReport(side.errors);  // a report that has arrived since
  if (crash.empty()) return std::nullopt;
  side.iut.reset();  // discard the process; the next one is intact
  const std::string line = Normalised(crash);
  return Violation{.oracle = Oracle::kCrash,
                   .about = NamesAPlace(line) ? line : fmt::format("{} at {}", line, about),
                   .text = std::move(crash)};
}

std::optional<Violation> Worker::TakeLateCrash(Side& side, const std::string& about) {
  for (int i = 0; i < kCrashLooks; ++i) {
    Rest(kCrashPause);
    if (auto crash = TakeCrash(side, false, about)) return crash;
  }
  return std::nullopt;
}

// Checks memory and open files of the IUT every few hundred sessions, when none is running.
void Worker::WatchGrowth() {
  if (!own_.iut || own_.sessions < own_.watched + kWarmSessions) return;
  own_.watched = own_.sessions;
  if (!own_.warm) {
    own_.warm = own_.iut->Figures();
    return;
  }
  const auto what = [&](const conformance::ProcessFigures& now) -> std::string {
    if (now.files > own_.warm->files + options_.files_growth_max) return "files";
    return now.rss > own_.warm->rss + options_.rss_growth_max ? "memory" : "";
  };
  if (what(own_.iut->Figures()).empty()) return;
  Rest(kGrowthRest);  // it may release resources late
  const conformance::ProcessFigures now = own_.iut->Figures();
  const std::string grown = what(now);
  if (grown.empty()) return;
  const Violation violation{
      .oracle = Oracle::kGrowth,
      .about = grown,
      .text = fmt::format(
          "over {} sessions, open files grew from {} to {} and memory from {} to {} MiB",
          own_.sessions - kWarmSessions, own_.warm->files, now.files, own_.warm->rss >> 20,
          now.rss >> 20)};
  if (state_.findings.Meet(violation.Cause()) == Findings::Novelty::kNew) {
    state_.findings.Add(NewFinding(own_, violation));
  }
  lives_.clear();
  own_.iut.reset();
}

// Plays the same session with the other side. An allowed difference is a finding too.
void Worker::Compare(const Spoken& spoken, const std::vector<std::string>& verdicts) {
  const Heard heard = Replay(*other_, spoken, 1, /*may_crash=*/false);
  const auto violation = DifferenceOf(verdicts, heard.verdicts, heard.violation);
  if (violation) Examine(*other_, *violation, {spoken}, Differs(*violation));
}

Worker::Heard Worker::Replay(Side& side, const Spoken& spoken, double patience, bool may_crash) {
  AttackOptions options = spoken.options;
  options.patience = patience;
  const auto attack = Open(side, options);
  if (!attack) return {};
  MoveMaker maker(target_.config);
  attack->Play(maker.Make(spoken.program));
  attack->Finish();
  Heard heard{
      .violation = attack->violation(), .steps = attack->steps(), .verdicts = attack->verdicts()};
  auto crash = TakeCrash(side, false, attack->last());
  if (!crash && may_crash) crash = TakeLateCrash(side, attack->last());
  if (!crash) return heard;
  if (!heard.violation) heard.steps += "alive\n";
  heard.violation = std::move(crash);
  return heard;
}

Worker::ShowsAgain Worker::Shows(Side& side, const Violation& violation) {
  return [this, &side, violation](const Spoken& spoken, double patience) -> std::optional<Heard> {
    Heard heard = Replay(side, spoken, patience, violation.oracle == Oracle::kCrash);
    // The subject of a crash that was detected late is unknown.
    const bool same = heard.violation && (violation.oracle == Oracle::kCrash
                                              ? heard.violation->oracle == Oracle::kCrash
                                              : heard.violation->Cause() == violation.Cause());
    if (!same) return std::nullopt;
    return heard;
  };
}

Worker::ShowsAgain Worker::Differs(const Violation& violation) {
  return [this, violation](const Spoken& spoken, double patience) -> std::optional<Heard> {
    const Heard own = Replay(own_, spoken, patience, /*may_crash=*/false);
    Heard other = Replay(*other_, spoken, patience, /*may_crash=*/false);
    const auto again = DifferenceOf(own.verdicts, other.verdicts, other.violation);
    if (own.violation || !again || again->Cause() != violation.Cause()) return std::nullopt;
    other.violation = again;
    return other;
  };
}

}  // namespace asmtp::fuzz::wire
