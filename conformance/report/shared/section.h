// Section: an additional part of a report: a page of its own, or a view of the report page, which
// reads it from a file.
//
//   WriteFile("matrix.html", WriteSectionPage(section));
//   WriteFile("matrix.json", WriteSectionJson(section));
//   const auto again = ReadSection("file", text);
//   if (!again) return again.error();                       "missing string 'main'"
#ifndef ASMTP_CONFORMANCE_REPORT_SHARED_SECTION_H_
#define ASMTP_CONFORMANCE_REPORT_SHARED_SECTION_H_

#include <expected>
#include <string>
#include <string_view>

namespace asmtp::conformance {

struct Section {
  std::string title;  // text
  std::string style;  // CSS
  std::string main;   // markup, with untrusted text escaped
};

std::string WriteSectionPage(const Section& section);

std::string WriteSectionJson(const Section& section);
// Fails with a sentence. The result is markup for a page. Scripts in it do not run there, but the
// user who names the file is responsible for its content.
std::expected<Section, std::string> ReadSection(const std::string& name, std::string_view json);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_SECTION_H_
