#include "conformance/transcript/step_syntax.h"

#include <array>
#include <utility>

#include "core/crypto/signature.h"

namespace asmtp::conformance {
namespace {

using Kind = Expectation::Kind;

constexpr std::array kPatterns = {
    std::pair<std::string_view, Kind>{"close", Kind::kClose},
    std::pair<std::string_view, Kind>{"silence", Kind::kSilence},
    std::pair<std::string_view, Kind>{"init", Kind::kInitialize},
    std::pair<std::string_view, Kind>{"resp", Kind::kResponse},
    std::pair<std::string_view, Kind>{"msg", Kind::kMessage},
    std::pair<std::string_view, Kind>{"plain", Kind::kPlain},
    std::pair<std::string_view, Kind>{"bytes", Kind::kBytes},
    std::pair<std::string_view, Kind>{"*", Kind::kAnything},
};

// The first layer that the sent object passes.
Layer FirstLayer(Send::Object object) {
  switch (object) {
    case Send::Object::kMessage:
      return Layer::kFields;
    case Send::Object::kPlain:
      return Layer::kPlain;
    case Send::Object::kFrame:
      return Layer::kFrame;
    case Send::Object::kRaw:
      return Layer::kStream;
  }
  return Layer::kStream;
}

}  // namespace

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == text.npos;
}

std::string JoinWords(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::optional<Expectation::Kind> FindPattern(std::string_view word) {
  for (const auto& [name, kind] : kPatterns) {
    if (name == word) return kind;
  }
  return std::nullopt;
}

std::string PatternNames() {
  std::string names;
  for (const auto& [name, kind] : kPatterns)
    names += (names.empty() ? "" : ", ") + std::string(name);
  return names;
}

std::optional<Expectation::Ending> FindEnding(std::string_view word) {
  if (word == "any") return Expectation::Ending::kAny;
  if (word == "fin") return Expectation::Ending::kFin;
  if (word == "rst") return Expectation::Ending::kRst;
  return std::nullopt;
}

std::optional<noise::Role> RoleOf(std::string_view name) {
  if (name == "initiator") return noise::Role::kInitiator;
  if (name == "responder") return noise::Role::kResponder;
  return std::nullopt;
}

std::optional<Suite> FindSuite(std::string_view name) {
  for (const Suite suite : kSuites) {
    if (DhName(suite) == name) return suite;
  }
  return std::nullopt;
}

std::string FieldNames(const MessageFormat& format) {
  std::string names;
  for (const FieldFormat& field : format.fields) names += (names.empty() ? "" : ", ") + field.name;
  return names;
}

std::optional<size_t> LiteralSize(const Value& value) {
  size_t size = 0;
  for (const Term& term : value.terms) {
    if (term.kind >= Term::Kind::kReference) return std::nullopt;
    size += term.kind == Term::Kind::kSignature ? kSignatureSize : term.size();
  }
  return size;
}

bool IsWaiting(const StepBody& body) {
  return std::holds_alternative<HandshakeFrame>(body) || std::holds_alternative<Receive>(body) ||
         std::holds_alternative<Expect>(body) || std::holds_alternative<Close>(body) ||
         std::holds_alternative<EchoMany>(body) || std::holds_alternative<Sessions>(body) ||
         std::holds_alternative<Drain>(body) || std::holds_alternative<Gone>(body);
}

bool IsOfSession(const StepBody& body) {
  return !std::holds_alternative<Alive>(body) && !std::holds_alternative<Let>(body) &&
         !std::holds_alternative<Sessions>(body) && !std::holds_alternative<HalfOpen>(body) &&
         !std::holds_alternative<Again>(body);
}

bool HasBytes(const StepBody& body, std::string_view kind) {
  if (std::holds_alternative<HandshakeFrame>(body)) return kind == "wire";
  const auto* send = std::get_if<Send>(&body);
  return std::holds_alternative<Receive>(body) ||
         (send != nullptr && send->object <= Send::Object::kPlain);
}

bool CanTamper(const StepBody& body, const Tamper& tamper) {
  if (const auto* frame = std::get_if<HandshakeFrame>(&body)) {
    const bool is_initialize = frame->kind == HandshakeFrame::Kind::kInitialize;
    const bool version = tamper.layer == Layer::kFields && tamper.field == "version";
    return (is_initialize ? FitsInitialize(tamper) : FitsResponse(tamper)) &&
           (tamper.layer != Layer::kFields || version);
  }
  const auto* send = std::get_if<Send>(&body);
  if (send == nullptr || !FitsFrame(tamper) || tamper.layer < FirstLayer(send->object))
    return false;
  if (tamper.field.empty()) return true;
  return send->message.format != nullptr && send->message.format->Find(tamper.field) != nullptr;
}

}  // namespace asmtp::conformance
