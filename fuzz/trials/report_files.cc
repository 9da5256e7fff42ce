#include "fuzz/trials/report_files.h"

#include "core/testing/output_file.h"
#include "fuzz/trials/page.h"
#include "fuzz/trials/survival.h"
#include "fuzz/trials/table.h"

namespace asmtp::fuzz {

std::vector<std::string> WriteTrialsFiles(const TrialsReport& report,
                                          const std::filesystem::path& folder) {
  return WriteFiles(folder, {{"trials.csv", TrialsCsv(report)},
                             {"table.md", TrialsMarkdown(report)},
                             {"survival.svg", SurvivalSvg(report)},
                             {"trials.html", TrialsHtml(report)}});
}

}  // namespace asmtp::fuzz
