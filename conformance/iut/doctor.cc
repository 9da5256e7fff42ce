#include "conformance/iut/doctor.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "conformance/play/liveness.h"
#include "conformance/play/peer.h"
#include "conformance/play/player.h"
#include "conformance/transcript/contains.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

constexpr std::chrono::milliseconds kEndPatience{2000};
constexpr double kSlowStart = 1000;  // milliseconds

constexpr const char* kFixHandshake =
    "use {iut_s}, {peer}, {suite} and {framing} as given; then look at HS-11 to HS-16: Appendix A "
    "of SPEC.md has every intermediate value";
constexpr const char* kFixEcho = "send every message back unchanged";
constexpr const char* kFixFirstFrame =
    "send back every message that decodes; if it does not decode, look at the length (FR-6, FR-7), "
    "the direction of the keys (HS-23) and the associated data (TR-6): Appendix A of SPEC.md has "
    "every intermediate value";
constexpr const char* kFixSecondFrame =
    "look at REKEY (TR-3, TR-4, CRY-17) and the nonce (TR-1, TR-5, CRY-16): Appendix A of SPEC.md "
    "has every intermediate value, and a run says which mistake explains it";

double Milliseconds(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

class Doctor {
 public:
  Doctor(Adapter& adapter, const DoctorCases& cases) : adapter_(adapter), cases_(cases) {}

  std::vector<Check> Examine() {
    if (!ExamineCaps()) return std::move(checks_);
    ExamineNonsense();
    for (const Config& config : cases_.configs) {
      if (IsInterrupted()) break;
      ExamineConfig(config);
    }
    return std::move(checks_);
  }

 private:
  using State = Check::State;

  // An interrupt ends every wait, so what follows says nothing about the adapter.
  void Add(State state, std::string name, std::string what, std::string fix = "") {
    if (IsInterrupted()) return;
    checks_.push_back({state, std::move(name), std::move(what), std::move(fix)});
  }

  double scale() const { return adapter_.options().scale; }

  bool ExamineCaps() {
    const auto asked = adapter_.AskCapabilities();
    const Capabilities& caps = adapter_.capabilities();
    if (!asked) {
      Add(State::kBad, "--caps", asked.error(),
          "print one line of JSON and exit, as described in README.md");
    } else if (!caps.said) {
      Add(State::kWarning, "--caps",
          fmt::format("prints {}: the defaults apply, everything except persistent",
                      caps.noise.empty() ? "nothing" : "no JSON but '" + caps.noise + "'"),
          "print one line of JSON with name, version, roles, tiers, suites and framings");
    } else if (!caps.noise.empty()) {
      Add(State::kWarning, "--caps", fmt::format("prints '{}' before the JSON", caps.noise),
          "print the line of JSON alone, and log to stderr");
    } else {
      Add(State::kOk, "--caps", fmt::format("{} {}", caps.name, caps.version));
    }
    return asked.has_value();
  }

  // An adapter must report what it does not support instead of guessing.
  void ExamineNonsense() {
    const Config any = AllConfigs().front();
    CommandTemplate::Values values = Adapter::ValuesOf(any, cases_.handshake->keys.For(any.role));
    values["role"] = "nonsense";
    values["addr"] = adapter_.NewAddress();
    const char* fix = "exit with status 89 if the role, suite or framing is not supported";
    const auto child = adapter_.StartProcess(values, {});
    if (!child) return Add(State::kBad, "nonsense role", child.error(), fix);
    const auto status = (*child)->Wait(In(kStartPatience, scale()));
    if (!status) return Add(State::kWarning, "nonsense role", "keeps running", fix);
    const bool right = status->signal == 0 && status->code == kExitUnsupported;
    Add(right ? State::kOk : State::kWarning, "nonsense role", status->Describe(),
        right ? "" : fix);
  }

  void ExamineConfig(const Config& config) {
    const std::string name = Describe(config);
    const Keys keys = cases_.handshake->keys.For(config.role);
    const std::string why = adapter_.WhyUnsupported(config, 0);
    if (!why.empty()) return Add(State::kSkipped, "start " + name, why);
    const auto begin = Clock::now();
    auto iut = adapter_.Start(config, keys);
    if (!iut && iut.error().unsupported) {
      return Add(State::kWarning, "start " + name, iut.error().what, "omit it in --caps");
    }
    if (!iut) {
      const bool responder = config.role == noise::Role::kResponder;
      return Add(State::kBad, "start " + name, iut.error().what,
                 responder ? "print 'LISTEN host:port' on stdout and flush it, once the IUT listens"
                           : "connect to {addr}, or to the address of each CONNECT line");
    }
    ExamineStart(name, Milliseconds(begin));
    ExamineHandshake(config, keys, **iut);
    ExamineWrongKey(config, keys, **iut);
    ExamineEcho(config, **iut);
    if (config.role == noise::Role::kResponder) ExamineParallel(config, keys, **iut);
    if (const auto crash = (*iut)->Crash(/*suspect=*/false)) {
      Add(State::kBad, "sessions " + name, *crash, "keep serving, however a session ends");
    }
    if (config == cases_.configs.front()) ExamineEnd(config, keys);
  }

  void ExamineStart(const std::string& name, double milliseconds) {
    const bool slow = milliseconds > kSlowStart;
    Add(slow ? State::kWarning : State::kOk, "start " + name,
        fmt::format("ready after {:.0f} ms", milliseconds),
        slow ? "a crashed IUT is restarted, so a slow start prolongs the run" : "");
  }

  void ExamineHandshake(const Config& config, const Keys& keys, RunningIut& iut) {
    const Liveness alive = CheckAlive(keys, config, iut, {.timeout_scale = scale()});
    Add(alive.wrong.empty() ? State::kOk : State::kBad, "handshake " + Describe(config),
        alive.wrong.empty() ? "done" : alive.wrong, alive.wrong.empty() ? "" : kFixHandshake);
  }

  // The runner uses another key than the IUT was told to expect.
  void ExamineWrongKey(const Config& config, const Keys& keys, RunningIut& iut) {
    Keys wrong = keys;
    wrong.peer.bytes[0] = static_cast<uint8_t>(wrong.peer.bytes[0] ^ 0x55);
    wrong.told.reset();
    const Liveness alive = CheckAlive(wrong, config, iut, {.timeout_scale = scale()});
    const bool refused = !alive.wrong.empty();
    Add(refused ? State::kOk : State::kBad, "wrong key " + Describe(config),
        refused ? "refused" : "accepted an unknown key",
        refused ? "" : "accept only the key {peer}");
  }

  void ExamineEcho(const Config& config, RunningIut& iut) {
    const std::string name = "echo " + Describe(config);
    const std::string why = adapter_.WhyUnsupported(config, 1);
    if (cases_.echo == nullptr || !why.empty()) return Add(State::kSkipped, name, why);
    const PlayResult played = Play(*cases_.echo, config, iut, {.timeout_scale = scale()});
    const bool well = !IsUnexpected(played.verdict);
    if (well) return Add(State::kOk, name, "two messages came back");
    const bool open = std::ranges::any_of(
        played.trace, [](const TraceEvent& event) { return event.session_id.has_value(); });
    const auto echoes =
        std::ranges::count(played.trace, std::string_view("message"), &TraceEvent::outcome);
    if (!open) return Add(State::kBad, name, "no handshake: " + played.actual, kFixHandshake);
    if (played.trace.back().outcome == "message") {
      return Add(State::kBad, name, "came back changed: " + played.actual, kFixEcho);
    }
    Add(State::kBad, name,
        fmt::format("{} message: {}", echoes == 0 ? "the first" : "the second", played.actual),
        echoes == 0 ? kFixFirstFrame : kFixSecondFrame);
  }

  // An open session must not block others.
  void ExamineParallel(const Config& config, const Keys& keys, RunningIut& iut) {
    const std::string name = "parallel " + Describe(config);
    const std::string why = adapter_.WhyNotParallel();
    if (!why.empty()) return Add(State::kSkipped, name, why);
    const Deadline deadline = In(kDefaultPatience, scale());
    auto channel = iut.Open(deadline);
    if (!channel) return Add(State::kBad, name, channel.error());
    Peer held(config, keys, *std::move(channel));
    const Step initialize{.text = "flight init",
                          .body = HandshakeFrame{HandshakeFrame::Kind::kInitialize}};
    if (!held.SendHandshakeFrame(initialize, {}, deadline) || !held.Next(deadline).verified) {
      return Add(State::kBad, name, "the first of two sessions did not open");
    }
    const Liveness second = CheckAlive(keys, config, iut, {.timeout_scale = scale()});
    const bool well = second.wrong.empty();
    Add(well ? State::kOk : State::kWarning, name,
        well ? "two sessions at once" : "a second session in parallel: " + second.wrong,
        well ? "" : "serve sessions in parallel, or set \"parallel\": false in --caps");
  }

  void ExamineEnd(const Config& config, const Keys& keys) {
    CommandTemplate::Values values = Adapter::ValuesOf(config, keys);
    values["addr"] = adapter_.NewAddress();
    const auto child = adapter_.StartProcess(values, {});
    if (!child || !(*child)->WaitForLine("LISTEN ", In(kStartPatience, scale()))) return;
    const auto begin = Clock::now();
    ::kill((*child)->pid(), SIGTERM);
    const auto status = (*child)->Wait(In(kEndPatience, scale()));
    Add(status ? State::kOk : State::kWarning, "SIGTERM",
        status ? fmt::format("exited after {:.0f} ms", Milliseconds(begin)) : "keeps running",
        status ? "" : "exit on SIGTERM; the runner sends SIGKILL half a second later");
  }

  Adapter& adapter_;
  const DoctorCases& cases_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> Examine(Adapter& adapter, const DoctorCases& cases) {
  return Doctor(adapter, cases).Examine();
}

std::vector<Check> MergeEqual(const std::vector<Check>& checks) {
  const auto kind = [](const Check& check) { return check.name.substr(0, check.name.find(' ')); };
  std::vector<Check> merged;
  std::vector<size_t> others;
  for (const Check& check : checks) {
    const bool worth = check.state == Check::State::kBad || check.state == Check::State::kWarning;
    const auto same = std::ranges::find_if(merged, [&](const Check& one) {
      return worth && one.state == check.state && one.what == check.what && one.fix == check.fix &&
             kind(one) == kind(check);
    });
    if (same == merged.end()) {
      merged.push_back(check);
      others.push_back(0);
    } else {
      ++others[static_cast<size_t>(same - merged.begin())];
    }
  }
  for (size_t i = 0; i < merged.size(); ++i) {
    if (others[i] > 0) merged[i].name += fmt::format(" and {} more", others[i]);
  }
  return merged;
}

}  // namespace asmtp::conformance
