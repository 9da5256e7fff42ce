// CaseProgram: a conformance case as a program: who sends which plaintexts in it, what else is put
// on the stream, and where it ends. The gist of it, as a seed; the faults of its frames are for
// mutations to find.
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
