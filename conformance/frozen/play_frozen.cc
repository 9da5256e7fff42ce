#include "conformance/frozen/play_frozen.h"

#include <algorithm>
#include <stdexcept>

#include "conformance/frozen/adaptor.h"
#include "conformance/play/player.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

constexpr uint64_t kFramesProbed = 3;
const std::string kEchoes = "deviations/echoes";

const CaseSet& Cases() {
  static const CaseSet kCases = LoadCases("corpus/deviations").value();
  return kCases;
}

// A mistake in the handshake has nothing to do with the framing, one in frames nothing with the
// suite.
bool IsWorthFreezing(const std::string& id, const Config& config) {
  return IsOfFrames(id) ? config.suite == Suite::kEd25519 : config.framing == Framing::kU32;
}

FrozenSession PlayMistake(const std::string& id, const Config& config) {
  const Case& one_case = *Cases().Find(kEchoes);
  const auto iut = IutWithMistake(id, config, one_case.keys);
  RecordingIut recording(*iut);
  const PlayResult result = Play(one_case, config, recording, {});
  return {.id = id,
          .config = Describe(config),
          .case_id = kEchoes,
          .verdict = std::string(Name(result.verdict)),
          .hypothesis = result.hypothesis,
          .log = recording.log()};
}

FrozenSession Probe(const std::string& id, const Config& config) {
  FrozenSession session{.id = id, .config = Describe(config), .case_id = kEchoes};
  const Keys& keys = Cases().Find(kEchoes)->keys;
  if (!IsOfFrames(id)) {
    session.log = {"0> " + ToHex(InitializeWithMistake(id, config, keys))};
    return session;
  }
  for (uint64_t n = 0; n < kFramesProbed; ++n) {
    session.log.push_back("0> " + ToHex(FrameWithMistake(id, config, keys, n)));
  }
  return session;
}

}  // namespace

std::vector<FrozenSession> PlayHypotheses() {
  std::vector<FrozenSession> sessions;
  for (const std::string& id : HypothesisIds()) {
    for (const Config& config : AllConfigs()) {
      if (!IsWorthFreezing(id, config)) continue;
      FrozenSession session = PlayMistake(id, config);
      if (session.log != PlayMistake("", config).log) sessions.push_back(std::move(session));
    }
  }
  return sessions;
}

std::vector<FrozenSession> PlayProbes() {
  std::vector<FrozenSession> sessions;
  for (const std::string& id : HypothesisIds()) {
    for (const Config& config : AllConfigs()) {
      const bool can = IsOfFrames(id) || config.role == noise::Role::kResponder;
      if (can && IsWorthFreezing(id, config)) sessions.push_back(Probe(id, config));
    }
  }
  return sessions;
}

const Case& CaseOf(const FrozenSession& session) {
  const Case* found = Cases().Find(session.case_id);
  if (found == nullptr) throw std::out_of_range(session.case_id);
  return *found;
}

Config ConfigOf(const FrozenSession& session) {
  const auto all = AllConfigs();
  const auto found = std::ranges::find(all, session.config, Describe);
  if (found == all.end()) throw std::out_of_range(session.config);
  return *found;
}

}  // namespace asmtp::conformance
