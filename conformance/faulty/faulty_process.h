// Plays cases against faulty-iut, the faulty endpoint as a process.
//
//   SuiteResult result = PlayAgainst("no-rekey", {"transport/*"});
#ifndef ASMTP_CONFORMANCE_FAULTY_FAULTY_PROCESS_H_
#define ASMTP_CONFORMANCE_FAULTY_FAULTY_PROCESS_H_

#include <gtest/gtest.h>

#include <string>

#include "conformance/suite/selection.h"
#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {

inline const CaseSet& AllCases() {
  static const CaseSet kSet = *LoadCases("corpus/transcripts");
  return kSet;
}

inline Adapter FaultyAdapter(const std::string& fault, double timeout_scale) {
  return Adapter(*CommandTemplate::Parse("conformance/faulty/faulty-iut " + fault +
                                         " --role {role} --addr {addr} --secret {iut_s}"
                                         " --peer {peer} --suite {suite} --framing {framing}"),
                 timeout_scale);
}

// Plays the cases that match the globs. They run in parallel, because they mostly wait.
inline SuiteResult PlayAgainst(const std::string& fault, const std::vector<std::string>& globs,
                               double timeout_scale = 1.0,
                               noise::Role role = noise::Role::kResponder, bool calibrate = false,
                               size_t jobs = 4) {
  Adapter adapter = FaultyAdapter(fault, timeout_scale);
  EXPECT_TRUE(adapter.AskCapabilities());
  const auto selected = SelectCases(AllCases(), globs);
  EXPECT_TRUE(selected) << selected.error();
  return RunSuite(AllCases(), *selected, adapter,
                  {.timeout_scale = timeout_scale,
                   .calibrate = calibrate,
                   .jobs = jobs,
                   .configs = {{role, Suite::kEd25519, Framing::kU32}}});
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FAULTY_FAULTY_PROCESS_H_
