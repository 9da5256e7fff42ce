#include "conformance/record/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/play/reasons.h"
#include "conformance/record/writer.h"
#include "conformance/transcript/contains.h"
#include "conformance/transcript/verdict.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

bool IutSends(const HandshakeFrame& frame, noise::Role iut) {
  return (frame.kind == HandshakeFrame::Kind::kInitialize) == (iut == noise::Role::kInitiator);
}

// Whether the step may have `wire` lines.
bool HasWire(const Step& step) {
  if (const auto* send = std::get_if<Send>(&step.body)) {
    return send->object == Send::Object::kMessage || send->object == Send::Object::kPlain;
  }
  return std::holds_alternative<HandshakeFrame>(step.body) ||
         std::holds_alternative<Receive>(step.body);
}

// A fault or a choice is meaningful only against a control without it.
bool NeedsControl(const Step& step) {
  return !step.tampers.empty() || std::holds_alternative<Expect>(step.body);
}

// The line of a `recv` step: label, `only`, message, `within`.
std::string ReceiveLine(const Step& step, const std::string& message) {
  std::string text = step.label.empty() ? "" : step.label + ": ";
  if (step.only) text += fmt::format("only {} ", Name(*step.only));
  text += "recv " + message;
  if (step.within) text += fmt::format(" within {}ms", step.within->count());
  return text;
}

std::vector<std::string> LinesBelow(const Step& step) {
  std::vector<std::string> lines;
  for (const Tamper& tamper : step.tampers) lines.push_back("tamper " + tamper.text);
  const auto* expect = std::get_if<Expect>(&step.body);
  if (expect == nullptr) return lines;
  for (const Expectation& one : expect->expectations) {
    std::string verdict(Name(one.verdict));
    std::ranges::transform(verdict, verdict.begin(),
                           [](char c) { return static_cast<char>(c | 0x20); });
    std::string line = fmt::format("{} -> {}", one.pattern, verdict);
    if (!one.text.empty()) {
      const char quote = one.text.find('\'') == std::string::npos ? '\'' : '"';
      line += fmt::format(" {}{}{}", quote, one.text, quote);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

RecordedStep StepOf(const Step& step, const Config& config, const BytesOfSteps& bytes) {
  const auto found = bytes.find(&step);
  const StepBytes none;
  const StepBytes& own = found == bytes.end() ? none : found->second;
  RecordedStep recorded{.text = step.text, .below = {}, .wires = {}};
  const bool waits =
      std::holds_alternative<Receive>(step.body) || std::holds_alternative<Expect>(step.body);
  const std::string message = waits ? MessageWords(own.plaintext) : "";
  if (!message.empty()) {
    recorded.text = ReceiveLine(step, message);
  } else {
    recorded.below = LinesBelow(step);
  }
  if (found != bytes.end() && (HasWire(step) || !message.empty())) {
    recorded.wires.push_back({config.role, config.suite, own.wire});
  }
  return recorded;
}

std::string WhyNot(const PlayResult& played) {
  return fmt::format("{}:{}: the IUT does not follow the script at '{}': {}", played.step->file,
                     played.step->line, played.step->text,
                     WhatIsWrong(played, ": ", played.allowed));
}

}  // namespace

std::expected<BytesOfSteps, std::string> PlayToRecord(const Case& script, const Config& config,
                                                      Iut& iut, const RecordOptions& options) {
  BytesOfSteps bytes;
  const PlayResult played =
      Play(script, config, iut,
           {.timeout_scale = options.timeout_scale,
            .known_answer = false,
            .observe = [&](const Step& step, const Bytes& plaintext, const Bytes& wire) {
              bytes[&step] = {plaintext, wire};
            }});
  if (IsUnexpected(played.verdict)) return std::unexpected(WhyNot(played));
  return bytes;
}

Recording StandAlone(const Case& one_case) {
  Recording recording{.remarks = {}, .header = one_case.header, .keys = one_case.keys, .steps = {}};
  recording.recorded = false;
  for (const Step& step : one_case.steps) recording.steps.push_back(StepOf(step, {}, {}));
  return recording;
}

namespace {

// Whether the steps after it depend on what the IUT does.
bool MayBeLast(const Step& step) {
  const auto* expect = std::get_if<Expect>(&step.body);
  return expect != nullptr && Contains(expect->expectations, true, &Expectation::is_last);
}

}  // namespace

std::string WhyNotRecordable(const Case& script) {
  const auto found = std::ranges::find_if(script.steps, [](const Step& step) {
    return MayBeLast(step) || !step.session.empty() ||
           std::holds_alternative<EchoMany>(step.body) ||
           std::holds_alternative<Sessions>(step.body) ||
           std::holds_alternative<HalfOpen>(step.body) ||
           std::holds_alternative<Flood>(step.body) || std::holds_alternative<Drain>(step.body) ||
           std::holds_alternative<Gone>(step.body) || std::holds_alternative<Again>(step.body) ||
           std::holds_alternative<Leave>(step.body);
  });
  if (found == script.steps.end()) return "";
  return fmt::format(
      "{}:{}: '{}' cannot be recorded: a recording has one session at a time, and "
      "no step that another may replace",
      found->file, found->line, found->text);
}

std::expected<Recording, std::string> Record(const Case& script, const Config& config, Iut& iut,
                                             const RecordOptions& options) {
  if (std::string why = WhyNotRecordable(script); !why.empty()) return std::unexpected(why);
  const auto bytes = PlayToRecord(script, config, iut, options);
  if (!bytes) return std::unexpected(bytes.error());
  Recording recording{.remarks = {}, .header = script.header, .keys = script.keys, .steps = {}};
  auto ephemerals = EphemeralsOf(script, config, *bytes);
  recording.keys.recorded.clear();
  if (!ArePinned(ephemerals, script, config)) recording.keys.recorded = std::move(ephemerals);
  for (const Step& step : script.steps) {
    recording.steps.push_back(StepOf(step, config, *bytes));
  }
  if (std::ranges::none_of(script.steps, NeedsControl)) recording.header.control.clear();
  return recording;
}

std::vector<RecordedEphemeral> EphemeralsOf(const Case& script, const Config& config,
                                            const BytesOfSteps& bytes) {
  std::vector<RecordedEphemeral> keys;
  for (const Step& step : script.steps) {
    const auto* frame = std::get_if<HandshakeFrame>(&step.body);
    const auto found = bytes.find(&step);
    if (frame == nullptr || !IutSends(*frame, config.role) || found == bytes.end()) continue;
    const ByteView message = ByteView(found->second.wire).subspan(kProtocolVersionSize);
    RecordedEphemeral key{.role = config.role, .suite = config.suite};
    CopyTo(message.first(key.e.size()), key.e);
    keys.push_back(key);
  }
  return keys;
}

bool ArePinned(const std::vector<RecordedEphemeral>& keys, const Case& script,
               const Config& config) {
  const SecretText iut_e = script.keys.For(config.role).iut_e;
  const ByteArray<32> pinned = EphemeralPair(config.suite, iut_e).public_key().bytes();
  return std::ranges::all_of(keys, [&](const RecordedEphemeral& key) { return key.e == pinned; });
}

}  // namespace asmtp::conformance
