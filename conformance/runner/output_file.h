// OutputFile: checks that a command can write its output files before it starts.
//
//   if (const std::string why = WhyNotWritable("out/report.json"); !why.empty()) ...
#ifndef ASMTP_CONFORMANCE_RUNNER_OUTPUT_FILE_H_
#define ASMTP_CONFORMANCE_RUNNER_OUTPUT_FILE_H_

#include <string>

namespace asmtp::conformance {

// Returns "" if the file can be written, else one sentence. Leaves an existing file unchanged and
// does not create a missing one. Call it before a run, not after it.
std::string WhyNotWritable(const std::string& file);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_OUTPUT_FILE_H_
