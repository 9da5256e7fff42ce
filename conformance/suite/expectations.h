// Expectations: holds a run against what is known to fail.
//
//   ApplyExpectations(file, {.today = Today(), .filtered = false}, result);
//
//   // from a result that no expectations were applied to
//   std::string text = UpdateExpectations(file, {}, result);
//
//   listed and fails so      XFAIL          listed and passes     XPASS
//   fails in another way     as it is, with a note
//
// A line that fits no run, or whose day has passed, is an error of the run.
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
  bool filtered = false;                     // a line may then be about what was not played
  std::vector<std::string> not_played = {};  // ids of cases that a line may be about all the same
};

// Today in UTC.
std::chrono::year_month_day Today();

void ApplyExpectations(const ExpectationsFile& file, const ApplyOptions& options,
                       SuiteResult& result);

// Returns the text of a file that fits `result`: comments and lines that hold are kept, others are
// made anew for each run, what passes is left out, and what is not listed is added.
std::string UpdateExpectations(const ExpectationsFile& file,
                               const std::vector<std::string>& not_played,
                               const SuiteResult& result);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_EXPECTATIONS_H_
