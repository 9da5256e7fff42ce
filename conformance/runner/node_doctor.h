// NodeDoctor: what a run will judge on an IUT without an adapter, and why it does not judge the
// rest.
//
//   fmt::print("{}", ExamineNode(set, configs, source).text);
#ifndef ASMTP_CONFORMANCE_RUNNER_NODE_DOCTOR_H_
#define ASMTP_CONFORMANCE_RUNNER_NODE_DOCTOR_H_

#include <string>
#include <vector>

#include "conformance/suite/forecast.h"

namespace asmtp::conformance {

struct NodeDiagnosis {
  std::string text;   // for people
  bool well = false;  // the IUT passes what the other cases build on
};

// Plays a handshake, then two valid messages, and counts what a run will judge.
NodeDiagnosis ExamineNode(const CaseSet& set, const std::vector<Config>& configs,
                          const IutSource& source, double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_NODE_DOCTOR_H_
