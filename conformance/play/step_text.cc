#include "conformance/play/step_text.h"

#include <algorithm>

#include "conformance/transcript/message_format.h"

namespace asmtp::conformance {
std::string Allowed(const HandshakeFrame& frame) {
  return frame.kind == HandshakeFrame::Kind::kInitialize ? "flight init" : "flight resp";
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

}  // namespace asmtp::conformance
