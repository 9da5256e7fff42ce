#include "conformance/report/shared/section.h"

#include <array>
#include <nlohmann/json.hpp>

#include "conformance/report/shared/date.h"
#include "conformance/report/shared/page.h"

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

std::expected<Section, std::string> ReadSection(std::string_view text) {
  const json fields = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!fields.is_object()) return std::unexpected("not a JSON object");
  Section section;
  for (const Field& field : kFields) {
    const auto found = fields.find(field.name);
    if (found == fields.end() || !found->is_string()) {
      return std::unexpected(std::string("missing string '") + field.name + "'");
    }
    section.*field.text = found->get<std::string>();
  }
  return section;
}

}  // namespace asmtp::conformance
