#include "conformance/transcript/step_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "conformance/transcript/contains.h"
#include "conformance/transcript/many_steps.h"
#include "conformance/transcript/step_syntax.h"

namespace asmtp::conformance {
namespace {

using Words = std::span<const std::string>;
constexpr std::string_view kVerbs =
    "connect, flight, send, recv, expect, close, shutdown, leave, silence, alive, let, differ, "
    "same, "
    "after, echo, flood, drain, gone, again, sessions, in-turn, half-open, only, on or at";

std::unexpected<std::string> Expected(std::string_view what, std::string_view found) {
  std::string text = "expected " + std::string(what);
  if (!found.empty()) text += ", found '" + std::string(found.substr(0, 40)) + "'";
  return std::unexpected(text);
}

std::string_view First(Words words) { return words.empty() ? std::string_view() : words.front(); }

// Returns `body` if no words are left, else what was expected.
std::expected<StepBody, std::string> Alone(StepBody body, Words rest) {
  if (!rest.empty()) return Expected("nothing more on this line", rest.front());
  return body;
}

// Removes "within DURATION" from the end of `words`.
std::expected<std::optional<Milliseconds>, std::string> TakeWithin(Words& words) {
  if (words.size() < 2 || words[words.size() - 2] != "within") return std::nullopt;
  auto duration = ParseDuration(words.back());
  if (!duration) return std::unexpected(duration.error());
  words = words.first(words.size() - 2);
  return *duration;
}

}  // namespace

OrSourceError<void> StepReader::Read(const Line& line) {
  auto done = ReadLine(line);
  if (!done) return std::unexpected(SourceError{std::string(file_), line.number, done.error()});
  return {};
}

OrSourceError<void> StepReader::Finish() {
  auto done = CheckLast();
  if (!done) {
    return std::unexpected(SourceError{std::string(file_), steps.back().line, done.error()});
  }
  return {};
}

StepReader::OrWhat<void> StepReader::ReadLine(const Line& line) {
  if (line.indented) return ReadSubLine(line);
  if (auto last = CheckLast(); !last) return last;
  Words words = line.words;
  if (words.front() == "at") return ReadTamperAt(line, words.subspan(1));
  return ReadStep(line, words);
}

StepReader::OrWhat<void> StepReader::ReadStep(const Line& line, Words words) {
  if (steps.size() == kStepCountMax) return Expected("at most 1000 steps", {});
  Step step{.file = std::string(file_), .line = line.number, .label = {}, .text = line.text};
  if (words.front().ends_with(':')) {
    step.label = words.front().substr(0, words.front().size() - 1);
    if (!IsName(step.label)) return Expected("a label such as 'm1:'", words.front());
    if (Contains(steps, step.label, &Step::label)) {
      return Expected("an unused label", step.label);
    }
    words = words.subspan(1);
  }
  if (First(words) == "only") {
    step.only = RoleOf(words.size() > 1 ? words[1] : "");
    if (!step.only)
      return Expected("the IUT's role after 'only'", words.size() > 1 ? words[1] : "");
    words = words.subspan(2);
  }
  if (First(words) == "on") {
    if (words.size() < 2 || !IsName(words[1]))
      return Expected("the name of a session after 'on'", {});
    step.session = words[1];
    words = words.subspan(2);
  }
  auto within = TakeWithin(words);
  if (!within) return std::unexpected(within.error());
  step.within = *within;
  auto body = ReadBody(words);
  if (!body) return std::unexpected(body.error());
  step.body = *std::move(body);
  if (!step.session.empty() && !IsOfSession(step.body)) return Expected("no 'on' on this step", {});
  if (step.within && !IsWaiting(step.body)) return Expected("no 'within' on this step", {});
  const auto is_again = [](const Step& one) { return std::holds_alternative<Again>(one.body); };
  if (is_again(step) && std::ranges::any_of(steps, is_again)) {
    return Expected("one 'again' in a case", {});
  }
  steps.push_back(std::move(step));
  return {};
}

StepReader::OrWhat<StepBody> StepReader::ReadBody(Words words) {
  const std::string_view verb = First(words);
  const Words rest = words.subspan(words.empty() ? 0 : 1);
  if (verb == "connect") return Alone(Connect{}, rest);
  if (verb == "flight") return ReadHandshakeFrame(rest);
  if (verb == "send") return ReadSend(rest);
  if (verb == "recv") return ReadReceive(rest);
  if (verb == "expect") return Alone(Expect{}, rest);
  if (verb == "close") return ReadClose(rest);
  if (verb == "shutdown") return Alone(Shutdown{}, rest);
  if (verb == "leave") return Alone(Leave{}, rest);
  if (verb == "silence") return ReadSilence(rest);
  if (verb == "alive") return Alone(Alive{}, rest);
  if (verb == "let") return ReadLet(rest);
  if (verb == "after") return ReadPause(rest);
  if (verb == "drain") return Alone(Drain{}, rest);
  if (verb == "gone") return Alone(Gone{}, rest);
  if (IsManyStep(verb)) return ParseManyStep(verb, rest);
  if (verb == "differ" || verb == "same") return ReadCompare(rest, verb == "same");
  return Expected("a verb: " + std::string(kVerbs), verb);
}

StepReader::OrWhat<void> StepReader::ReadTamperAt(const Line& line, Words words) {
  if (!steps.empty()) return Expected("'at' before the first step of this file", {});
  if (words.size() < 2 || words[1] != "tamper") return Expected("'at LABEL tamper ...'", {});
  auto tamper = ParseTamper(words.subspan(2), budget_);
  if (!tamper) return std::unexpected(tamper.error());
  tampers.push_back({.label = words[0], .tamper = *std::move(tamper), .line = line.number});
  return {};
}

StepReader::OrWhat<StepBody> StepReader::ReadHandshakeFrame(Words words) {
  if (First(words) == "init")
    return Alone(HandshakeFrame{HandshakeFrame::Kind::kInitialize}, words.subspan(1));
  if (First(words) == "resp")
    return Alone(HandshakeFrame{HandshakeFrame::Kind::kResponse}, words.subspan(1));
  return Expected("'init' or 'resp'", First(words));
}

StepReader::OrWhat<StepBody> StepReader::ReadSend(Words words) {
  using Object = Send::Object;
  const std::string_view object = First(words);
  if (object == "msg") {
    auto message = ReadMessage(words.subspan(1));
    if (!message) return std::unexpected(message.error());
    if (message->format == nullptr) return Expected("a message: " + MessageNames(), {});
    if (auto sizes = CheckSizes(*message); !sizes) return std::unexpected(sizes.error());
    return Send{.object = Object::kMessage, .message = *std::move(message)};
  }
  Send send{.object = object == "plain"   ? Object::kPlain
                      : object == "frame" ? Object::kFrame
                                          : Object::kRaw};
  if (object != "plain" && object != "frame" && object != "raw") {
    return Expected("'msg', 'plain', 'frame' or 'raw'", object);
  }
  if (words.size() > 2) return Expected("one value", words[2]);
  auto value = ReadValue(words.size() == 2 ? std::string_view(words[1]) : std::string_view());
  if (!value) return std::unexpected(value.error());
  send.value = *std::move(value);
  return send;
}

StepReader::OrWhat<StepBody> StepReader::ReadReceive(Words words) {
  if (First(words) != "msg") return Expected("'msg'", First(words));
  auto message = ReadMessage(words.subspan(1));
  if (!message) return std::unexpected(message.error());
  if (message->format == nullptr) return Expected("a message: " + MessageNames(), {});
  return Receive{.message = *std::move(message)};
}

StepReader::OrWhat<StepBody> StepReader::ReadClose(Words words) {
  if (First(words) == "fin") return Alone(Close{.reset = false}, words.subspan(1));
  if (First(words) == "rst") return Alone(Close{.reset = true}, words.subspan(1));
  return Expected("'fin' or 'rst'", First(words));
}

StepReader::OrWhat<StepBody> StepReader::ReadSilence(Words words) {
  const auto duration = ParseDuration(First(words));
  if (!duration) return std::unexpected(duration.error());
  return Alone(Silence{*duration}, words.subspan(1));
}

StepReader::OrWhat<StepBody> StepReader::ReadPause(Words words) {
  const auto duration = ParseDuration(First(words));
  if (!duration) return std::unexpected(duration.error());
  if (*duration > kPauseMax) return Expected("a wait of at most 10s", First(words));
  return Alone(Pause{*duration}, words.subspan(1));
}

StepReader::OrWhat<StepBody> StepReader::ReadLet(Words words) {
  if (words.size() != 3 || words[1] != "=" || !IsName(words[0])) {
    return Expected("'let NAME = VALUE'", {});
  }
  auto value = ReadValue(words[2]);
  if (!value) return std::unexpected(value.error());
  return Let{.name = words[0], .value = *std::move(value)};
}

StepReader::OrWhat<StepBody> StepReader::ReadCompare(Words words, bool same) {
  if (words.size() != 2) return Expected("two values", {});
  auto a = ReadValue(words[0]);
  auto b = ReadValue(words[1]);
  if (!a || !b) return std::unexpected(a ? b.error() : a.error());
  return Compare{.a = *std::move(a), .b = *std::move(b), .same = same};
}

StepReader::OrWhat<MessageText> StepReader::ReadMessage(Words words) {
  MessageText message;
  if (words.empty()) return message;
  message.format = FindMessageFormat(words[0]);
  if (message.format == nullptr) return Expected("a message: " + MessageNames(), words[0]);
  for (const std::string& word : words.subspan(1)) {
    const size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (equals == word.npos || message.format->Find(name) == nullptr) {
      return Expected("a field of " + words[0] + ", as NAME=VALUE: " + FieldNames(*message.format),
                      word);
    }
    if (Contains(message.fields, name, &FieldText::name)) {
      return Expected("each field once", name);
    }
    auto value = ReadValue(std::string_view(word).substr(equals + 1));
    if (!value) return std::unexpected(value.error());
    message.fields.push_back({name, *std::move(value)});
  }
  return message;
}

// A sent message has all its fields; faults are written as tampers.
StepReader::OrWhat<void> StepReader::CheckSizes(const MessageText& message) {
  for (const FieldFormat& field : message.format->fields) {
    const auto given = std::ranges::find(message.fields, field.name, &FieldText::name);
    if (field.size == 0) continue;
    if (given == message.fields.end()) return Expected("the field " + field.name, {});
    const auto size = LiteralSize(given->value);
    if (size && *size != field.size) {
      return Expected(std::to_string(field.size) + " bytes in " + field.name,
                      std::to_string(*size));
    }
  }
  return {};
}

StepReader::OrWhat<void> StepReader::ReadSubLine(const Line& line) {
  if (steps.empty()) return Expected("a step before this line", {});
  Step& step = steps.back();
  if (auto* expect = std::get_if<Expect>(&step.body)) {
    auto expectation = ReadExpectation(line);
    if (!expectation) return std::unexpected(expectation.error());
    expect->expectations.push_back(*std::move(expectation));
    return {};
  }
  if (line.words[0] == "plain" || line.words[0] == "wire") {
    if (!HasBytes(step.body, line.words[0]))
      return Expected("no '" + line.words[0] + "' below this step", {});
    auto bytes_line = ReadBytesLine(line);
    if (!bytes_line) return std::unexpected(bytes_line.error());
    step.bytes_lines.push_back(*std::move(bytes_line));
    return {};
  }
  if (line.words[0] == "tamper") {
    auto tamper = ParseTamper(Words(line.words).subspan(1), budget_);
    if (!tamper) return std::unexpected(tamper.error());
    if (!CanTamper(step.body, *tamper)) return Expected("a tamper that applies to this step", {});
    step.tampers.push_back(*std::move(tamper));
    return {};
  }
  return Expected("'plain', 'wire' or 'tamper'", line.words[0]);
}

StepReader::OrWhat<BytesLine> StepReader::ReadBytesLine(const Line& line) {
  BytesLine result{.line = line.number};
  Words words = Words(line.words).subspan(1);
  if (line.words[0] == "wire") {
    result.kind = BytesLine::Kind::kWire;
    const auto role = RoleOf(First(words));
    if (!role) return Expected("the IUT's role: 'initiator' or 'responder'", First(words));
    const auto suite = FindSuite(words.size() > 1 ? words[1] : "");
    if (!suite) return Expected("a suite: 'ed25519' or '25519'", words.size() > 1 ? words[1] : "");
    result.role = *role;
    result.suite = *suite;
    words = words.subspan(2);
  }
  const std::string_view mark = First(words);
  if (mark != "=" && mark != "~") return Expected("'=' or '~'", mark);
  result.mark = mark == "=" ? Mark::kExact : Mark::kCaptured;
  std::string value;
  for (const std::string& word : words.subspan(1)) value += word;  // hex may be written in groups
  auto parsed = ReadValue(value);
  if (!parsed) return std::unexpected(parsed.error());
  result.value = *std::move(parsed);
  return result;
}

StepReader::OrWhat<Expectation> StepReader::ReadExpectation(const Line& line) {
  const Words words = line.words;
  const auto arrow = std::ranges::find(words, "->");
  const auto at = static_cast<size_t>(arrow - words.begin());
  if (at == 0 || at + 1 >= words.size()) return Expected("'OUTCOME -> VERDICT'", line.text);
  Expectation expectation{.pattern = JoinWords(words.first(at)), .line = line.number};
  expectation.is_last = words[at + 1] == "done";
  const auto verdict = expectation.is_last ? Verdict::kPass : VerdictOf(words[at + 1]);
  if (!verdict) return Expected("'pass', 'done', 'info', 'nonstrict' or 'fail'", words[at + 1]);
  expectation.verdict = *verdict;
  if (words.size() > at + 3) return Expected("one quoted text", words[at + 2]);
  if (words.size() == at + 3) {
    if (!IsQuoted(words[at + 2])) return Expected("a quoted text", words[at + 2]);
    expectation.text = Unquote(words[at + 2]);
  }
  auto read = ReadPattern(words.first(at), expectation);
  if (!read) return std::unexpected(read.error());
  return expectation;
}

StepReader::OrWhat<void> StepReader::ReadPattern(Words words, Expectation& expectation) {
  const auto syntax = FindPattern(words[0]);
  if (!syntax) return Expected("an outcome: " + PatternNames(), words[0]);
  expectation.kind = *syntax;
  const Words rest = words.subspan(1);
  if (*syntax == Expectation::Kind::kMessage) {
    auto message = ReadMessage(rest);
    if (!message) return std::unexpected(message.error());
    expectation.message = *std::move(message);
    return {};
  }
  if (rest.empty()) return {};
  if (rest.size() > 1) return Expected("'->'", rest[1]);
  if (*syntax == Expectation::Kind::kClose) {
    const auto ending = FindEnding(rest[0]);
    if (!ending) return Expected("'any', 'fin' or 'rst'", rest[0]);
    expectation.ending = *ending;
    return {};
  }
  if (*syntax != Expectation::Kind::kSilence) return Expected("'->'", rest[0]);
  const auto duration = ParseDuration(rest[0]);
  if (!duration) return std::unexpected(duration.error());
  expectation.duration = *duration;
  return {};
}

// An expect block must cover every outcome.
StepReader::OrWhat<void> StepReader::CheckLast() {
  if (steps.empty()) return {};
  const auto* expect = std::get_if<Expect>(&steps.back().body);
  if (expect == nullptr) return {};
  if (expect->expectations.empty() ||
      expect->expectations.back().kind != Expectation::Kind::kAnything) {
    return Expected("'* -> VERDICT' as the last line of an expect block", {});
  }
  return {};
}

StepReader::OrWhat<Value> StepReader::ReadValue(std::string_view text) {
  return ParseValue(text, budget_);
}

std::expected<Milliseconds, std::string> ParseDuration(std::string_view text) {
  const std::string_view digits =
      text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
  const std::string_view unit = text.substr(digits.size());
  int64_t number = 0;
  const auto read = std::from_chars(digits.begin(), digits.end(), number);
  if (read.ec != std::errc() || number > 600'000 || (unit != "s" && unit != "ms")) {
    return Expected("a duration such as 2s or 300ms", text);
  }
  const Milliseconds duration(unit == "s" ? number * 1000 : number);
  if (duration > Milliseconds(600'000)) return Expected("at most 600s", text);
  return duration;
}

}  // namespace asmtp::conformance
