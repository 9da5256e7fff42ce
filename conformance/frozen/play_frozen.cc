#include "conformance/frozen/play_frozen.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

#include "conformance/faulty/kill_table.h"
#include "conformance/frozen/adaptor.h"
#include "conformance/play/model_iut.h"
#include "conformance/play/player.h"
#include "conformance/transcript/contains.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

constexpr uint64_t kFramesProbed = 3;
// Sessions kept for a fault in each configuration.
constexpr size_t kSessionsOfFault = 2;
const std::string kEchoes = "deviations/echoes";

// Removes `alive` steps, because their sessions are never the same twice.
CaseSet Load(const char* folder) {
  CaseSet set = LoadCases(folder).value();
  for (Case& one_case : set.cases) {
    std::erase_if(one_case.steps,
                  [](const Step& step) { return std::holds_alternative<Alive>(step.body); });
  }
  return set;
}

const CaseSet& OwnCases() {
  static const CaseSet kCases = Load("corpus/deviations");
  return kCases;
}

const CaseSet& SuiteCases() {
  static const CaseSet kCases = Load("corpus/transcripts");
  return kCases;
}

bool IsTheSameTwice(const Case& one_case) {
  return !std::ranges::any_of(
      one_case.steps, [](const Step& step) { return std::holds_alternative<Sessions>(step.body); });
}

Keys KeysOf(const FrozenKey& key) { return FrozenCase(key.case_id).keys.For(key.config.role); }

FrozenSession PlayWith(const FrozenKey& key, Iut& iut) {
  RecordingIut recording(iut);
  const PlayResult result =
      Play(FrozenCase(key.case_id), key.config, recording, {.timeout_scale = 0.05});
  return {.id = key.id,
          .config = Describe(key.config),
          .case_id = key.case_id,
          .verdict = std::string(Name(result.verdict)),
          .hypothesis = result.hypothesis,
          .log = recording.log()};
}

// Hypotheses

// A mistake in the handshake does not depend on the framing, one in frames not on the suite.
std::vector<Config> ConfigsOfMistake(const std::string& id) {
  std::vector<Config> configs = AllConfigs();
  std::erase_if(configs, [frames = IsOfFrames(id)](const Config& config) {
    return frames ? config.suite != Suite::kEd25519 : config.framing != Framing::kU32;
  });
  return configs;
}

FrozenSession PlayMistake(const FrozenKey& key) {
  const auto iut = IutWithMistake(key.id, key.config, KeysOf(key));
  return PlayWith(key, *iut);
}

std::vector<FrozenSession> FindMistakeIn(const std::string& case_id, const std::string& id) {
  std::vector<FrozenSession> sessions;
  for (const Config& config : ConfigsOfMistake(id)) {
    FrozenSession session = PlayMistake({id, config, case_id});
    const FrozenSession right = PlayMistake({"", config, case_id});
    if (session.log != right.log) sessions.push_back(std::move(session));
  }
  return sessions;
}

// The first case that shows the mistake. Some show only with keys that have zero bytes.
std::vector<FrozenSession> FindMistake(const std::string& id) {
  const std::vector<std::string> cases = {
      kEchoes, "handshake/zero-byte/dh-first", "handshake/zero-byte/dh-last",
      "handshake/zero-byte/static-key-first", "handshake/zero-byte/static-key-last"};
  for (const std::string& case_id : cases) {
    auto sessions = FindMistakeIn(case_id, id);
    if (!sessions.empty()) return sessions;
  }
  return {};
}

FrozenSession PlayProbe(const FrozenKey& key) {
  FrozenSession session{.id = key.id, .config = Describe(key.config), .case_id = key.case_id};
  const Keys keys = KeysOf(key);
  if (!IsOfFrames(key.id)) {
    session.log = {"0> " + ToHex(InitializeWithMistake(key.id, key.config, keys))};
    return session;
  }
  for (uint64_t n = 0; n < kFramesProbed; ++n) {
    session.log.push_back("0> " + ToHex(FrameWithMistake(key.id, key.config, keys, n)));
  }
  return session;
}

// Only a responder gets an initialize.
std::vector<FrozenSession> FindProbe(const std::string& id) {
  std::vector<FrozenSession> sessions;
  for (const Config& config : ConfigsOfMistake(id)) {
    const bool is_sent = IsOfFrames(id) || config.role == noise::Role::kResponder;
    if (is_sent) sessions.push_back(PlayProbe({id, config, kEchoes}));
  }
  return sessions;
}

// Faults

FrozenSession PlayFault(const FrozenKey& key) {
  const FaultyIut faulty = IutWithFault(key.id, key.config, KeysOf(key));
  FrozenSession session = PlayWith(key, *faulty.iut);
  if (faulty.crashed()) session.verdict = Name(Verdict::kCrash);
  return session;
}

