#include "conformance/report/event_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace asmtp::conformance {
namespace {

constexpr size_t kRowDigits = 64;  // 32 bytes a row
constexpr size_t kRowsMax = 5;     // of one field; longer ones are shortened in the middle
constexpr size_t kTextMax = 200;

// Adds the digits in rows with the offset of their first byte. The first row has the name.
void AddRows(std::string_view hex, size_t offset, std::string_view name,
             std::vector<std::string>& lines) {
  const size_t rows = (hex.size() + kRowDigits - 1) / kRowDigits;
  size_t row_number = 0;
  do {
    if (rows > kRowsMax && row_number == kRowsMax - 2) {
      const size_t left_out = (rows - kRowsMax + 1) * kRowDigits;
      lines.push_back(fmt::format("       .. {} bytes", left_out / 2));
      hex.remove_prefix(left_out);
      offset += left_out / 2;
    }
    ++row_number;
    const std::string_view row = hex.substr(0, kRowDigits);
    lines.push_back(fmt::format("{:>5}  {}{}{}", offset, row, name.empty() ? "" : "  ", name));
    hex.remove_prefix(row.size());
    offset += row.size() / 2;
    name = "";
  } while (!hex.empty());
}

void AddPart(std::string_view what, std::string_view hex, uint64_t size,
             const std::vector<ReportField>& fields, std::vector<std::string>& lines) {
  if (hex.empty()) return;
  lines.push_back(fmt::format("{}, {} bytes", what, std::max<uint64_t>(size, hex.size() / 2)));
  for (const ReportField& field : fields) AddRows(field.hex, field.offset, field.name, lines);
  if (fields.empty()) AddRows(hex, 0, "", lines);
  if (size > hex.size() / 2)
    lines.push_back(fmt::format("       .. and {} more", size - hex.size() / 2));
}

}  // namespace

std::string Describe(const ReportFrame& frame) {
  return fmt::format("nonce {}, key {} after {} rekeys", frame.nonce, frame.key, frame.rekeys);
}

std::vector<std::string> LinesOf(const ReportEvent& event) {
  std::string text = event.text;
  if (text.size() > kTextMax) text = text.substr(0, kTextMax) + " ..";
  std::vector<std::string> lines = {fmt::format("{:>8} us  {}", event.microseconds, text)};
  if (event.frame) lines.push_back(fmt::format("{:>13}{}", "", Describe(*event.frame)));
  return lines;
}

std::vector<std::string> ByteLinesOf(const ReportEvent& event, size_t most_lines) {
  std::vector<std::string> lines;
  const bool plain = !event.plaintext.empty();
  AddPart("plaintext", event.plaintext, event.plaintext_size, event.fields, lines);
  AddPart(plain ? "ciphertext" : "wire", event.wire, event.wire_size,
          plain ? std::vector<ReportField>() : event.fields, lines);
  if (lines.size() > most_lines) {
    const size_t left = lines.size() - most_lines;
    lines.resize(most_lines);
    lines.push_back(fmt::format("       .. {} more lines are in the JSON and HTML reports", left));
  }
  return lines;
}

}  // namespace asmtp::conformance
