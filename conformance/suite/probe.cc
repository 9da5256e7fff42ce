#include "conformance/suite/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "conformance/play/initialize_probe.h"
#include "conformance/play/liveness.h"
#include "conformance/play/plain_session.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// How often an IUT has to fail again before its configuration is the cause.
constexpr int kConfirmations = 3;

// Tells the IUT the runner's key in the suite that the runner uses.
Keys ToldOf(Keys keys, Suite suite) {
  if (!keys.IsStranger()) keys.told = StaticPair(suite, keys.runner_s).public_key().bytes();
  return keys;
}

bool Passes(const Case& one_case, const Keys& keys, const Config& config, const Config& spoken,
            const IutSource& source, double timeout_scale) {
  const Keys told = spoken.suite == config.suite ? keys : ToldOf(keys, spoken.suite);
  const auto iut = source.Start(config, told);
  if (!iut) return false;
  return Play(one_case, spoken, **iut, {.timeout_scale = timeout_scale, .keys = &keys}).verdict ==
         Verdict::kPass;
}

int Differences(const Config& a, const Config& b) {
  return static_cast<int>(a.suite != b.suite) + static_cast<int>(a.framing != b.framing);
}

// The other configurations of the case in this role, nearest first.
std::vector<Config> OthersOf(const Case& one_case, const Config& config) {
  std::vector<Config> others = ConfigsOf(one_case);
  std::erase_if(others,
                [&](const Config& other) { return other.role != config.role || other == config; });
  std::ranges::sort(others, {}, [&](const Config& other) {
    return std::tuple(Differences(other, config), other.suite, other.framing);
  });
  return others;
}

// How far a plain session gets if the runner speaks `spoken` to an IUT that is told `config`.
Reach ReachAs(const Config& spoken, const Keys& keys, const Config& config, const IutSource& source,
              double timeout_scale) {
  const Keys told = spoken.suite == config.suite ? keys : ToldOf(keys, spoken.suite);
  const auto iut = source.Start(config, told);
  if (!iut) return Reach::kNothing;
  return TrySession(keys, spoken, **iut, {.scale = timeout_scale, .patience = kDefaultPatience})
      .reach;
}

// A configuration explains the failure if the case passes with it, and a plain session gets further
// with it than as the IUT is told. The case alone proves nothing: a close that it expects comes in
// every configuration.
std::optional<Explanation> ProbeConfigs(const Case& one_case, const Keys& keys,
                                        const Config& config, const IutSource& source,
                                        double timeout_scale) {
  const std::vector<Config> others = OthersOf(one_case, config);
  if (others.empty()) return std::nullopt;
  const Reach as_told = ReachAs(config, keys, config, source, timeout_scale);
  if (as_told == Reach::kEcho) return std::nullopt;
  for (const Config& spoken : others) {
    if (ReachAs(spoken, keys, config, source, timeout_scale) <= as_told) continue;
    if (!Passes(one_case, keys, config, spoken, source, timeout_scale)) continue;
    // An IUT that fails now and then seems to follow the configuration.
    for (int again = 0; again < kConfirmations; ++again) {
      if (ReachAs(config, keys, config, source, timeout_scale) > as_told) return std::nullopt;
    }
    const bool suite = spoken.suite != config.suite;
    const bool framing = spoken.framing != config.framing;
    return Explanation{std::string(suite ? "suite-other" : "framing-other"),
                       fmt::format("the IUT passes this case when the runner uses {} {}: it "
                                   "ignores the {} that it is given ({})",
                                   DhName(spoken.suite), asmtp::Name(spoken.framing),
                                   suite && framing ? "suite and framing"
                                   : suite          ? "suite"
                                                    : "framing",
                                   suite ? "CRY-3" : "FR-3")};
  }
  return std::nullopt;
}

// Whether the sign bit of an Ed25519 public key is set.
bool HasSignBit(ByteView public_key) { return public_key.back() >= 0x80; }

// Runner's keys that the IUT is told to expect, and whose public key has no sign bit.
Keys WithoutSignBit(Keys keys) {
  while (HasSignBit(StaticPair(Suite::kEd25519, keys.runner_s).public_key().bytes())) {
    ++keys.runner_s.bytes.front();
  }
  keys.peer = keys.runner_s;
  return keys;
}

deviant::LoosePair EphemeralWithSignBit(bool set) {
  while (true) {
    const auto e = deviant::LoosePair::Generate(Suite::kEd25519);
    if (HasSignBit(e.public_key) == set) return e;
  }
}

// Sessions with keys that differ in the sign bit only in whether it is set. A few of each: with
// random keys, an IUT that keeps the bit fails in some sessions and not in others.
std::optional<Explanation> ProbeSignBit(const Keys& keys, const Config& config,
                                        const IutSource& source, double timeout_scale) {
  const bool fixed = keys.iut_public || keys.told || keys.shown || keys.IsStranger();
  if (config.suite != Suite::kEd25519 || fixed) return std::nullopt;
  const Keys told = WithoutSignBit(keys);
  const auto iut = source.Start(config, told);
  if (!iut) return std::nullopt;
  for (const bool set : {false, true, false, true}) {
    const Reached reached = TrySession(
        told, config, **iut,
        {.scale = timeout_scale, .patience = kDefaultPatience, .e = EphemeralWithSignBit(set)});
    // An initiator that misreads the response shows it by the missing echo.
    if ((reached.reach == Reach::kEcho) == set) return std::nullopt;
  }
  return Explanation{
      "bit-255",
      "sessions work if no public key of the runner has bit 255 set, the sign bit, and "
      "fail if one has: the IUT takes the bit for a part of y (CRY-10), does not hash "
      "it (HS-14), or refuses the key (CRY-11)"};
}

}  // namespace

std::optional<Explanation> Probe(const Case& one_case, const Keys& keys, const Config& config,
                                 const IutSource& source, double timeout_scale) {
  // With random keys, a sign bit that is not understood looks like a wrong configuration.
  if (auto found = ProbeSignBit(keys, config, source, timeout_scale)) return found;
  if (auto found = ProbeConfigs(one_case, keys, config, source, timeout_scale)) return found;
  if (config.role != noise::Role::kResponder) return std::nullopt;
  const auto iut = source.Start(config, keys);
  if (!iut) return std::nullopt;
  if (CheckAlive(keys, config, **iut, {.timeout_scale = timeout_scale}).wrong.empty()) {
    return std::nullopt;  // its handshake works
  }
  return ProbeInitialize(keys, config, **iut, timeout_scale);
}

}  // namespace asmtp::conformance