// Returns the session of the conforming endpoint in a case.
const FrozenSession& PlayRight(const Config& config, const std::string& case_id) {
  static std::map<std::pair<std::string, std::string>, FrozenSession> known;
  const auto key = std::pair(Describe(config), case_id);
  const auto found = known.find(key);
  if (found != known.end()) return found->second;
  return known[key] = PlayFault({"none", config, case_id});
}

size_t SizeOf(const SessionLog& log) {
  return std::accumulate(log.begin(), log.end(), size_t{0},
                         [](size_t sum, const std::string& line) { return sum + line.size(); });
}

// Returns the sessions in which the fault is visible, by size.
std::multimap<size_t, FrozenSession> PlayAll(const std::string& id, const Config& config,
                                             const std::vector<const Case*>& cases) {
  std::multimap<size_t, FrozenSession> shown;
  for (const Case* one_case : cases) {
    if (!Contains(ConfigsOf(*one_case), config) || !IsTheSameTwice(*one_case)) continue;
    const FrozenKey key{id, config, one_case->header.id};
    FrozenSession session = PlayFault(key);
    const FrozenSession& right = PlayRight(config, key.case_id);
    const bool shows = session.log != right.log || session.verdict != right.verdict;
    if (shows) shown.emplace(SizeOf(session.log), std::move(session));
  }
  return shown;
}

// Plays the cases about this kind of fault, if there are any; else the first case of each family; else
// all cases. Each until the fault is visible.
std::vector<FrozenSession> FindFault(const std::string& id) {
  const std::string kind = FamilyOfFault(id);
  const auto all = faulty::CasesToPlay(SuiteCases(), {.clause = "any", .family = kind});
  std::vector<const Case*> of_kind;
  std::vector<const Case*> first;
  std::set<std::string> families;
  for (const Case* one_case : all) {
    const std::string family = FamilyOf(one_case->header.id);
    if (family == kind) of_kind.push_back(one_case);
    if (families.insert(family).second) first.push_back(one_case);
  }
  std::vector<FrozenSession> sessions;
  for (const Config& config : ConfigsOfFault(id)) {
    std::multimap<size_t, FrozenSession> shown;
    for (const auto& cases : {of_kind, first, all}) {
      if (shown.empty()) shown = PlayAll(id, config, cases);
    }
    std::set<SessionLog> logs;
    for (auto& [size, session] : shown) {
      if (logs.size() == kSessionsOfFault) break;
      if (logs.insert(session.log).second) sessions.push_back(std::move(session));
    }
  }
  return sessions;
}

// Tampers

bool TampersWithNoise(const Case& one_case) {
  for (const Step& step : one_case.steps) {
    if (Contains(step.tampers, Layer::kNoise, &Tamper::layer)) return true;
  }
  return false;
}

// Returns the own cases, and the first case of each family of the suite.
std::vector<std::string> TamperingCases() {
  std::vector<std::string> ids;
  for (const Case& one_case : OwnCases().cases) {
    if (TampersWithNoise(one_case)) ids.push_back(one_case.header.id);
  }
  std::set<std::string> families;
  for (const Case& one_case : SuiteCases().cases) {
    if (!TampersWithNoise(one_case)) continue;
    if (families.insert(FamilyOf(one_case.header.id)).second) ids.push_back(one_case.header.id);
  }
  return ids;
}

FrozenSession PlayTamper(const FrozenKey& key) {
  ModelIut iut(key.config, KeysOf(key));
  return PlayWith(key, iut);
}

std::vector<FrozenSession> FindTamper(const std::string& id) {
  std::vector<FrozenSession> sessions;
  for (const Config& config : ConfigsOf(FrozenCase(id))) {
    if (config.framing == Framing::kU32) sessions.push_back(PlayTamper({id, config, id}));
  }
  return sessions;
}

}  // namespace

FrozenKey KeyOf(const FrozenSession& session) {
  const auto all = AllConfigs();
  const auto found = std::ranges::find(all, session.config, Describe);
  if (found == all.end()) throw std::out_of_range(session.config);
  return {.id = session.id, .config = *found, .case_id = session.case_id};
}

const Case& FrozenCase(const std::string& id) {
  for (const CaseSet* set : {&OwnCases(), &SuiteCases()}) {
    if (const Case* found = set->Find(id)) return *found;
  }
  throw std::out_of_range(id);
}

const FrozenFile kHypotheses = {"corpus/deviations/hypotheses.json", HypothesisIds, FindMistake,
                                PlayMistake};
const FrozenFile kProbes = {"corpus/deviations/probes.json", HypothesisIds, FindProbe, PlayProbe};
const FrozenFile kFaults = {"corpus/deviations/faults.json", FaultNames, FindFault, PlayFault};
const FrozenFile kTampers = {"corpus/deviations/tampers.json", TamperingCases, FindTamper,
                             PlayTamper};

}  // namespace asmtp::conformance
