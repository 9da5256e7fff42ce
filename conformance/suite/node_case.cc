#include "conformance/suite/node_case.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace asmtp::conformance {
namespace {

// How long a session has to stay open after valid frames.
constexpr Milliseconds kStaysOpen{100};

constexpr size_t kForgedSize = 33;
// The most repetitions of a case, each with a wait.
constexpr size_t kAgainMax = 10;

constexpr const char* kOnlyEcho =
    "a stock IUT does not echo, and only an echo decides this case (if this one echoes, use "
    "--iut-tier T1)";
constexpr const char* kCloseOrEcho =
    "a stock IUT does not echo, and this case is judged only if it closes (if this one echoes, use "
    "--iut-tier T1)";
constexpr const char* kFrameOfIut = "a stock IUT does not echo, and this case needs its frame";
constexpr const char* kMany =
    "a stock IUT does not echo, and it may limit the number of messages and streams";
constexpr const char* kOtherSecret = "this needs an IUT whose secret is known";
constexpr const char* kRefuses = "closed after valid frames that it takes in another case";

// What decides an expect block if the IUT does not echo.
enum class By : uint8_t { kClose, kSilence, kEcho, kSeveral };

bool FailsOnSilence(const Expect& expect) {
  const auto fits = std::ranges::find_if(expect.expectations, [](const Expectation& one) {
    return one.kind == Expectation::Kind::kSilence || one.kind == Expectation::Kind::kAnything;
  });
  return fits != expect.expectations.end() && fits->verdict == Verdict::kFail;
}

By DecidedBy(const Expect& expect) {
  std::set<Expectation::Kind> passes;
  for (const Expectation& one : expect.expectations) {
    if (one.verdict == Verdict::kPass) passes.insert(one.kind);
  }
  if (passes == std::set{Expectation::Kind::kClose} && FailsOnSilence(expect)) return By::kClose;
  if (passes == std::set{Expectation::Kind::kSilence}) return By::kSilence;
  if (passes == std::set{Expectation::Kind::kMessage}) return By::kEcho;
  return By::kSeveral;
}

bool MayClose(const Expect& expect) {
  return std::ranges::any_of(expect.expectations, [](const Expectation& one) {
    return one.kind == Expectation::Kind::kClose && one.verdict == Verdict::kPass;
  });
}

bool IsValidMessage(const Step& step) {
  const auto* send = std::get_if<Send>(&step.body);
  return send != nullptr && send->object == Send::Object::kMessage;
}

bool IsSent(const Step& step) { return std::holds_alternative<Send>(step.body); }

// Whether the step sends a frame with a fault.
bool IsFaulty(const Step& step) {
  const auto* send = std::get_if<Send>(&step.body);
  return send != nullptr && (send->object != Send::Object::kMessage || !step.tampers.empty());
}

// The message of a step, as it is written.
std::string MessageIn(const Step& step) {
  return step.text.substr(std::min(step.text.find("send msg"), step.text.size()));
}

// Whether an echo of the step's message passes.
bool PassesByEchoOf(const Step& step, const Expect& expect) {
  return std::ranges::any_of(expect.expectations, [&](const Expectation& one) {
    return one.kind == Expectation::Kind::kMessage && one.verdict == Verdict::kPass &&
           MessageIn(step) == "send " + one.pattern;
  });
}

bool IsMany(const Step& step) {
  const auto* again = std::get_if<Again>(&step.body);
  return std::holds_alternative<EchoMany>(step.body) ||
         std::holds_alternative<Sessions>(step.body) ||
         std::holds_alternative<HalfOpen>(step.body) || std::holds_alternative<Flood>(step.body) ||
         (again != nullptr && again->count > kAgainMax);
}

// Whether the step looks at the sessions before it as a whole.
bool IsAfterAll(const Step& step) {
  return std::holds_alternative<Alive>(step.body) || std::holds_alternative<Again>(step.body);
}

bool Mentions(const Step& step, const std::string& name) {
  const bool tampered = std::ranges::any_of(
      step.tampers, [&](const Tamper& tamper) { return tamper.text.contains(name); });
  return tampered || step.text.contains(name);
}

class Deriver {
 public:
  Deriver(const Case& one_case, const CaseSet& set) : case_(one_case), set_(set) {}

