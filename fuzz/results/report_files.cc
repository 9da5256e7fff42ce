#include "fuzz/results/report_files.h"

#include "core/testing/output_file.h"
#include "fuzz/results/formats.h"
#include "fuzz/results/html.h"

namespace asmtp::fuzz {

std::vector<std::string> WriteReportFiles(const FuzzReport& report,
                                          const std::filesystem::path& folder) {
  return WriteFiles(folder, {{"report.json", FuzzJson(report)},
                             {"junit.xml", FuzzJunit(report)},
                             {"report.sarif", FuzzSarif(report)},
                             {"report.html", FuzzHtml(report)}});
}

}  // namespace asmtp::fuzz
