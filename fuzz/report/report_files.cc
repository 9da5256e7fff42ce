#include "fuzz/report/report_files.h"

#include "fuzz/driver/file.h"
#include "fuzz/report/formats.h"
#include "fuzz/report/html.h"

namespace asmtp::fuzz {

std::vector<std::string> WriteReportFiles(const FuzzReport& report,
                                          const std::filesystem::path& folder) {
  std::vector<std::string> problems;
  const auto take = [&](std::string why) {
    if (!why.empty()) problems.push_back(std::move(why));
  };
  take(MakeFolder(folder));
  if (!problems.empty()) return problems;
  take(WriteFile(folder / "report.json", FuzzJson(report)));
  take(WriteFile(folder / "junit.xml", FuzzJunit(report)));
  take(WriteFile(folder / "report.sarif", FuzzSarif(report)));
  take(WriteFile(folder / "report.html", FuzzHtml(report)));
  return problems;
}

}  // namespace asmtp::fuzz
