#include "fuzz/wire/due_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/transcript/message_format.h"
#include "core/testing/hex.h"

namespace asmtp::fuzz::wire {
namespace {

// Expectations do not list the fields of longer messages.
constexpr size_t kFieldsMax = 200;

std::string TypeName(ByteView plaintext) {
  if (plaintext.empty()) return "empty";
  const auto formats = conformance::MessageFormats();
  const auto format =
      std::ranges::find(formats, plaintext.front(), &conformance::MessageFormat::type);
  return format == formats.end() ? "other" : format->name;
}

// Returns the fields of a message in the form of an expectation.
std::string FieldsText(ByteView plaintext) {
  const auto message = conformance::FieldsOf(plaintext);
  if (!message) return "";
  std::string text = " " + message->format->name;
  if (plaintext.size() > kFieldsMax) return text;
  for (const conformance::FieldBytes& field : message->fields) {
    if (!field.bytes.empty()) text += fmt::format(" {}={}", field.name, ToHex(field.bytes));
  }
  return text;
}

std::string Hex(ByteView bytes) { return bytes.empty() ? "rep(00,0)" : ToHex(bytes); }

std::string EchoSteps(const Due& due, const std::string& label, bool may_close,
                      bool knows_messages) {
  if (knows_messages && !may_close) {
    return fmt::format("{}: recv msg {}\n  plain = {}\n", label, TypeName(due.plaintext),
                       Hex(due.plaintext));
  }
  std::string steps = label + ": expect\n";
  if (may_close) steps += "  close -> pass\n";
  steps += knows_messages ? fmt::format("  msg{} -> pass\n", FieldsText(due.plaintext))
                          : std::string("  msg -> pass\n  plain -> pass\n");
  steps += "  * -> fail 'another answer'\n";
  if (!may_close) steps += fmt::format("same ${}.plain {}\n", label, Hex(due.plaintext));
  return steps;
}

}  // namespace

std::string AboutOpen(const Due& due) {
  return fmt::format("{} {}", TypeName(due.plaintext), due.why);
}

std::string AboutDue(const Due& due) {
  switch (due.kind) {
    case Due::Kind::kEcho:
      return TypeName(due.plaintext);
    case Due::Kind::kOpen:
      return AboutOpen(due);
    case Due::Kind::kClose:
      return due.why;
    case Due::Kind::kInitialize:
    case Due::Kind::kResponse:
    case Due::Kind::kEnd:
      break;
  }
  return std::string(Name(due.kind));
}

std::string StepsOf(const Due& due, const std::string& label, bool may_close, bool knows_messages) {
  switch (due.kind) {
    case Due::Kind::kInitialize:
      return "hs1: flight init\n";
    case Due::Kind::kResponse:
      return may_close ? "hs2: expect\n  resp  -> pass\n  close -> pass\n  *     -> fail "
                         "'neither answered nor closed'\n"
                       : "hs2: flight resp\n";
    case Due::Kind::kEcho:
      return EchoSteps(due, label, may_close, knows_messages);
    case Due::Kind::kClose:
      return fmt::format(
          "expect\n  close   -> pass\n  silence -> fail 'keeps the stream open ({0})'\n"
          "  *       -> fail 'continues after a failure ({0})'\n",
          due.why);
    case Due::Kind::kEnd:
      return "expect\n  close   -> pass\n  silence 100ms -> pass\n  *       -> fail 'nothing was "
             "due'\n";
    case Due::Kind::kOpen:
      break;
  }
  return "";
}

}  // namespace asmtp::fuzz::wire
