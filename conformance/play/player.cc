#include "conformance/play/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "conformance/play/divergence.h"
#include "conformance/play/endurance.h"
#include "conformance/play/liveness.h"
#include "conformance/play/match.h"
#include "conformance/play/step_text.h"

namespace asmtp::conformance {
namespace {

// How long to wait for the rest of bytes that do not verify.
constexpr Milliseconds kEvidencePatience{20};

// Most messages or sessions that verify plays.
constexpr size_t kCountToVerify = 64;

// Returns up to `size` bytes from `offset` on.
Bytes Slice(const Bytes& bytes, size_t offset, size_t size) {
  const auto begin = bytes.begin() + static_cast<ptrdiff_t>(std::min(offset, bytes.size()));
  return {begin, begin + std::min(static_cast<ptrdiff_t>(size), bytes.end() - begin)};
}

class Player {
 public:
  Player(const Case& one_case, const Config& config, Iut& iut, const PlayOptions& options)
      : case_(one_case),
        keys_(options.keys != nullptr ? *options.keys : one_case.keys.For(config.role)),
        config_(config),
        iut_(iut),
        options_(options) {}

  PlayResult Play() {
    for (const Step& step : case_.steps) {
      if (step.only && *step.only != config_.role) continue;
      step_ = &step;
      Turn(step.session);
      std::visit([this](const auto& body) { Do(body); }, step.body);
      if (ended_) break;
    }
    if (ended_) ExplainBytes();
    return std::move(result_);
  }

 private:
  struct OpenSession {
    size_t number;  // from 1
    Peer peer;
  };

  // Makes the named session current.
  void Turn(const std::string& name) {
    const auto found = sessions_.find(name);
    session_ = found == sessions_.end() ? nullptr : &found->second;
    peer_ = session_ == nullptr ? nullptr : &session_->peer;
  }

  // Explains bytes that did not verify, if a known mistake does.
  void ExplainBytes() {
    if (!peer_) return;
    const Evidence evidence =
        peer_->CollectEvidence(After(kEvidencePatience, options_.timeout_scale));
    const auto explanation = Explain(evidence);
    if (!explanation) return;
    result_.hypothesis = explanation->hypothesis;
    result_.explanation = explanation->sentence;
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
                          Peer(config_, keys_, e, *std::move(channel)));
    Turn(step_->session);
    peer_->StretchPauses(options_.timeout_scale);
    Trace(config_.role == noise::Role::kResponder ? "connected" : "accepted a connection");
  }

  void Do(const HandshakeFrame& frame) {
    if (!HasStream()) return;
    if (RunnerSends(frame, config_))
      return Remember(peer_->SendHandshakeFrame(*step_, names_, Patience()));
    const Outcome outcome = Wait(Patience());
    const auto wanted = frame.kind == HandshakeFrame::Kind::kInitialize ? Outcome::Kind::kInitialize
                                                                        : Outcome::Kind::kResponse;
    if (outcome.kind != wanted || !outcome.verified) {
      return Unexpected(outcome, outcome.why, Allowed(frame));
    }
    Remember(outcome);
  }

  void Do(const Send&) {
    if (HasStream()) Remember(peer_->Send(*step_, names_, Patience()));
  }

