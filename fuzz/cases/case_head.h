// CaseHead: the part of a case before its first step: id, title, clause, configuration and keys.
#ifndef ASMTP_FUZZ_CASES_CASE_HEAD_H_
#define ASMTP_FUZZ_CASES_CASE_HEAD_H_

#include <string>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

struct CaseFacts {
  std::string name;
  size_t runner = 0;       // the direction that the runner writes
  std::string why_closed;  // why the IUT must close, or ""
  bool is_echoed = false;  // whether the IUT must echo anything
};

// Ends with the line `[steps]`.
std::string CaseHead(const Program& program, const CaseFacts& facts);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_CASE_HEAD_H_
