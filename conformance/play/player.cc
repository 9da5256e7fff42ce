#include "conformance/play/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "conformance/play/end_explainer.h"
#include "conformance/play/endurance.h"
#include "conformance/play/liveness.h"
#include "conformance/play/match.h"
#include "conformance/play/named_bytes.h"
#include "conformance/play/step_text.h"
#include "conformance/play/trace_writer.h"
#include "conformance/play/unasked.h"

namespace asmtp::conformance {
namespace {

// How long a stream may take no bytes before a flood counts as stuck.
constexpr Milliseconds kStuckPatience{200};

// Most frames of the IUT's own accord that the trace keeps.
constexpr size_t kUnaskedTraced = 16;

// Most messages or sessions that verify plays.
constexpr size_t kCountToVerify = 64;

class Player {
 public:
  Player(const Case& one_case, const Config& config, Iut& iut, const PlayOptions& options)
      : case_(one_case),
        keys_(options.keys != nullptr ? *options.keys : one_case.keys.For(config.role)),
        config_(config),
        iut_(iut),
        options_(options),
        trace_(options.trace_bytes_max) {}

  PlayResult Play() {
    bool goes_on = true;
    while (goes_on) {
      starts_over_ = false;
      for (const Step& step : case_.steps) {
        if (IsPlayed(step)) Do(step);
        if (ended_ || starts_over_) break;
      }
      goes_on = starts_over_ && !ended_;
    }
    result_.trace = trace_.Take();
    if (ended_ && peer_) ExplainEnd(*peer_, *step_, options_, result_);
    return std::move(result_);
  }

 private:
  struct OpenSession {
    size_t number;  // from 1
    Peer peer;
    FloodSoFar flood = {};
    Unasked unasked = {};
  };

  // After `done`, only a fresh session can still be tested.
  bool IsPlayed(const Step& step) const {
    if (step.only && *step.only != config_.role) return false;
    return !done_ || std::holds_alternative<Alive>(step.body) ||
           std::holds_alternative<Again>(step.body);
  }

  void Do(const Step& step) {
    step_ = &step;
    Turn(step.session);
    std::visit([this](const auto& body) { Do(body); }, step.body);
  }

  // Makes the named session current.
  void Turn(const std::string& name) {
    const auto found = sessions_.find(name);
    session_ = found == sessions_.end() ? nullptr : &found->second;
    peer_ = session_ == nullptr ? nullptr : &session_->peer;
    trace_.At(*step_, session_ == nullptr ? session_count_ : session_->number);
  }

  // One overload for each kind of step.

  void Do(const Connect&) {
    sessions_.erase(step_->session);
    Turn(step_->session);
    const Deadline deadline = Patience();
    auto channel = iut_.Open(deadline);
    if (!channel) {
      return Found({.reason = Reason::kNoStream,
                    .silent = IsOver(deadline),
                    .what = channel.error(),
                    .actual = channel.error()});
    }
    const deviant::LoosePair e = NextEphemeral();
    sessions_.try_emplace(step_->session, session_count_,
                          Peer(config_, KeysOfSession(keys_.ForSession(step_->session), options_),
                               e, *std::move(channel)));
    Turn(step_->session);
    peer_->StretchPauses(options_.timeout_scale);
    Trace(config_.role == noise::Role::kResponder ? "connected" : "accepted a connection");
  }

  void Do(const HandshakeFrame& frame) {
    if (!HasStream()) return;
    if (RunnerSends(frame, config_))
      return Remember(peer_->SendHandshakeFrame(*step_, names_.all(), Patience()));
    const Outcome outcome = Wait(Patience());
    const auto wanted = frame.kind == HandshakeFrame::Kind::kInitialize ? Outcome::Kind::kInitialize
                                                                        : Outcome::Kind::kResponse;
    if (outcome.kind != wanted || !outcome.verified) {
      return Unexpected(outcome, outcome.why, Allowed(frame));
    }
    if (options_.seen != nullptr && !options_.seen->AddFrom(outcome.wire)) {
      return Found({.reason = Reason::kEphemeralAgain,
                    .actual = "e " + ShortHex(Slice(outcome.wire, 1, kPublicKeySize))});
    }
    Remember(outcome);
  }

  void Do(const Send&) {
    if (HasStream()) Remember(peer_->Send(*step_, names_.all(), Patience()));
  }

  void Do(const Receive& receive) {
    if (!HasStream()) return;
    const Outcome outcome = Wait(Patience());
    const bool is_message = outcome.kind == Outcome::Kind::kMessage;
    const std::string difference =
        is_message ? DifferenceTo(receive.message, outcome.plaintext, names_.all()) : "";
    if (!is_message || !difference.empty()) {
      return Unexpected(outcome, difference, Allowed(receive.message));
    }
    result_.allowed.clear();
    Remember(outcome);
  }

