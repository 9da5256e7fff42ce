#include "fuzz/wire/attack.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "conformance/transcript/line.h"
#include "conformance/transcript/step_reader.h"
#include "fuzz/wire/due_text.h"

namespace asmtp::fuzz::wire {
namespace {

// An answer usually takes milliseconds. A missing one is confirmed with more patience before it
// becomes a finding.
constexpr double kPatience = 0.5;
// An IUT may keep its direction open after the end of the stream.
constexpr double kEndPatience = 0.1;
constexpr double kSlow = 0.25;
bool IsEnd(const conformance::Outcome& outcome) {
  return outcome.kind == conformance::Outcome::Kind::kFin ||
         outcome.kind == conformance::Outcome::Kind::kRst;
}

// Whether an IUT in this state may have closed.
bool AllowsClose(const Due& due) {
  return due.may_close || due.kind == Due::Kind::kClose || due.kind == Due::Kind::kOpen;
}

conformance::Keys KeysOf(const Target& target, bool is_stranger, const conformance::SecretText& e) {
  conformance::Keys keys = target.keys;
  if (target.identity) keys.runner_s = target.identity();
  if (is_stranger) keys.runner_s.bytes = kStrangersSecret;
  keys.runner_e = e;
  return keys;
}

// Parses a step from valid text.
conformance::Step StepOfText(const std::string& text) {
  const auto lines = conformance::CutLines("step", text);
  conformance::ValueBudget budget;
  conformance::StepReader reader("step", budget);
  (void)reader.Read(lines->front());
  return std::move(reader.steps.front());
}

}  // namespace

class TappedChannel : public conformance::Channel {
 public:
  explicit TappedChannel(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {}

  void Send(ByteView bytes, conformance::Deadline deadline) override {
    sent_.insert(sent_.end(), bytes.begin(), bytes.end());
    channel_->Send(bytes, deadline);
  }
  conformance::Arrival Receive(conformance::Deadline deadline) override {
    return channel_->Receive(deadline);
  }
  void Shutdown() override {
    ended_ = true;
    channel_->Shutdown();
  }
  void Reset() override { channel_->Reset(); }

  conformance::Bytes TakeSent() { return std::exchange(sent_, {}); }
  bool ended() const { return ended_; }

 private:
  std::unique_ptr<Channel> channel_;
  conformance::Bytes sent_;
  bool ended_ = false;
};

Attack::Attack(const Target& target, const AttackOptions& options,
               std::unique_ptr<conformance::Channel> channel)
    : target_(target),
      options_(options),
      model_(target.config, {.echoes = target.echoes,
                             .knows_messages = target.knows_messages,
                             .wants_identity = !options.is_stranger}),
      tap_(new TappedChannel(std::move(channel))),
      peer_(target.config, KeysOf(target, options.is_stranger, options.e),
            deviant::LoosePair(target.config.suite, options.e.bytes),
            std::unique_ptr<conformance::Channel>(tap_)) {}

Attack::~Attack() = default;

conformance::Deadline Attack::Patience(double seconds) const {
  return std::min(options_.until, conformance::After(std::chrono::duration<double>(seconds),
                                                     options_.patience * target_.timeout_scale));
}

void Attack::Play(const std::vector<SaidStep>& moves) {
  for (const SaidStep& move : moves) {
    if (!IsOn()) return;
    if (!PlayMove(move) || !move.waits) continue;
    Settle(move.op);
  }
}

// Returns whether the move could be played.
bool Attack::PlayMove(const SaidStep& move) {
  const auto step = StepOf(move);
  if (!step || !PlayStep(*step, move.handshake_fault)) return false;
  steps_ += TextOf(move);
  return true;
}

bool Attack::PlayStep(const conformance::Step& step, const std::string& handshake_fault) {
  if (const auto* close = std::get_if<conformance::Close>(&step.body)) {
    if (!close->reset) return false;
    peer_.Flush(Patience());
    peer_.channel().Reset();
    over_ = true;
  } else if (std::holds_alternative<conformance::Shutdown>(step.body)) {
    peer_.Flush(Patience());
    peer_.channel().Shutdown();
  } else {
    return Send(step, handshake_fault);
  }
  return true;
}

bool Attack::Send(const conformance::Step& step, const std::string& handshake_fault) {
  const bool is_handshake_frame = std::holds_alternative<conformance::HandshakeFrame>(step.body);
  const auto sent = is_handshake_frame ? peer_.SendHandshakeFrame(step, names_, Patience())
                                       : peer_.Send(step, names_, Patience());
  if (!sent) return false;
  if (is_handshake_frame) {
    model_.ExpectHandshakeFrame(sent->made, handshake_fault);
    if (peer_.IsOpen()) model_.SetReceiver(peer_.ReceiverOfIut());
  }
  if (sent->key) ++frames_;
  if (!step.label.empty()) Keep(step.label, sent->plaintext, sent->wire);
  return true;
}

void Attack::Keep(const std::string& label, const conformance::Bytes& plaintext,
                  const conformance::Bytes& wire) {
  names_[label + ".plain"] = plaintext;
  names_[label + ".wire"] = wire;
}

void Attack::Finish() {
  if (!IsOn() || model_.IsEnded()) return;
  Play({{.body = conformance::Shutdown{}, .op = Op::kEnd}});
}

void Attack::Feed() {
  peer_.Flush(Patience());
  model_.Feed(tap_->TakeSent());
  if (tap_->ended()) model_.FeedEnd();
}

void Attack::Settle(Op op) {
  Feed();
  while (IsOn()) {
    if (model_.due().empty()) {
      if (odd_.empty() || !Probe()) return;
      continue;
    }
    Due due = model_.TakeDue();
    if (due.kind == Due::Kind::kOpen) {
      odd_.push_back(std::move(due));
    } else {
      Await(due, op);
    }
  }
}

// Sends a message after a plaintext that is not a message. An answer shows that the IUT continued.
bool Attack::Probe() {
  if (model_.IsWithin() || model_.IsEnded() || model_.IsClosed() || !peer_.IsOpen() ||
      !target_.echoes) {
    return false;
  }
  ++probes_;
  const std::string text =
      fmt::format("p{0}: send msg query-topic-messages topic=rep(77,32) since=u32({0})\n", probes_);
  const bool sent = PlayStep(StepOfText(text), "");
  if (sent) steps_ += text;
  Feed();
  return sent;
}

// Passes over frames that an IUT without echoes sends of its own accord. They must verify.
conformance::Outcome Attack::NextOutcome(conformance::Deadline deadline) {
  while (true) {
    conformance::Outcome outcome = peer_.Next(deadline);
    const bool unasked = !target_.echoes && (outcome.kind == conformance::Outcome::Kind::kMessage ||
                                             outcome.kind == conformance::Outcome::Kind::kPlain);
    if (!unasked) return outcome;
    if (conformance::IsOver(deadline)) return {};
  }
}

void Attack::Await(const Due& due, Op op) {
  const auto begin = conformance::Clock::now();
  const conformance::Outcome outcome =
      NextOutcome(Patience(due.kind == Due::Kind::kEnd ? kEndPatience : kPatience));
  if (conformance::IsOver(options_.until)) {
    over_ = true;
    return;
  }
  const std::chrono::duration<double> duration = conformance::Clock::now() - begin;
  Note(due, outcome, op, duration.count());
  const std::string label = due.kind == Due::Kind::kInitialize ? "hs1"
                            : due.kind == Due::Kind::kResponse ? "hs2"
                                                               : fmt::format("r{}", ++received_);
  last_ = odd_.empty() ? AboutDue(due) : AboutOpen(odd_.back());
  const bool may_close = due.may_close || !odd_.empty() || went_on_;
  steps_ += StepsOf(due, label, may_close, target_.knows_messages);
  Judge(due, outcome);
  if (violation_) {
    steps_ += "alive\n";
  } else if (!IsEnd(outcome)) {
    Keep(label, outcome.plaintext, outcome.wire);
  }
}

void Attack::Judge(const Due& due, const conformance::Outcome& outcome) {
  switch (outcome.kind) {
    case conformance::Outcome::Kind::kFin:
    case conformance::Outcome::Kind::kRst:
      return JudgeClose(due, outcome);
    case conformance::Outcome::Kind::kInitialize:
    case conformance::Outcome::Kind::kResponse:
      return JudgeHandshakeFrame(due, outcome);
    case conformance::Outcome::Kind::kMessage:
    case conformance::Outcome::Kind::kPlain:
      return JudgePlaintext(due, outcome);
    case conformance::Outcome::Kind::kSilence:
      if (due.kind == Due::Kind::kEnd) {
        over_ = true;
        return;
      }
      if (due.kind == Due::Kind::kClose) {
        return Violate(Oracle::kStaysOpen, due,
                       fmt::format("keeps the stream open after a failure ({})", due.why));
      }
      return Violate(Oracle::kHang, due, "neither answers nor closes");
    case conformance::Outcome::Kind::kBytes:
      break;
  }
  if (due.kind == Due::Kind::kClose) {
    return Violate(Oracle::kTakes, due, "sends bytes after a failure: " + outcome.why);
  }
  Violate(Oracle::kOtherAnswer, due, "answers with " + outcome.Describe());
}

void Attack::JudgeClose(const Due& due, const conformance::Outcome& outcome) {
  over_ = true;
  const bool may =
      AllowsClose(due) || due.kind == Due::Kind::kEnd || !odd_.empty() || model_.MayClose();
  Pass(odd_.empty() && AllowsClose(due) ? std::optional(due) : std::nullopt);
  // A reset may destroy an answer that was sent before it.
  if (may || (outcome.kind == conformance::Outcome::Kind::kRst &&
              std::ranges::any_of(model_.due(), AllowsClose))) {
    return;
  }
  Violate(Oracle::kCloses, due,
          fmt::format("closes ({}), expected {}", Name(outcome.kind),
                      due.kind == Due::Kind::kEcho ? "an echo" : Name(due.kind)));
}

// Records as refused the plaintexts that are not messages, and `due`.
void Attack::Pass(const std::optional<Due>& due) {
  for (const Due& odd : odd_) verdicts_.push_back("refused " + AboutOpen(odd));
  if (due) verdicts_.push_back("refused " + AboutDue(*due));
}

void Attack::JudgeHandshakeFrame(const Due& due, const conformance::Outcome& outcome) {
  const auto wanted = outcome.kind == conformance::Outcome::Kind::kInitialize
                          ? Due::Kind::kInitialize
                          : Due::Kind::kResponse;
  if (due.kind == Due::Kind::kClose) {
    return Violate(Oracle::kTakes, due, fmt::format("answers a failed handshake ({})", due.why));
  }
  if (due.kind != wanted || !outcome.verified) {
    return Violate(Oracle::kOtherAnswer, due, "answers with " + outcome.Describe());
  }
  if (options_.seen != nullptr && !options_.seen->AddFrom(outcome.wire)) {
    violation_ = Violation{.oracle = Oracle::kRepeats,
                           .about = "ephemeral key",
                           .text = "uses an ephemeral key that an earlier session had (CRY-4)"};
    return;
  }
  verdicts_.push_back("taken " + AboutDue(due));
  if (outcome.kind == conformance::Outcome::Kind::kResponse)
    model_.SetReceiver(peer_.ReceiverOfIut());
}

void Attack::JudgePlaintext(const Due& due, const conformance::Outcome& outcome) {
  if (due.kind == Due::Kind::kEcho && outcome.plaintext == due.plaintext) {
    Pass(std::nullopt);
    verdicts_.push_back("taken " + AboutDue(due));
    went_on_ = went_on_ || !odd_.empty();
    odd_.clear();
    return;
  }
  const auto odd = std::ranges::find(odd_, outcome.plaintext, &Due::plaintext);
  if (odd != odd_.end()) {
    return Violate(Oracle::kTakes, *odd,
                   fmt::format("echoes a plaintext that is not a message ({})", odd->why));
  }
  if (!odd_.empty()) {
    return Violate(Oracle::kTakes, odd_.front(),
                   fmt::format("answers a plaintext that is not a message ({}) with {}",
                               odd_.front().why, outcome.Describe()));
  }
  if (due.kind == Due::Kind::kClose) {
    return Violate(Oracle::kTakes, due, fmt::format("answers after a failure ({})", due.why));
  }
  Violate(Oracle::kOtherAnswer, due, "answers with " + outcome.Describe());
}

// A violation after a plaintext that is not a message is attributed to that plaintext.
void Attack::Violate(Oracle oracle, const Due& due, std::string text) {
  const bool behind_odd = due.kind != Due::Kind::kOpen && !odd_.empty();
  violation_ = Violation{.oracle = oracle,
                         .about = behind_odd ? AboutOpen(odd_.back()) : AboutDue(due),
                         .text = std::move(text)};
}

void Attack::Note(const Due& due, const conformance::Outcome& outcome, Op op, double seconds) {
  const std::string what = fmt::format(
      "{} {} {} -> {}{}", Name(due.kind), AboutDue(due), odd_.empty() ? "" : AboutOpen(odd_.back()),
      Name(outcome.kind), seconds > kSlow * target_.timeout_scale ? " slowly" : "");
  behaviour_.insert(what);
  behaviour_.insert(fmt::format("{} by {}", what, Name(op)));
  behaviour_.insert(fmt::format("{} of 2^{}", what, std::bit_width(outcome.plaintext.size())));
  behaviour_.insert(fmt::format("{} at {}", what, std::min<size_t>(received_, 8)));
}

}  // namespace asmtp::fuzz::wire
