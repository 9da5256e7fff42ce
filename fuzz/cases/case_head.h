// CaseHead: what stands in a case before its first step: its id and title, the clause that it is
// about, its configuration and its keys.
#ifndef ASMTP_FUZZ_CASES_CASE_HEAD_H_
#define ASMTP_FUZZ_CASES_CASE_HEAD_H_

#include <string>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

struct CaseFacts {
  std::string name;
  size_t runner = 0;       // the direction that the runner writes
  std::string why_closed;  // why the IUT has to close; "" where it has not
  bool is_echoed = false;  // whether the IUT has to echo anything
};

// Ends with the line `[steps]`.
std::string CaseHead(const Program& program, const CaseFacts& facts);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_CASE_HEAD_H_
