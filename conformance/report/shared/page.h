// Page: the frame of a report for a browser: one file that needs no network, light and dark, and
// that runs nothing that was not written here: style and script carry a nonce which nobody can know
// before the page is made.
//
//   header   title, `header`
//   nav      `navigation`
//   main     `main`
//   footer   `footer`
//
//   WritePage({.title = "Fuzzing", .main = Table({"target", "features"}, rows)})
#ifndef ASMTP_CONFORMANCE_REPORT_SHARED_PAGE_H_
#define ASMTP_CONFORMANCE_REPORT_SHARED_PAGE_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace asmtp::conformance {

// Title and footer are text; the other parts are markup, and what others have written has to be
// escaped in them.
struct Page {
  std::string title;
  std::string style;  // besides page.css
  std::string header;
  std::string navigation;
  std::string main;
  std::string main_id = "main";
  std::string footer;
  std::string data;    // JSON for the script
  std::string script;  // none where empty
};

std::string WritePage(const Page& page);

// A cell of a table, with the text escaped.
std::string Cell(std::string_view text);
// A table with these headings over rows of cells.
std::string Table(std::initializer_list<std::string_view> heads, std::string_view rows);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_PAGE_H_
