// CaseProgram: a conformance case as a program: its plaintexts, other bytes on the stream, and its
// end. It serves as a seed, so it omits faults of frames; mutations find those.
//
//   for (const ExportedRun& run : PlayForExport(one_case, configs)->runs) {
//     Encode(CaseProgram(run));
//   }
#ifndef ASMTP_FUZZ_CASES_CASE_PROGRAM_H_
#define ASMTP_FUZZ_CASES_CASE_PROGRAM_H_

#include "conformance/export/exported_case.h"
#include "fuzz/program/program.h"

namespace asmtp::fuzz {

Program CaseProgram(const conformance::ExportedRun& run);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_CASE_PROGRAM_H_
