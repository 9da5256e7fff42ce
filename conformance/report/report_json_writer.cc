#include <nlohmann/json.hpp>

#include "conformance/report/report_fields.h"
#include "conformance/report/report_json.h"

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

// Makes an object of the members listed by Fields().
class Writer {
 public:
  template <class T>
  void operator()(const char* name, const T& value, Presence presence = Presence::kOptional) {
    if (presence == kRequired || !IsEmpty(value)) json_[name] = ToJson(value);
  }

  Json Take() { return std::move(json_); }

 private:
  static bool IsEmpty(const std::string& text) { return text.empty(); }
  static bool IsEmpty(uint64_t number) { return number == 0; }
  static bool IsEmpty(bool flag) { return !flag; }
  template <class T>
  static bool IsEmpty(const std::vector<T>& list) {
    return list.empty();
  }
  template <class T>
  static bool IsEmpty(const std::optional<T>& value) {
    return !value.has_value();
  }
  // Other types are always written.
  template <class T>
  static bool IsEmpty(const T&) {
    return false;
  }

  template <class T>
    requires std::is_arithmetic_v<T> || std::is_same_v<T, std::string>
  static Json ToJson(const T& value) {
    return value;
  }
  template <class T>
    requires std::is_enum_v<T>
  static Json ToJson(const T& value) {
    return NamesOf<T>::Of(value);
  }
  template <class T>
  static Json ToJson(const std::optional<T>& value) {
    return ToJson(*value);
  }
  template <class T>
  static Json ToJson(const std::vector<T>& list) {
    Json json = Json::array();
    for (const T& item : list) json.push_back(ToJson(item));
    return json;
  }
  template <class T>
    requires requires(Writer& writer, const T& value) { Fields(writer, value); }
  static Json ToJson(const T& value) {
    Writer writer;
    writer.json_ = Json::object();
    Fields(writer, value);
    return writer.Take();
  }

  friend Json ObjectOf(const Report& report);

  Json json_;
};

Json ObjectOf(const Report& report) { return Writer::ToJson(report); }

Json CountsOf(const Report& report) {
  Json counts = Json::object();
  const VerdictCounts all = CountVerdicts(report);
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i] != 0) counts[std::string(Name(static_cast<Verdict>(i)))] = all[i];
  }
  return counts;
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Returns an array of objects, one per line.
std::string DumpLines(const Json& list) {
  std::string text = "[";
  for (const Json& item : list) text += (text.size() > 1 ? ",\n" : "\n") + Dump(item);
  return text + "\n]";
}

}  // namespace

std::string WriteReportJson(const Report& report) {
  Json json = {{"format", kReportFormat}, {"counts", CountsOf(report)}};
  json.update(ObjectOf(report));
  std::string text = "{";
  for (const auto& [name, value] : json.items()) {
    text += (text.size() > 1 ? ",\n" : "\n") + Dump(Json(name)) + ": ";
    const bool lines = value.is_array() && !value.empty() && value.front().is_object();
    text += lines ? DumpLines(value) : Dump(value);
  }
  return text + "\n}\n";
}

}  // namespace asmtp::conformance
