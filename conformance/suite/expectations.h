// Expectations: compares a run with the known failures.
//
//   ApplyExpectations(file, {.today = Today(), .filtered = false}, result);
//
//   // from a result without applied expectations
//   std::string text = UpdateExpectations(file, {}, result);
//
//   listed, fails as listed  XFAIL          listed and passes     XPASS
//   fails in another way     as it is, with a note
//
// A line that matches no run, or has expired, is an error of the run.
#ifndef ASMTP_CONFORMANCE_SUITE_EXPECTATIONS_H_
#define ASMTP_CONFORMANCE_SUITE_EXPECTATIONS_H_

#include <chrono>
#include <string>
#include <vector>

#include "conformance/suite/case_result.h"
#include "conformance/suite/expectations_file.h"

namespace asmtp::conformance {

struct ApplyOptions {
  std::chrono::year_month_day today;
  bool filtered = false;                     // a line may then match cases that were not played
  std::vector<std::string> not_played = {};  // ids of cases that a line may match nevertheless
};

// Returns today's date in UTC.
std::chrono::year_month_day Today();

void ApplyExpectations(const ExpectationsFile& file, const ApplyOptions& options,
                       SuiteResult& result);

// Returns the text of a file that matches `result`. Keeps comments and lines that still hold,
// rewrites other lines for each run, omits what passes, and adds unlisted failures.
std::string UpdateExpectations(const ExpectationsFile& file,
                               const std::vector<std::string>& not_played,
                               const SuiteResult& result);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_EXPECTATIONS_H_
