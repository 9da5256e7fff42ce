// Section: what a report says besides its cases: a page of its own, or a view of the page of
// reports, which takes it from a file.
//
//   WriteFile("matrix.html", WriteSectionPage(section));
//   WriteFile("matrix.json", WriteSectionJson(section));
//   const auto again = ReadSection(text);
//   if (!again) return again.error();                       "there is no text 'main'"
#ifndef ASMTP_CONFORMANCE_REPORT_SHARED_SECTION_H_
#define ASMTP_CONFORMANCE_REPORT_SHARED_SECTION_H_

#include <expected>
#include <string>
#include <string_view>

namespace asmtp::conformance {

struct Section {
  std::string title;  // text
  std::string style;  // CSS
  std::string main;   // markup: what others have written is escaped in it
};

std::string WriteSectionPage(const Section& section);

std::string WriteSectionJson(const Section& section);
// Fails with a sentence. What it returns is markup that is put on a page: no script in it runs
// there, but whoever names the file answers for what it shows.
std::expected<Section, std::string> ReadSection(std::string_view json);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_SECTION_H_