  void Do(const Expect& expect) {
    if (!HasStream()) return;
    Deadline deadline = MayBeSilent(expect) ? UsualPatience() : Patience();
    for (const Expectation& expectation : expect.expectations) {
      if (expectation.duration) deadline = After(*expectation.duration, options_.timeout_scale);
    }
    const Outcome outcome = Wait(deadline);
    Fact fact = FactOf(outcome, expect.expectations, names_.all());
    fact.actual = outcome.Describe();
    if (fact.stated != Verdict::kPass) result_.allowed = Allowed(expect);
    done_ = fact.is_last;
    Found(std::move(fact));
    if (!ended_) Remember(outcome);
  }

  void Do(const Close& close) {
    if (!HasStream()) return;
    peer_->Flush(Patience());
    if (close.reset) {
      Trace("reset the connection");
      return peer_->channel().Reset();
    }
    Trace("closed its direction (FIN)");
    peer_->channel().Shutdown();
    const Outcome outcome = Wait(Patience());
    if (outcome.kind == Outcome::Kind::kFin || outcome.kind == Outcome::Kind::kRst) return;
    if (outcome.kind != Outcome::Kind::kSilence) {
      return Unexpected(outcome, "nothing was expected", "close");
    }
    result_.allowed = {"close"};
    Found({.reason = Reason::kStaysOpen, .actual = outcome.Describe()});
  }

  void Do(const Shutdown&) {
    if (!HasStream()) return;
    peer_->Flush(Patience());
    Trace("closed its direction (FIN)");
    peer_->channel().Shutdown();
  }

  void Do(const Leave&) {
    if (!HasStream()) return;
    peer_->Leave(Patience());
    Trace("closed both directions");
  }

  void Do(const Silence& silence) {
    if (!HasStream()) return;
    const Outcome outcome = Wait(After(silence.duration, options_.timeout_scale));
    if (outcome.kind == Outcome::Kind::kSilence) return;
    Unexpected(outcome, "nothing was expected", "silence");
  }

  void Do(const Pause& pause) {
    if (!HasStream()) return;
    const Deadline end = After(pause.duration, options_.timeout_scale);
    if (session_->flood.sealed != 0) return HoldFlood(*peer_, session_->flood, end);
    peer_->Listen(end);
  }

  void Do(const EchoMany& many) {
    if (!IsReadyForFrames()) return;
    const EchoMany here{.count = AsPlayed(many.count), .size = many.size};
    Endure(EchoMessages(*peer_, here, [this] { return Patience(); }),
           fmt::format("the IUT echoed {} messages of {} bytes", here.count, here.size));
  }

  void Do(const Sessions& sessions) {
    const Sessions here{AsPlayed(sessions.count), AsPlayed(sessions.messages), sessions.in_turn};
    const bool echoes = case_.header.tier >= 1;
    Endure(PlaySessions(iut_, config_, keys_, here, echoes, [this] { return Patience(); }),
           fmt::format("{} sessions worked {}", here.count, here.in_turn ? "in turn" : "at once"));
  }

  void Do(const Flood& flood) {
    if (!IsReadyForFrames()) return;
    session_->flood = SendFlood(*peer_, {.count = AsPlayed(flood.count), .size = flood.size},
                                [this] { return After(kStuckPatience, options_.timeout_scale); });
    Trace(fmt::format("sent {} messages of {} bytes without reading", session_->flood.sealed,
                      flood.size));
  }

  void Do(const Drain&) {
    if (!HasStream()) return;
    Endure(DrainFlood(*peer_, std::exchange(session_->flood, {}), [this] { return Patience(); }),
           "the IUT echoed every message of the flood");
  }

  void Do(const Gone&) {
    if (!HasStream()) return;
    if (peer_->channel().StopsReading(UsualPatience())) return Trace("the IUT reads no more");
    Found({.reason = Reason::kStillReads, .actual = "it takes bytes after its end"});
  }

  void Do(const Again& again) {
    if (repeated_ == AsPlayed(again.count)) return;
    ++repeated_;
    starts_over_ = true;
    done_ = false;
    sessions_.clear();
    silent_streams_.clear();
    trace_.Clear();
    Trace(fmt::format("play {} of these steps", repeated_ + 1));
  }

  void Do(const HalfOpen& half_open) {
    const size_t count = AsPlayed(half_open.count);
    auto opened = OpenSilent(iut_, count, [this] { return Patience(); });
    Trace(fmt::format("{} of {} silent streams are open", opened.size(), count));
    std::ranges::move(opened, std::back_inserter(silent_streams_));
  }

  void Endure(std::optional<Fact> wrong, std::string note) {
    if (!wrong) return Trace(std::move(note));
    Found(*std::move(wrong));
  }

  // Without an IUT, endurance shows nothing.
  size_t AsPlayed(size_t count) const {
    return options_.known_answer ? std::min(count, kCountToVerify) : count;
  }

  void Do(const Alive&) {
    sessions_.clear();
    Turn("");
    const Liveness alive = CheckAlive(keys_, config_, iut_, options_);
    if (alive.wrong.empty()) {
      return Trace(alive.late ? "a fresh session works, on the second attempt"
                              : "a fresh session works");
    }
    result_.allowed = {"a fresh session that works"};
    Found({.reason = Reason::kNoFreshSession, .silent = alive.silent, .actual = alive.wrong});
  }

