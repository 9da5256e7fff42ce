#include "conformance/play/step_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/transcript/message_format.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kTextMax = 60;  // of a step

}  // namespace

std::string Allowed(const Flight& flight) {
  return flight.message == Flight::Message::kInit ? "flight init" : "flight resp";
}

std::string Allowed(const MessageText& message) {
  std::string text = "msg " + message.format->name;
  for (const FieldText& field : message.fields) text += " " + field.name;
  return text;
}

std::vector<std::string> Allowed(const Expect& expect) {
  std::vector<std::string> patterns;
  for (const Expectation& expectation : expect.expectations) {
    if (expectation.verdict == Verdict::kPass) patterns.push_back(expectation.pattern);
  }
  return patterns;
}

bool MayBeSilent(const Expect& expect) {
  return std::ranges::any_of(expect.expectations, [](const Expectation& e) {
    return e.kind == Expectation::Kind::kSilence && e.verdict != Verdict::kFail;
  });
}

std::string NoResponse(Milliseconds patience, double scale, const Step* sent) {
  std::string to = sent == nullptr ? "the connection" : sent->text;
  if (to.size() > kTextMax) to = to.substr(0, kTextMax - 3) + "...";
  const double seconds = std::chrono::duration<double>(patience).count() * scale;
  return fmt::format("no response within {:.1f} s (scale {:.3g}) to {}", seconds, scale, to);
}

}  // namespace asmtp::conformance
