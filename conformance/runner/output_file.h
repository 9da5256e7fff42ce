// OutputFile: a file that a command is going to write.
//
//   if (const std::string why = WhyNotWritable("out/report.json"); !why.empty()) ...
#ifndef ASMTP_CONFORMANCE_RUNNER_OUTPUT_FILE_H_
#define ASMTP_CONFORMANCE_RUNNER_OUTPUT_FILE_H_

#include <string>

namespace asmtp::conformance {

// Returns one sentence where the file could not be written, or "". Leaves it as it is; one that is
// not there is not there after it either. To be asked before a run, not after it.
std::string WhyNotWritable(const std::string& file);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_OUTPUT_FILE_H_