  void Do(const Receive& receive) {
    if (!HasStream()) return;
    const Outcome outcome = Wait(Patience());
    const bool is_message = outcome.kind == Outcome::Kind::kMessage;
    const std::string difference =
        is_message ? DifferenceTo(receive.message, outcome.plaintext, names_) : "";
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
    Fact fact = FactOf(outcome, expect.expectations, names_);
    fact.actual = outcome.Describe();
    if (fact.stated != Verdict::kPass) result_.allowed = Allowed(expect);
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

  void Do(const Silence& silence) {
    if (!HasStream()) return;
    const Outcome outcome = Wait(After(silence.duration, options_.timeout_scale));
    if (outcome.kind == Outcome::Kind::kSilence) return;
    Unexpected(outcome, "nothing was expected", "silence");
  }

  void Do(const Pause& pause) {
    if (!HasStream()) return;
    peer_->Flush(Patience());
    peer_->Listen(After(pause.duration, options_.timeout_scale));
  }

  void Do(const EchoMany& many) {
    if (!HasStream()) return;
    if (!peer_->IsOpen()) return Found({.reason = Reason::kNoKeys});
    peer_->Flush(Patience());
    EchoMany here = many;
    here.count = AsPlayed(many.count);
    Endure(EchoMessages(*peer_, here, [this] { return Patience(); }),
           fmt::format("the IUT echoed {} messages of {} bytes", here.count, here.size));
  }

  void Do(const Sessions& sessions) {
    const size_t count = AsPlayed(sessions.count);
    const bool echoes = case_.header.tier >= 1;
    Endure(PlaySessions(iut_, config_, keys_, count, echoes, [this] { return Patience(); }),
           fmt::format("{} simultaneous sessions worked", count));
  }

  void Do(const HalfOpen& half_open) {
    const size_t count = AsPlayed(half_open.count);
    for (size_t i = 0; i < count; ++i) {
      auto channel = iut_.Open(Patience());
      if (!channel) {
        return Found({.reason = Reason::kNoSilentStream,
                      .index = i + 1,
                      .count = count,
                      .actual = channel.error()});
      }
      silent_streams_.push_back(*std::move(channel));
    }
    Trace(fmt::format("{} silent streams are open", count));
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

  void Do(const Compare& compare) {
    const auto a = Evaluate(compare.a, names_);
    const auto b = Evaluate(compare.b, names_);
    if (!a || !b) {
      // The IUT took another path that the case allows.
      return Found({.reason = Reason::kNothingToCompare, .actual = a ? b.error() : a.error()});
    }
    if ((*a == *b) == compare.same) return;
    result_.allowed = {compare.same ? ShortHex(*a) : "other bytes"};
    Found({.reason = compare.same ? Reason::kDiffers : Reason::kRepeats, .actual = ShortHex(*b)});
  }

  void Do(const Let& let) {
    auto bytes = Evaluate(let.value, names_);
    if (!bytes) {
      return Found({.reason = Reason::kUndefined, .what = bytes.error(), .actual = bytes.error()});
    }
    names_[let.name] = *std::move(bytes);
  }

  deviant::LoosePair NextEphemeral() {
    const auto number = static_cast<uint8_t>(session_count_++);
    const SecretText secret = SecretOfSession(keys_.runner_e, number);
    return {config_.suite, secret.bytes};
  }

  Deadline Patience() const {
    return options_.no_deadlines ? Clock::now() + kEndless : UsualPatience();
  }

  Deadline UsualPatience() const {
    return After(step_->within.value_or(kDefaultPatience), options_.timeout_scale);
  }

  bool HasStream() {
    if (peer_) return true;
    Found({.reason = Reason::kNoConnect});
    return false;
  }

  Outcome Wait(Deadline deadline) {
    const bool was_open = peer_->IsOpen();
    Outcome outcome = peer_->Next(deadline);
    TraceEvent event = NewEvent(TraceEvent::Kind::kReceived, "received " + outcome.Describe());
    event.outcome = conformance::Name(outcome.kind);
    event.key = outcome.key;
    event.plaintext = ForTrace(outcome.plaintext, options_.trace_bytes_max);
    event.wire = ForTrace(outcome.wire, options_.trace_bytes_max);
    result_.trace.push_back(std::move(event));
    if (!was_open) TraceSessionId();
    return outcome;
  }

  void Remember(const OrWhy<Sent>& sent) {
    if (!sent) return Found({.reason = Reason::kUnplayable, .what = sent.error()});
    std::string text = "sent " + step_->text;
    for (const Tamper& tamper : step_->tampers) text += "  [" + tamper.text + "]";
    TraceEvent event = NewEvent(TraceEvent::Kind::kSent, std::move(text));
    event.key = sent->key;
    event.plaintext = ForTrace(sent->plaintext, options_.trace_bytes_max);
    event.wire = ForTrace(sent->wire, options_.trace_bytes_max);
    result_.trace.push_back(std::move(event));
    if (std::holds_alternative<HandshakeFrame>(step_->body)) TraceSessionId();
    Keep(sent->plaintext, sent->wire);
  }

  void Remember(const Outcome& outcome) {
    const bool is_end = outcome.kind == Outcome::Kind::kFin || outcome.kind == Outcome::Kind::kRst;
    if (is_end && !step_->label.empty()) {
      names_[step_->label + ".close"] = {outcome.kind == Outcome::Kind::kRst};
    }
    Keep(outcome.plaintext, outcome.wire);
  }

  // Names the step's bytes and compares them with its lines.
  void Keep(const Bytes& plaintext, const Bytes& wire) {
    if (!step_->label.empty()) {
      names_[step_->label + ".plain"] = plaintext;
      names_[step_->label + ".wire"] = wire;
      if (std::holds_alternative<HandshakeFrame>(step_->body)) {
        names_[step_->label + ".e"] = Slice(wire, 1, kPublicKeySize);  // after the version
      }
    }
    if (options_.observe) options_.observe(*step_, plaintext, wire);
    for (const BytesLine& line : step_->bytes_lines) {
      const bool is_plain = line.kind == BytesLine::Kind::kPlain;
      const bool same = line.role == config_.role && line.suite == config_.suite;
      if (!is_plain && (!options_.known_answer || !same)) continue;
      if (line.mark == Mark::kCaptured && !options_.known_answer) continue;
      CompareLine(line, is_plain ? plaintext : wire);
    }
  }

  void CompareLine(const BytesLine& line, const Bytes& actual) {
    const auto wanted = Evaluate(line.value, names_);
    if (wanted && *wanted == actual) return;
    const std::string what = line.kind == BytesLine::Kind::kPlain ? "plain" : "wire";
    result_.allowed = {wanted ? what + " " + ShortHex(*wanted) : wanted.error()};
    const bool ours = std::holds_alternative<Send>(step_->body) || options_.known_answer;
    Found({.reason = ours ? Reason::kOtherOwnBytes : Reason::kOtherBytes,
           .what = what,
           .index = line.line,
           .actual = what + " " + ShortHex(actual)});
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
    const auto sent = std::ranges::find(result_.trace.rbegin(), result_.trace.rend(),
                                        TraceEvent::Kind::kSent, &TraceEvent::kind);
    fact.waited = {.patience = step_->within.value_or(kDefaultPatience),
                   .scale = options_.timeout_scale,
                   .sent = sent == result_.trace.rend() ? nullptr : sent->step};
    fact.step = step_;
    ended_ = ended_ || Ends(fact);
    result_.Add(fact, case_.header.level);
  }

  TraceEvent NewEvent(TraceEvent::Kind kind, std::string text) const {
    return {.kind = kind,
            .at = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin_),
            .step = step_,
            .session = session_ == nullptr ? session_count_ : session_->number,
            .text = std::move(text)};
  }

  void Trace(std::string text) {
    result_.trace.push_back(NewEvent(TraceEvent::Kind::kNote, std::move(text)));
  }

  // After the last handshake frame: what both sides must agree on.
  void TraceSessionId() {
    if (!peer_->IsOpen()) return;
    const Hash512 h = peer_->session_id();
    TraceEvent event = NewEvent(TraceEvent::Kind::kNote, "open, session id " + ShortHex(h, 8));
    event.session_id = h;
    result_.trace.push_back(std::move(event));
  }

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
  Names names_;
  size_t session_count_ = 0;
  Clock::time_point begin_ = Clock::now();
  PlayResult result_;
  bool ended_ = false;
};

}  // namespace

PlayResult Play(const Case& one_case, const Config& config, Iut& iut, const PlayOptions& options) {
  return Player(one_case, config, iut, options).Play();
}

}  // namespace asmtp::conformance
