// Learner: learner.py as a process, and what it asks.
//
//   auto learned = Learn({.python = "python3", .script = "conformance/learn/learner.py"},
//                        alphabet, mapper);
//   learned->states.size()
#ifndef ASMTP_CONFORMANCE_LEARN_LEARNER_H_
#define ASMTP_CONFORMANCE_LEARN_LEARNER_H_

#include <filesystem>
#include <string>

#include "conformance/learn/machine.h"
#include "conformance/learn/mapper.h"

namespace asmtp::conformance {

struct LearnerProgram {
  std::filesystem::path python;
  std::filesystem::path script;
  uint64_t seed = 1;
};

// Fails with a sentence: the learner does not start or ends early, as it does where the IUT does
// not answer the same twice; the mapper fails; Ctrl-C; the deadline.
OrWhy<Machine> Learn(const LearnerProgram& program, const Alphabet& alphabet, Mapper& mapper,
                     Deadline deadline);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_LEARNER_H_
