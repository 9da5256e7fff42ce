// Examines a violation: reproduces it, minimises it, and saves it as a case.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "conformance/iut/adapted_iut.h"
#include "conformance/iut/file_descriptor.h"
#include "conformance/play/player.h"
#include "conformance/transcript/reader.h"
#include "core/testing/output_file.h"
#include "fuzz/mutate/simplification.h"
#include "fuzz/wire/finding_case.h"
#include "fuzz/wire/worker.h"

namespace asmtp::fuzz::wire {
namespace {

// Factor of the usual timeouts when confirming a finding.
constexpr double kConfirmPatience = 8;
// The least factor that tells a hanging IUT from a busy machine.
constexpr double kConfirmPatienceLeast = 2;
// Seconds that a session with the usual timeouts takes if an answer is missing.
constexpr double kSilentSession = 1;

bool MayBeSlow(Oracle oracle) { return oracle == Oracle::kHang || oracle == Oracle::kStaysOpen; }
// Retries of a crash. After a reset, it is a race whether the IUT reads the last bytes.
constexpr int kCrashTries = 4;

}  // namespace

double Worker::ConfirmPatience() const {
  const std::chrono::duration<double> left = state_.until - conformance::Clock::now();
  return std::clamp(left.count() / (kSilentSession * target_.timeout_scale), 1.0, kConfirmPatience);
}

bool Worker::ShowsBeside(Side& side, const Violation& violation, const Spoken& spoken,
                         const Spoken& other) {
  for (const bool other_runs_within : {true, false}) {
    const Spoken& outer = other_runs_within ? spoken : other;
    const Spoken& inner = other_runs_within ? other : spoken;
    const auto first = Open(side, outer.options);
    if (!first) return false;
    const std::vector<SaidStep> moves = MoveMaker(target_.config).Make(outer.program);
    const auto middle = moves.begin() + static_cast<ptrdiff_t>((moves.size() + 1) / 2);
    first->Play({moves.begin(), middle});
    const auto second = Open(side, inner.options);
    if (!second) return false;
    second->Play(MoveMaker(target_.config).Make(inner.program));
    second->Finish();
    first->Play({middle, moves.end()});
    first->Finish();
    const auto& seen = (other_runs_within ? first : second)->violation();
    if (seen && seen->oracle == violation.oracle) return true;
  }
  return false;
}

void Worker::Examine(Side& side, const Violation& violation, const std::vector<Spoken>& candidates,
                     const ShowsAgain& shows, const std::vector<Spoken>& beside) {
  if (state_.findings.Meet(violation.Cause()) != Findings::Novelty::kNew) return;
  const bool is_crash = violation.oracle == Oracle::kCrash;
  if (MayBeSlow(violation.oracle) && ConfirmPatience() < kConfirmPatienceLeast) {
    return state_.findings.AddUnexamined(violation.Cause());
  }
  for (const Spoken& spoken : candidates) {
    auto heard = shows(spoken, ConfirmPatience());
    // After a reset, it is a race whether the IUT reads the last bytes.
    for (int i = 1; !heard && is_crash && i < kCrashTries; ++i) heard = shows(spoken, 1);
    if (!heard) continue;
    Finding finding = NewFinding(side, *heard->violation);
    const std::string cause = finding.violation.Cause();
    if (cause != violation.Cause()) {
      // The reproduction has its own cause, which may be known already.
      state_.findings.Release(violation.Cause());
      if (state_.findings.Meet(cause) != Findings::Novelty::kNew) return;
    }
    Reduce(side, spoken, *std::move(heard), shows, finding);
    const bool needs_case = !is_crash && violation.oracle != Oracle::kDisagreement;
    if (needs_case && finding.passes) {
      std::error_code ignored;
      std::filesystem::remove(finding.file, ignored);
      return state_.findings.AddUnconfirmed(cause);
    }
    return state_.findings.Add(std::move(finding));
  }
  if (!is_crash && IsTimeUp()) return state_.findings.AddUnexamined(violation.Cause());
  for (const Spoken& other : beside) {
    if (is_crash || !ShowsBeside(side, violation, candidates.front(), other)) continue;
    Finding finding = NewFinding(side, violation);
    finding.trouble = "it needs another session at the same time; rerun with the same seed";
    return state_.findings.Add(std::move(finding));
  }
  // A known crash is not reported again from another place.
  if (!is_crash || state_.findings.HasMet(Oracle::kCrash, Normalised(violation.text))) {
    return state_.findings.AddUnconfirmed(violation.Cause());
  }
  // A crash is a finding even without a reproduction.
  Finding finding = NewFinding(side, violation);
  finding.trouble = "the session alone does not reproduce it; rerun with the same seed";
  state_.findings.Add(std::move(finding));
}

// Minimises the session and saves it.
void Worker::Reduce(Side& side, Spoken spoken, Heard heard, const ShowsAgain& shows,
                    Finding& finding) {
  const std::string cause = finding.violation.Cause();
  const ShowsAgain same = [&](const Spoken& simpler, double patience) {
    auto now = shows(simpler, patience);
    return now && now->violation->Cause() == cause ? now : std::nullopt;
  };
  Spoken small = Shrink(spoken, same);
  if (auto again = same(small, ConfirmPatience())) {
    heard = *std::move(again);
    spoken = std::move(small);
  }
  Save(side, spoken, heard, finding);
}

Worker::Spoken Worker::Shrink(Spoken spoken, const ShowsAgain& shows) const {
  // Without a limit of the whole, `enough` is in the far future.
  const conformance::Deadline deadline = std::min(
      state_.enough, conformance::After(std::chrono::duration<double>(options_.shrink_seconds), 1));
  for (bool smaller = true; std::exchange(smaller, false);) {
    auto steps = SimplificationsOf(spoken.program);
    for (size_t i = 0; i < steps.size() && conformance::Clock::now() < deadline && !IsInterrupted();
         ++i) {
      Spoken simpler = spoken;
      simpler.program = Simplified(std::move(simpler.program), steps[i]);
      if (!shows(simpler, 1)) continue;
      spoken = std::move(simpler);
      steps = SimplificationsOf(spoken.program);
      smaller = true;
    }
  }
  return spoken;
}

Finding Worker::NewFinding(const Side& side, const Violation& violation) const {
  return {
      .violation = violation,
      .config = target_.config,
      .of_other = &side != &own_,
      .errors = side.errors,
      .seconds = std::chrono::duration<double>(conformance::Clock::now() - state_.begin).count(),
      .session = sessions_};
}

// Writes the case and plays it the way `run` does.
void Worker::Save(Side& side, const Spoken& spoken, const Heard& heard, Finding& finding) {
  finding.actions = spoken.program.actions.size();
  finding.violation.text = heard.violation->text;
  const std::string name = SlugOf(finding.violation.Cause());
  const std::string text =
      FindingCaseText(name, finding.violation, target_, spoken.options, heard.steps);
  const auto file = options_.keep / (name + ".atf");
  finding.trouble = WriteFile(file, text);
  if (!finding.trouble.empty()) return;
  finding.file = file.string();
  if (state_.until - conformance::Clock::now() <
      conformance::kDefaultPatience * target_.timeout_scale) {
    finding.trouble = "the time was over before the case could be played";
    return;
  }
  finding.trouble = WhyNotPlayed(side, text);
  finding.passes = !finding.trouble.empty();
}

std::string Worker::WhyNotPlayed(Side& side, std::string text) {
  // The control case is available only to `run`.
  const std::string control = "control  handshake/ok\n";
  text.erase(text.find(control), control.size());
  auto transcripts = conformance::ReadTranscripts("finding", text);
  if (!transcripts) return "the case cannot be read: " + transcripts.error().Format();
  const auto cases = ResolveCases(*std::move(transcripts));
  if (!cases) return "the case cannot be played: " + cases.error().Format();
  if (!EnsureIut(side)) return "the IUT could not be restarted";
  const conformance::PlayResult result =
      conformance::Play(cases->cases.front(), target_.config, *side.iut,
                        {.timeout_scale = target_.timeout_scale,
                         .keys = target_.hides_identity ? &target_.keys : nullptr});
  if (IsUnexpected(result.verdict)) return "";
  if (TakeCrash(side, false, "") || TakeLateCrash(side, "")) return "";
  return fmt::format("the case was played with verdict {}: {}", Name(result.verdict),
                     result.Message());
}

}  // namespace asmtp::fuzz::wire
