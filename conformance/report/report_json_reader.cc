#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/report/report_fields.h"
#include "conformance/report/report_json.h"
#include "conformance/report/text.h"
#include "conformance/transcript/read_file.h"
#include "conformance/transcript/read_json.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;

constexpr size_t kShownMax = 40;

std::string Shown(const json& value) {
  std::string text = Printable(value.dump(-1, ' ', false, json::error_handler_t::replace))
                         .substr(0, kShownMax + 1);
  if (text.size() <= kShownMax) return text;
  return Printable(text.substr(0, kShownMax)) + "..";
}

// Reads the members listed by Fields() from an object. `error` keeps the first error.
class Reader {
 public:
  Reader(const json& object, std::string path, std::string& error)
      : object_(object), path_(std::move(path)), error_(error) {}

  template <class T>
  void operator()(const char* name, T& value, Presence presence = Presence::kOptional) {
    if (!error_.empty()) return;
    const auto member = object_.find(name);
    const std::string path = path_.empty() ? name : path_ + "." + name;
    if (member != object_.end()) return Read(*member, path, value);
    if (presence == kRequired) Fail(path, "missing");
  }

  // An object that Fields() describes.
  template <class T>
  void ReadObject(const json& item, const std::string& path, T& value) {
    if (!item.is_object()) return Expected(path, "an object", item);
    Reader reader(item, path, error_);
    Fields(reader, value);
  }

 private:
  void Fail(const std::string& path, const std::string& what) {
    if (error_.empty()) error_ = path + ": " + what;
  }
  void Expected(const std::string& path, const std::string& what, const json& item) {
    Fail(path, fmt::format("expected {}, found {}", what, Shown(item)));
  }

  void Read(const json& item, const std::string& path, std::string& value) {
    if (!item.is_string()) return Expected(path, "a string", item);
    value = item.get<std::string>();
  }
  void Read(const json& item, const std::string& path, bool& value) {
    if (!item.is_boolean()) return Expected(path, "true or false", item);
    value = item.get<bool>();
  }
  void Read(const json& item, const std::string& path, double& value) {
    if (!item.is_number()) return Expected(path, "a number", item);
    value = item.get<double>();
  }
  void Read(const json& item, const std::string& path, uint64_t& value) {
    if (!item.is_number_unsigned()) return Expected(path, "a non-negative integer", item);
    value = item.get<uint64_t>();
  }
  template <class T>
    requires std::is_enum_v<T>
  void Read(const json& item, const std::string& path, T& value) {
    std::string names;
    for (const T candidate : NamesOf<T>::kAll) {
      const std::string_view name = NamesOf<T>::Of(candidate);
      if (item.is_string() && item.get_ref<const std::string&>() == name) {
        value = candidate;
        return;
      }
      names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
    }
    Expected(path, "one of " + names, item);
  }
  template <class T>
  void Read(const json& item, const std::string& path, std::optional<T>& value) {
    Read(item, path, value.emplace());
  }
  template <class T>
  void Read(const json& item, const std::string& path, std::vector<T>& list) {
    if (!item.is_array()) return Expected(path, "an array", item);
    list.clear();
    list.reserve(item.size());
    for (size_t i = 0; i < item.size() && error_.empty(); ++i) {
      Read(item[i], fmt::format("{}[{}]", path, i), list.emplace_back());
    }
  }
  template <class T>
    requires requires(Reader& reader, T& value) { Fields(reader, value); }
  void Read(const json& item, const std::string& path, T& value) {
    ReadObject(item, path, value);
  }

  const json& object_;
  std::string path_;
  std::string& error_;
};

std::string CheckFormat(const json& document) {
  if (!document.is_object()) return "expected a report object, found " + Shown(document);
  const auto format = document.find("format");
  if (format == document.end()) return "missing 'format': not a report of asmtp-conform";
  if (*format == kReportFormat) return "";
  return fmt::format("unknown format {}; expected \"{}\"", Shown(*format), kReportFormat);
}

}  // namespace

std::expected<Report, std::string> ReadReportJson(std::string_view name, std::string_view text) {
  const auto fail = [&](const std::string& what) {
    return std::unexpected(fmt::format("{}: {}", name, what));
  };
  const auto read = ReadJson(text);
  if (!read) return std::unexpected(Printable(read.error().Format(name)));
  const json& document = *read;
  if (const std::string wrong = CheckFormat(document); !wrong.empty()) return fail(wrong);
  Report report;
  std::string error;
  Reader(document, "", error).ReadObject(document, "", report);
  if (!error.empty()) return fail(error);
  std::set<std::string_view> ids;
  for (const ReportCase& one_case : report.cases) ids.insert(one_case.id);
  for (const ReportResult& result : report.results) {
    if (ids.contains(result.case_id)) continue;
    return fail(fmt::format("result of unknown case '{}'", Printable(result.case_id)));
  }
  return report;
}

std::expected<Report, std::string> LoadReport(const std::string& file) {
  const auto text = ReadTextFile(file, kReportSizeMax);
  if (!text) return std::unexpected("cannot read the report '" + file + "': " + text.error());
  return ReadReportJson(file, *text);
}

}  // namespace asmtp::conformance