  NodeCase Derive() {
    NodeCase node{.played = case_, .judged = Judged::kNever, .why_not = WhyNotPlayed()};
    node.played.steps.clear();
    if (!node.why_not.empty()) return node;
    Classify();
    CollectTaken();
    for (index_ = 0; index_ < case_.steps.size(); ++index_) Take(case_.steps[index_]);
    if (!ended_) EndSessions(case_.steps.back());
    node.played.steps = std::move(steps_);
    node.judged = judged_;
    node.why_not = why_not_;
    node.compares = compares_;
    return node;
  }

 private:
  using Judged = NodeCase::Judged;

  std::string WhyNotPlayed() const {
    const Case* control = set_.Find(case_.header.control);
    const auto& secret = case_.keys.iut_s;
    if (control != nullptr && secret && control->keys.iut_s &&
        secret->bytes != control->keys.iut_s->bytes) {
      return kOtherSecret;
    }
    for (const Step& step : case_.steps) {
      if (IsMany(step)) return kMany;
      if (!std::holds_alternative<Receive>(step.body) || step.label.empty()) continue;
      const std::string name = "$" + step.label + ".";
      const auto mentions = [&](const Step& other) { return Mentions(other, name); };
      if (std::ranges::any_of(case_.steps, mentions)) return kFrameOfIut;
    }
    return "";
  }

  void Set(Judged judged, std::string why_not) {
    judged_ = judged;
    why_not_ = std::move(why_not);
  }

  void Classify() {
    bool any = false;
    for (size_t i = 0; i < case_.steps.size(); ++i) {
      const auto* expect = std::get_if<Expect>(&case_.steps[i].body);
      if (expect == nullptr || IsPassedOver(i)) continue;
      any = true;
      const By by = DecidedBy(*expect);
      if (by == By::kEcho) return Set(Judged::kNever, kOnlyEcho);
      if (by == By::kSeveral && MayClose(*expect)) Set(Judged::kIfItCloses, kCloseOrEcho);
      if (by == By::kSeveral && !MayClose(*expect)) return Set(Judged::kNever, kOnlyEcho);
    }
    if (!any && IsAboutMessages(case_)) Set(Judged::kNever, kOnlyEcho);
    const Case* control = set_.Find(case_.header.control);
    if (judged_ != Judged::kAlways || control == nullptr) return;
    const NodeCase of_control = ForNode(*control, set_);
    if (of_control.judged != Judged::kAlways) Set(Judged::kNever, of_control.why_not);
  }

  // Whether an expect block awaits an echo before another one decides.
  bool IsPassedOver(size_t index) const {
    const auto* expect = std::get_if<Expect>(&case_.steps[index].body);
    if (expect == nullptr || DecidedBy(*expect) != By::kEcho) return false;
    const auto rest = case_.steps.begin() + static_cast<ptrdiff_t>(index) + 1;
    return std::any_of(rest, case_.steps.end(), [&](const Step& step) {
      const auto* later = std::get_if<Expect>(&step.body);
      return later != nullptr && step.session == case_.steps[index].session &&
             DecidedBy(*later) == By::kClose;
    });
  }

  // The messages after which the sessions of the controls have stayed open.
  void CollectTaken() {
    const Case* control = set_.Find(case_.header.control);
    for (; control != nullptr; control = set_.Find(control->header.control)) {
      for (const Step& step : control->steps) {
        if (IsValidMessage(step)) taken_.insert(MessageIn(step));
      }
    }
  }

