#include "conformance/learn/learner.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "conformance/iut/child_process.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kSay = "SAY ";
constexpr std::string_view kState = "STATE ";
constexpr int kNoAalpy = 3;  // NO_AALPY of learner.py
constexpr std::chrono::seconds kExitPatience{5};

// Explains why there are no more lines. At the end of stdout the process may still be exiting.
std::string WhyEnded(ChildProcess& child, Deadline deadline) {
  if (IsInterrupted()) return "interrupted";
  const auto status = child.Wait(std::min(deadline, Clock::now() + kExitPatience));
  if (!status) {
    return "the learner did not finish: is the IUT too slow, or its state machine too large?";
  }
  std::string errors = child.ErrorTail();
  errors.erase(errors.find_last_not_of('\n') + 1);
  if (status->signal == 0 && status->code == kNoAalpy) return errors;
  return fmt::format("the learner {}: {}", status->Describe(), errors);
}

}  // namespace

OrWhy<Machine> Learn(const LearnerProgram& program, const Alphabet& alphabet, Mapper& mapper,
                     Deadline deadline) {
  std::vector<std::string> words = {program.python.string(), program.script.string(),
                                    std::to_string(program.seed)};
  for (const std::string& name : alphabet.Names()) words.push_back(name);
  const auto child = ChildProcess::Start(words, {});
  if (!child) return std::unexpected(child.error());
  std::string states;
  while (const auto line = (*child)->WaitForLine("", deadline)) {
    if (*line == "END") return ReadMachine("[" + states + "]");
    if (line->starts_with(kState)) {
      states += (states.empty() ? "" : ",") + line->substr(kState.size());
    }
    if (*line == "RESET") mapper.Reset();
    if (!line->starts_with(kSay)) continue;
    const auto answer = mapper.Say(line->substr(kSay.size()));
    if (IsInterrupted()) break;  // it may have spoilt the answer
    if (!answer) return std::unexpected(answer.error());
    (*child)->WriteLine(*answer);
  }
  return std::unexpected(WhyEnded(**child, deadline));
}

}  // namespace asmtp::conformance
