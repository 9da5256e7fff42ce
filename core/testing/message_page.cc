#include "core/testing/message_page.h"

#include <algorithm>
#include <string_view>

#include "core/testing/format_info.h"

namespace asmtp {
namespace {

// Returns "content size" for "content_size".
std::string Words(std::string_view name) {
  std::string words(name);
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string SizeOf(const FieldInfo& field) {
  return field.size != 0 ? std::to_string(field.size) : std::string(field.rule);
}

// Returns the meaning of a field. For records it is their structure: "n × (topic 32, interest 1)".
std::string MeaningOf(const FieldInfo& field) {
  const FormatInfo* records = RecordFormat(field.kind);
  if (records == nullptr) return std::string(field.note);
  std::string meaning;
  for (const FieldInfo& part : records->fields) {
    meaning += (meaning.empty() ? "n × (" : ", ") + Words(part.name) + " " + SizeOf(part);
  }
  return meaning + ")";
}

std::string Row(std::string_view a, std::string_view b, std::string_view c, std::string_view d) {
  std::string row;
  for (const std::string_view cell : {a, b, c, d}) {
    row += cell.empty() ? "| " : "| " + std::string(cell) + " ";
  }
  return row + "|\n";
}

std::string TitleOf(const FormatInfo& format) {
  const std::string type = format.type == 0 ? "" : std::to_string(format.type) + " ";
  return "**" + type + std::string(format.name) + "**";
}

// Returns a table of formats below its title and the text `above`.
std::string Table(std::string_view title, std::string_view above,
                  std::span<const FormatInfo> formats) {
  std::string table = std::string(above) + "\n\n" + Row(title, "field", "size", "meaning");
  table += "|---|---|---|---|\n";
  for (const FormatInfo& format : formats) {
    std::string first_cell = TitleOf(format);
    for (const FieldInfo& field : format.fields) {
      table += Row(first_cell, Words(field.name), SizeOf(field), MeaningOf(field));
      first_cell.clear();
    }
  }
  return table;
}

}  // namespace

std::string MessagePage() {
  return Table("message",
               "A message is its type, 1 byte, and the fields of that type; nothing follows them. "
               "Sizes are in\nbytes, integers are big-endian.",
               MessageFormats()) +
         "\n" +
         Table("block",
               "A block is this header and its content: entries, with nothing after the last. In "
               "PutPassport each\nblock follows its size, 4 bytes.",
               {&BlockHeaderFormat(), 1}) +
         "\n" +
         Table("entry", "An entry is its type, 2 bytes, and the fields of that type.",
               EntryFormats());
}

}  // namespace asmtp
