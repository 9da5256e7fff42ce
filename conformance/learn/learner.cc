#include "conformance/learn/learner.h"

#include <fmt/format.h>

#include <utility>

#include "conformance/iut/child_process.h"
#include "conformance/iut/interrupt.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kSay = "SAY ";
constexpr std::string_view kState = "STATE ";

// Why there is no line any more.
std::string WhyEnded(ChildProcess& child) {
  if (IsInterrupted()) return "interrupted";
  const auto status = child.TryWait();
  if (!status) return "the learner does not come to an end: is the IUT too slow, or too large?";
  return fmt::format("the learner {}: {}", status->Describe(), child.ErrorTail());
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
    if (!answer) return std::unexpected(answer.error());
    (*child)->WriteLine(*answer);
  }
  return std::unexpected(WhyEnded(**child));
}

}  // namespace asmtp::conformance
