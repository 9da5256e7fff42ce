#include "conformance/record/writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/play/config.h"
#include "conformance/transcript/format.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/message_format.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kColumnsMax = 100;
constexpr size_t kHexColumns = 64;
// The limit of the reader.
constexpr size_t kStepCountMax = 1000;
constexpr std::string_view kTooLarge = "the recording exceeds 1 MiB, the limit of a case file";

// Returns a line of words, cut if it is too long. A cut may be inside a word, but not before a
// space, because the reader drops leading spaces when it joins lines.
std::string WordLines(std::string_view line) {
  std::string text;
  std::string_view indent;
  while (indent.size() + line.size() > kColumnsMax) {
    size_t cut = kColumnsMax - 1 - indent.size();
    while (line[cut] == ' ') --cut;
    text += fmt::format("{}{}\\\n", indent, line.substr(0, cut));
    line.remove_prefix(cut);
    indent = "    ";
  }
  return text + fmt::format("{}{}\n", indent, line);
}

std::string HeaderLine(std::string_view key, std::string_view value) {
  return fmt::format("{:<7} {}\n", key, value);
}

// Returns the names of a set, or "" if it equals `all`.
template <class T, class Name>
std::string Names(const std::vector<T>& some, size_t all, Name name) {
  if (some.size() == all) return "";
  std::string text;
  for (const T& one : some) text += (text.empty() ? "" : " ") + std::string(name(one));
  return text;
}

// In double quotes, unless it contains some.
std::string Quoted(std::string_view text) {
  const char quote = text.contains('"') ? '\'' : '"';
  return fmt::format("{}{}{}", quote, text, quote);
}

std::string HeaderText(const Header& header) {
  std::string text = HeaderLine("id", header.id) + HeaderLine("title", header.title) +
                     HeaderLine("level", conformance::Name(header.level));
  for (const ClauseReference& clause : header.clauses) {
    text += HeaderLine("clause", fmt::format("{} {}", clause.id, Quoted(clause.quote)));
  }
  text += HeaderLine("roles", Names(header.roles, 0, [](noise::Role r) { return Name(r); }));
  const std::string suites = Names(header.suites, std::size(kSuites), DhName);
  if (!suites.empty()) text += HeaderLine("suites", suites);
  const std::string framings =
      Names(header.framings, std::size(kFramings), [](Framing f) { return asmtp::Name(f); });
  if (!framings.empty()) text += HeaderLine("framings", framings);
  text += HeaderLine("tier", fmt::format("T{}", header.tier));
  text += HeaderLine("since", header.since);
  if (!header.control.empty()) text += HeaderLine("control", header.control);
  return text;
}

std::string KeyLine(std::string_view name, std::string_view mark, ByteView bytes) {
  return fmt::format("{:<8} {} {}\n", name, mark, ToHex(bytes));
}

std::string SecretLines(std::string_view name, std::optional<SecretText> CaseKeys::* which,
                        const CaseKeys& keys) {
  std::string text;
  const auto mark = [](const SecretText& secret) {
    return secret.mark == Mark::kCaptured ? "~" : "=";
  };
  if (const auto& secret = keys.*which) text += KeyLine(name, mark(*secret), secret->bytes);
  for (const RoleSecret& one : keys.of_role) {
    if (one.which != which) continue;
    text += KeyLine(fmt::format("{} {}", name, Name(one.role)), mark(one.secret), one.secret.bytes);
  }
  return text;
}

std::string KeysText(const CaseKeys& keys, bool recorded) {
  std::string text = SecretLines("runner.s", &CaseKeys::runner_s, keys) +
                     SecretLines("runner.s.shown", &CaseKeys::runner_shown, keys) +
                     SecretLines("runner.e", &CaseKeys::runner_e, keys) +
                     SecretLines("iut.s", &CaseKeys::iut_s, keys) +
                     SecretLines("iut.peer", &CaseKeys::iut_peer, keys);
  if (!recorded) return text + SecretLines("iut.e", &CaseKeys::iut_e, keys);
  if (keys.recorded.empty()) {
    text += "# The IUT was given this ephemeral key for the recording.\n";
  } else {
    text +=
        "# `verify` plays the IUT with iut.e in configurations that were not recorded. In the\n"
        "# recorded ones the IUT had these public keys, one for each session.\n";
  }
  text += SecretLines("iut.e", &CaseKeys::iut_e, keys);
  for (const RecordedEphemeral& one : keys.recorded) {
    text += KeyLine(fmt::format("iut.e.pub {} {}", Name(one.role), DhName(one.suite)), "~", one.e);
  }
  return text;
}

std::string StepText(const RecordedStep& step) {
  std::string text = WordLines(step.text);
  for (const std::string& line : step.below) text += WordLines("  " + line);
  for (const RecordedWire& wire : step.wires) {
    text +=
        HexLines(fmt::format("  wire {} {} ~ ", Name(wire.role), DhName(wire.suite)), wire.bytes);
  }
  return text;
}

}  // namespace

std::string HexLines(const std::string& prefix, ByteView bytes) {
  const std::string digits = ToHex(bytes);
  if (prefix.size() + digits.size() <= kColumnsMax) return prefix + digits + "\n";
  std::string text = prefix;
  for (size_t at = 0; at < digits.size(); at += kHexColumns) {
    text += "\\\n    " + digits.substr(at, kHexColumns);
  }
  return text + "\n";
}

std::string ValueWord(ByteView bytes) {
  constexpr size_t kRepeatedMin = 8;
  const bool repeated =
      bytes.size() >= kRepeatedMin &&
      std::ranges::all_of(bytes, [&](uint8_t byte) { return byte == bytes.front(); });
  return repeated ? fmt::format("rep({:02x},{})", bytes.front(), bytes.size()) : ToHex(bytes);
}

std::string MessageWords(ByteView plaintext) {
  const auto message = FieldsOf(plaintext);
  if (!message) return "";
  std::string text = "msg " + message->format->name;
  for (const FieldBytes& field : message->fields) {
    text += fmt::format(" {}={}", field.name, ValueWord(field.bytes));
  }
  return text;
}

std::expected<std::string, std::string> WriteText(const Recording& recording) {
  if (recording.steps.size() > kStepCountMax) {
    return std::unexpected(fmt::format("the recording has {} steps; a case file holds at most {}",
                                       recording.steps.size(), kStepCountMax));
  }
  std::string text = "asmtp-transcript 1\n";
  for (const std::string& remark : recording.remarks) text += CommentLine(remark);
  text += HeaderText(recording.header) + "\n[keys]\n" +
          KeysText(recording.keys, recording.recorded) + "\n[steps]\n";
  for (const RecordedStep& step : recording.steps) text += StepText(step);
  if (text.size() > kFileSizeMax) return std::unexpected(std::string(kTooLarge));
  auto formatted = FormatTranscript("the new case", text);
  if (!formatted) return std::unexpected(formatted.error().Format());
  if (formatted->size() > kFileSizeMax) return std::unexpected(std::string(kTooLarge));
  return *std::move(formatted);
}

}  // namespace asmtp::conformance
