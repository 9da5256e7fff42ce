#include "fuzz/trials/report_files.h"

#include "fuzz/driver/file.h"
#include "fuzz/trials/table.h"

namespace asmtp::fuzz {

std::vector<std::string> WriteTrialsFiles(const TrialsReport& report,
                                          const std::filesystem::path& folder) {
  std::vector<std::string> problems;
  const auto take = [&](std::string why) {
    if (!why.empty()) problems.push_back(std::move(why));
  };
  take(MakeFolder(folder));
  if (!problems.empty()) return problems;
  take(WriteFile(folder / "trials.csv", TrialsCsv(report)));
  take(WriteFile(folder / "table.md", TrialsMarkdown(report)));
  return problems;
}

}  // namespace asmtp::fuzz
