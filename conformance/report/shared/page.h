// Page: the HTML frame of a report: one file without network access, light and dark. It runs only
// our own scripts: style and script carry a nonce that is unknown before the page is made.
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

// Title and footer are text. The other parts are markup, in which the caller escapes untrusted
// text.
struct Page {
  std::string title;
  std::string style;  // in addition to page.css
  std::string header;
  std::string navigation;
  std::string main;
  std::string main_id = "main";
  std::string footer;
  std::string data;    // JSON for the script
  std::string script;  // "" for none
};

std::string WritePage(const Page& page);

// Returns a table cell with escaped text.
std::string Cell(std::string_view text);
// Returns a table with these headings and rows of cells.
std::string Table(std::initializer_list<std::string_view> heads, std::string_view rows);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_PAGE_H_
