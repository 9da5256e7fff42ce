#include "conformance/report/shared/section.h"

#include <array>
#include <nlohmann/json.hpp>

#include "conformance/report/shared/date.h"
#include "conformance/report/shared/page.h"
#include "conformance/report/text.h"
#include "conformance/transcript/read_json.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;

struct Field {
  const char* name;
  std::string Section::* text;
};

constexpr std::array<Field, 3> kFields = {
    {{"title", &Section::title}, {"style", &Section::style}, {"main", &Section::main}}};

}  // namespace

std::string WriteSectionPage(const Section& section) {
  return WritePage(
      {.title = section.title, .style = section.style, .main = section.main, .footer = DateNow()});
}

std::string WriteSectionJson(const Section& section) {
  json fields;
  for (const Field& field : kFields) fields[field.name] = section.*field.text;
  return fields.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::expected<Section, std::string> ReadSection(const std::string& name, std::string_view text) {
  const auto fields = ReadJson(text);
  if (!fields) return std::unexpected(Printable(fields.error().Format(name)));
  if (!fields->is_object()) return std::unexpected(name + ": not a JSON object");
  Section section;
  for (const Field& field : kFields) {
    const auto found = fields->find(field.name);
    if (found == fields->end() || !found->is_string()) {
      return std::unexpected(name + ": missing string '" + field.name + "'");
    }
    section.*field.text = found->get<std::string>();
  }
  // Only this could end the element that the style is in.
  if (section.style.contains("</")) {
    return std::unexpected(name + ": 'style' contains \"</\", which could end its element");
  }
  return section;
}

}  // namespace asmtp::conformance
