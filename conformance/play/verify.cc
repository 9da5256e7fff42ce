#include "conformance/play/verify.h"

#include <algorithm>

#include "conformance/play/offline.h"
#include "conformance/transcript/contains.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

// In messages: the most that a case without the tag `endurance` may cost, and the cost of a stream.
constexpr size_t kCostMax = 5000;
constexpr size_t kStreamCost = 50;
constexpr size_t kStreamInTurnCost = 4;
// Of a flood: what costs as much as a message, in bytes.
constexpr size_t kFloodBytesOfMessage = 8192;
// Simultaneous streams of an initiator.
constexpr size_t kInitiatorsMax = 16;

// `send msg` must send a valid message; faults are written as tampers.
std::string CheckMessages(const Step& step) {
  const auto* send = std::get_if<Send>(&step.body);
  if (send == nullptr || send->object != Send::Object::kMessage) return "";
  const auto message = TamperFields({}, send->message, {});
  if (!message) return "";  // uses names that only a run defines
  const std::string why = WhyNoMessage(message->Encode());
  return why.empty() ? "" : "this is not a valid " + send->message.format->name + ": " + why;
}

// A case with a fault needs a control: the same steps without the fault.
bool NeedsControl(const Case& one_case) {
  return one_case.header.control.empty() &&
         std::ranges::any_of(one_case.steps, [](const Step& s) { return !s.tampers.empty(); });
}

// Returns the streams that the steps before `again` open.
size_t StreamsBefore(const Case& one_case, const Step& again) {
  return static_cast<size_t>(std::ranges::count_if(
      one_case.steps.data(), &again,
      [](const Step& step) { return std::holds_alternative<Connect>(step.body); }));
}

// Returns what a step costs, in messages.
size_t CostOf(const Case& one_case, const Step& step) {
  if (const auto* many = std::get_if<EchoMany>(&step.body)) return many->count;
  if (const auto* flood = std::get_if<Flood>(&step.body)) {
    return std::max(flood->count, flood->count * flood->size / kFloodBytesOfMessage);
  }
  if (const auto* sessions = std::get_if<Sessions>(&step.body)) {
    const size_t stream = sessions->in_turn ? kStreamInTurnCost : kStreamCost;
    return sessions->count * (stream + sessions->messages);
  }
  if (const auto* half_open = std::get_if<HalfOpen>(&step.body)) {
    return half_open->count * kStreamCost;
  }
  if (const auto* again = std::get_if<Again>(&step.body)) {
    return again->count * StreamsBefore(one_case, step) * kStreamInTurnCost;
  }
  return 0;
}

bool FitsItsFramings(const Case& one_case, const Step& step) {
  const auto* flood = std::get_if<Flood>(&step.body);
  return flood == nullptr || std::ranges::all_of(one_case.header.framings, [&](Framing framing) {
           return flood->size <= FrameFormat(framing).plaintext_limit();
         });
}

// Long cases are not played by default. An initiator may be a process for each stream.
std::string CheckEndurance(const Case& one_case, const Step& step) {
  const auto* sessions = std::get_if<Sessions>(&step.body);
  const bool many_streams =
      (sessions != nullptr && !sessions->in_turn && sessions->count > kInitiatorsMax) ||
      std::holds_alternative<HalfOpen>(step.body);
  if (many_streams && one_case.header.roles != std::vector{noise::Role::kResponder}) {
    return "many simultaneous streams need 'roles responder'";
  }
  const size_t cost = CostOf(one_case, step);
  const bool tagged = Contains(one_case.header.tags, "endurance");
  return cost > kCostMax && !tagged ? "a case this large needs 'tags endurance'" : "";
}

}  // namespace

std::vector<SourceError> Verify(const Case& one_case, const ClauseIndex* clauses) {
  std::vector<SourceError> errors;
  if (clauses != nullptr) {
    for (const ClauseReference& reference : one_case.header.clauses) {
      const std::string wrong = clauses->Check(reference);
      if (!wrong.empty()) errors.push_back({one_case.file, reference.line, wrong});
    }
  }
  if (NeedsControl(one_case)) {
    errors.push_back({one_case.file, 0, "a case with a tamper needs a base or a control"});
  }
  for (const Step& step : one_case.steps) {
    std::string wrong = CheckMessages(step);
    if (wrong.empty()) wrong = CheckEndurance(one_case, step);
    if (wrong.empty() && !FitsItsFramings(one_case, step)) {
      wrong = "messages this large need 'framings u32'";
    }
    if (!wrong.empty()) errors.push_back(ErrorIn(one_case, step, std::move(wrong)));
  }
  if (!errors.empty()) return errors;
  for (const Config& config : ConfigsOf(one_case)) {
    const auto played = PlayOffline(one_case, config);
    if (!played) return {played.error()};  // other configurations would repeat this error
  }
  return errors;
}

}  // namespace asmtp::conformance