  void Take(const Step& step) {
    if (std::holds_alternative<Receive>(step.body) || IsPassedOver(index_)) return;
    if (const auto* expect = std::get_if<Expect>(&step.body)) return TakeExpect(step, *expect);
    if (std::holds_alternative<Silence>(step.body) && IsOpen(step.session)) {
      return Add(judged_ == Judged::kAlways ? StaysOpen(step, Verdict::kUnsupported, kEndsItself)
                                            : AnyEnding(step));
    }
    // Only a judged case knows that the IUT has closed.
    if (std::holds_alternative<Gone>(step.body) && judged_ == Judged::kNever) return;
    if (std::holds_alternative<Connect>(step.body)) {
      handshakes_.erase(step.session);
      messages_.erase(step.session);
      first_.erase(step.session);
      checked_.erase(step.session);
    }
    if (std::holds_alternative<HandshakeFrame>(step.body)) ++handshakes_[step.session];
    if (IsAfterAll(step)) EndSessions(step);
    const auto* close = std::get_if<Close>(&step.body);
    const bool ends = close != nullptr || std::holds_alternative<Shutdown>(step.body) ||
                      std::holds_alternative<Leave>(step.body);
    const bool is_open = handshakes_[step.session] >= noise::kMessageCount;
    if (close != nullptr && !close->reset && is_open && !IsOpenedAgain(step)) {
      return EndSession(step);
    }
    if (ends) handshakes_.erase(step.session);
    if (judged_ == Judged::kIfItCloses && IsSent(step) && !TakeSend(step)) return;
    if (judged_ == Judged::kAlways && IsFaulty(step) && HasExpectLater(step.session)) {
      CheckOnce(step);
    }
    if (IsValidMessage(step)) {
      messages_[step.session].insert(MessageIn(step));
      first_.emplace(step.session, &step);
    }
    Add(step);
  }

  void TakeExpect(const Step& step, const Expect& expect) {
    handshakes_.erase(step.session);
    const By by = DecidedBy(expect);
    compares_ = compares_ || by == By::kSilence;
    if (judged_ == Judged::kNever) return Add(AnyEnding(step));
    if (by != By::kSeveral) return Add(step);
    Add(Look(step, "expect a close", kStaysOpen,
             {.closed = Verdict::kPass, .silent = Verdict::kUnsupported}, kCloseOrEcho));
  }

  // Whether a step that sends is played if only a close decides: a message after the one in
  // question would leave open which of them the IUT closed on.
  bool TakeSend(const Step& step) {
    const auto rest = case_.steps.begin() + static_cast<ptrdiff_t>(index_) + 1;
    const auto next = std::find_if(rest, case_.steps.end(), [&](const Step& later) {
      return later.session == step.session &&
             (IsSent(later) || std::holds_alternative<Expect>(later.body));
    });
    const auto* expect = next == case_.steps.end() ? nullptr : std::get_if<Expect>(&next->body);
    if (expect != nullptr && PassesByEchoOf(step, *expect)) return false;
    const bool after_valid = !messages_[step.session].empty();
    if (after_valid && (IsFaulty(step) || expect != nullptr || IsLastInQuestion(next))) {
      CheckOnce(step);
    }
    return true;
  }

  // Whether the next step that sends is the message whose echo passes.
  bool IsLastInQuestion(std::vector<Step>::const_iterator next) const {
    if (next == case_.steps.end() || !IsSent(*next)) return false;
    const auto later = std::find_if(next + 1, case_.steps.end(), [](const Step& step) {
      return std::holds_alternative<Expect>(step.body);
    });
    return later != case_.steps.end() && PassesByEchoOf(*next, std::get<Expect>(later->body));
  }

  void Add(Step step) { steps_.push_back(std::move(step)); }

  bool IsOpen(const std::string& session) const {
    const auto found = handshakes_.find(session);
    return found != handshakes_.end() && found->second >= 2;
  }

  template <class Body>
  bool HasLater(const std::string& session) const {
    const auto rest = case_.steps.begin() + static_cast<ptrdiff_t>(index_) + 1;
    return std::any_of(rest, case_.steps.end(), [&](const Step& step) {
      return step.session == session && std::holds_alternative<Body>(step.body);
    });
  }
  bool IsOpenedAgain(const Step& step) const { return HasLater<Connect>(step.session); }
  bool HasExpectLater(const std::string& session) const { return HasLater<Expect>(session); }

  // Before the first fault of a session: shows that the IUT has not closed for another reason.
  void CheckOnce(const Step& fault) {
    if (!IsOpen(fault.session) || !checked_.insert(fault.session).second) return;
    Add(StaysOpen(fault, Verdict::kUnsupported, kEndsItself));
  }

  // Sessions that no fault has ended.
  void EndSessions(const Step& at) {
    const auto open = handshakes_;
    for (const auto& [session, count] : open) {
      Step step = at;
      step.session = session;
      if (count >= noise::kMessageCount && !EndsWithExpect()) EndSession(step);
    }
    ended_ = true;
  }