  void Do(const Compare& compare) { Discovered(names_.Check(compare)); }
  void Do(const Let& let) { Discovered(names_.Set(let)); }

  deviant::LoosePair NextEphemeral() {
    const auto number = static_cast<uint16_t>(session_count_++);
    const SecretText secret = SecretOfSession(keys_.runner_e, number);
    return {config_.suite, secret.bytes};
  }

  Deadline Patience() const {
    return options_.no_deadlines ? Clock::now() + kEndless : UsualPatience();
  }

  Deadline UsualPatience() const {
    return After(step_->within.value_or(kDefaultPatience), options_.timeout_scale);
  }

  bool IsReadyForFrames() {
    if (!HasStream()) return false;
    if (!peer_->IsOpen()) Found({.reason = Reason::kNoKeys});
    peer_->Flush(Patience());
    return peer_->IsOpen();
  }

  bool HasStream() {
    if (peer_) return true;
    Found({.reason = Reason::kNoConnect});
    return false;
  }

  Outcome Wait(Deadline deadline) {
    while (true) {
      const bool was_open = peer_->IsOpen();
      Outcome outcome = peer_->Next(deadline);
      const bool unasked = options_.unasked_frames && session_->unasked.Takes(outcome);
      if (!unasked || ++unasked_ <= kUnaskedTraced) trace_.Received(outcome);
      if (!was_open && peer_->IsOpen()) trace_.Opened(peer_->session_id());
      if (!unasked) return outcome;
      if (IsOver(deadline)) return {.kind = Outcome::Kind::kSilence};
    }
  }

  void Remember(const OrWhy<Sent>& sent) {
    if (!sent) return Found({.reason = Reason::kUnplayable, .what = sent.error()});
    trace_.Sent(*sent);
    if (std::holds_alternative<HandshakeFrame>(step_->body) && peer_->IsOpen()) {
      trace_.Opened(peer_->session_id());
    }
    Keep(sent->plaintext, sent->wire);
  }

  void Remember(const Outcome& outcome) {
    const bool is_end = outcome.kind == Outcome::Kind::kFin || outcome.kind == Outcome::Kind::kRst;
    if (is_end) names_.KeepEnd(*step_, outcome.kind);
    Keep(outcome.plaintext, outcome.wire);
  }

  // Names the step's bytes and compares them with its lines.
  void Keep(const Bytes& plaintext, const Bytes& wire) {
    names_.Keep(*step_, plaintext, wire);
    if (options_.observe) options_.observe(*step_, plaintext, wire);
    Discovered(names_.CheckLines(*step_, config_, options_.known_answer, plaintext, wire));
  }

  void Discovered(OrFine wrong) {
    if (!wrong) return;
    if (!wrong->allowed.empty()) result_.allowed = {wrong->allowed};
    Found(std::move(wrong->fact));
  }

  // The IUT did not do what the step waits for.
  void Unexpected(const Outcome& outcome, std::string why, std::string allowed) {
    result_.allowed = {std::move(allowed)};
    Found({.reason = Reason::kOtherThanDue,
           .silent = outcome.kind == Outcome::Kind::kSilence,
           .what = std::move(why),
           .actual = outcome.Describe()});
  }

  void Found(Fact fact) {
    fact.waited = {.patience = step_->within.value_or(kDefaultPatience),
                   .scale = options_.timeout_scale,
                   .sent = trace_.LastSent()};
    fact.step = step_;
    ended_ = ended_ || Ends(fact);
    result_.Add(fact, case_.header.level);
  }

  void Trace(std::string text) { trace_.Note(std::move(text)); }

  const Case& case_;
  const Keys keys_;
  const Config& config_;
  Iut& iut_;
  const PlayOptions& options_;
  const Step* step_ = nullptr;
  std::map<std::string, OpenSession, std::less<>> sessions_;  // by name
  OpenSession* session_ = nullptr;                            // of the current step
  Peer* peer_ = nullptr;
  std::vector<std::unique_ptr<Channel>> silent_streams_;
  NamedBytes names_;
  size_t session_count_ = 0;
  size_t repeated_ = 0;       // by `again`
  bool starts_over_ = false;  // the steps are to be played again
  TraceWriter trace_;
  size_t unasked_ = 0;  // frames of the IUT's own accord
  PlayResult result_;
  bool done_ = false;  // a line `done` was reached
  bool ended_ = false;
};

}  // namespace

PlayResult Play(const Case& one_case, const Config& config, Iut& iut, const PlayOptions& options) {
  return Player(one_case, config, iut, options).Play();
}

Keys KeysOfSession(Keys keys, const PlayOptions& options) {
  if (options.identity && !keys.IsStranger() && !keys.shown) {
    keys.runner_s = keys.peer = options.identity();
  }
  return keys;
}

}  // namespace asmtp::conformance
