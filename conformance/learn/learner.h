// Learner: runs learner.py as a process and answers its queries.
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

// Fails with a sentence if the learner does not start or ends early (as with a nondeterministic
// IUT), if the mapper fails, on Ctrl-C, and at the deadline.
OrWhy<Machine> Learn(const LearnerProgram& program, const Alphabet& alphabet, Mapper& mapper,
                     Deadline deadline);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_LEARNER_H_