  // Whether the last step that decides is an expect block.
  bool EndsWithExpect() const {
    const auto decides = [](const Step& step) {
      return !IsAfterAll(step) && !std::holds_alternative<Compare>(step.body) &&
             !std::holds_alternative<Gone>(step.body);
    };
    const auto last = std::find_if(case_.steps.rbegin(), case_.steps.rend(), decides);
    return last != case_.steps.rend() && std::holds_alternative<Expect>(last->body);
  }

  // In place of the end of a session: the IUT stays open after valid frames, reads on, and closes
  // because of a forged one.
  void EndSession(const Step& at) {
    handshakes_.erase(at.session);
    if (judged_ != Judged::kAlways) return Add(AnyEnding(at));
    AddOneMore(at);
    const bool known = std::ranges::includes(taken_, messages_[at.session]);
    compares_ = compares_ || known;
    Add(known ? StaysOpen(at, Verdict::kFail, kRefuses)
              : StaysOpen(at, Verdict::kUnsupported, kEndsItself));
    Step forged = Inserted(at, "send frame rep(5c,33)");
    forged.body = Send{.object = Send::Object::kFrame,
                       .message = {},
                       .value = LiteralValue(Bytes(kForgedSize, 0x5c))};
    Add(std::move(forged));
    Step closes = Inserted(at, "expect a close, because the frame is forged");
    closes.body =
        Expect{{{.kind = Expectation::Kind::kClose, .verdict = Verdict::kPass, .pattern = "close"},
                {.text = "went on after a forged frame", .pattern = "*"}}};
    Add(std::move(closes));
  }

  // Sends the first message of the session again. It does not verify if one before it was lost.
  void AddOneMore(const Step& at) {
    const auto first = first_.find(at.session);
    if (first == first_.end()) return;
    Step step = Inserted(at, MessageIn(*first->second));
    step.body = first->second->body;
    Add(std::move(step));
  }

  static Step Inserted(const Step& at, std::string text) {
    return {.file = at.file,
            .line = at.line,
            .text = (at.session.empty() ? "" : "on " + at.session + " ") + std::move(text),
            .session = at.session,
            .only = at.only,
            .case_id = at.case_id};
  }

  struct Endings {
    Verdict closed = Verdict::kPass;
    Verdict silent = Verdict::kPass;
  };

  // Waits for a close. `why` is the text of an ending that is not well.
  static Step Look(const Step& at, std::string text, Milliseconds patience, Endings endings,
                   const char* why) {
    Step step = Inserted(at, std::move(text));
    step.body = Expect{{{.kind = Expectation::Kind::kClose,
                         .verdict = endings.closed,
                         .text = why,
                         .pattern = "close"},
                        {.kind = Expectation::Kind::kSilence,
                         .duration = patience,
                         .verdict = endings.silent,
                         .text = why,
                         .pattern = "silence"},
                        {.text = "sent bytes that are not a frame", .pattern = "*"}}};
    return step;
  }
  static Step StaysOpen(const Step& at, Verdict closed, const char* why) {
    return Look(at, "expect that the session stays open", kStaysOpen, {.closed = closed}, why);
  }
  static Step AnyEnding(const Step& at) {
    return Look(at, "expect a close or silence", kStaysOpen, {}, "");
  }

  const Case& case_;
  const CaseSet& set_;
  Judged judged_ = Judged::kAlways;
  std::string why_not_;
  size_t index_ = 0;  // of the step of the case
  std::vector<Step> steps_;
  // By session: the number of its handshake frames, until its end; and its messages.
  std::map<std::string, size_t> handshakes_;
  std::map<std::string, std::set<std::string>> messages_;
  std::map<std::string, const Step*> first_;  // message
  std::set<std::string> checked_;             // sessions with a check before the fault
  std::set<std::string> taken_;               // messages
  bool ended_ = false;                        // every session is at its end
  bool compares_ = false;
};

}  // namespace

const char* const kEndsItself =
    "the IUT closed after valid frames: it may not want them, so a close after a fault shows "
    "nothing";

NodeCase ForNode(const Case& one_case, const CaseSet& set) {
  if (one_case.header.tier == 0) return {.played = one_case};
  return Deriver(one_case, set).Derive();
}

}  // namespace asmtp::conformance
