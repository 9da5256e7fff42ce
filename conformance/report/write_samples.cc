// write-samples FOLDER: writes reports for tests of the page: sample.json, hostile.json,
// empty.json, and large.json with 5,600 results.
#include <fmt/format.h>

#include <string>

#include "conformance/report/report_json.h"
#include "conformance/report/sample_report.h"
#include "core/testing/output_file.h"

namespace asmtp::conformance {
namespace {

constexpr int kLargeCases = 700;

Report LargeReport() {
  Report report = SampleReport();
  const std::vector<ReportCase> cases = std::move(report.cases);
  const std::vector<ReportResult> results = std::move(report.results);
  report.cases.clear();
  report.results.clear();
  for (int i = 0; i < kLargeCases; ++i) {
    ReportCase one_case = cases[static_cast<size_t>(i % 2)];
    one_case.family = fmt::format("large/family-{}", i / 2);
    one_case.id = fmt::format("{}@n={}", one_case.family, i);
    report.cases.push_back(one_case);
    for (const Config& config : AllConfigs()) {
      ReportResult result = results[i % 7 == 0 ? 2 : 0];
      result.case_id = one_case.id;
      result.config = config;
      report.results.push_back(result);
    }
  }
  return report;
}

bool Write(const std::string& file, const Report& report) {
  const std::string why = WriteFile(file, WriteReportJson(report));
  if (!why.empty()) fmt::print(stderr, "write-samples: {}\n", why);
  return why.empty();
}

}  // namespace
}  // namespace asmtp::conformance

int main(int argc, char** argv) {
  using asmtp::conformance::Write;
  const std::string folder = argc == 2 ? argv[1] : ".";
  const bool written = Write(folder + "/sample.json", asmtp::conformance::SampleReport()) &&
                       Write(folder + "/hostile.json", asmtp::conformance::HostileReport()) &&
                       Write(folder + "/empty.json", {}) &&
                       Write(folder + "/large.json", asmtp::conformance::LargeReport());
  return written ? 0 : 1;
}
