// SpecComparison: compares a learned machine with the phase tables of SPEC.md.
//
//   const SpecComparison comparison = CompareWithSpec(machine, noise::Role::kResponder);
//   for (const MachineDifference& difference : comparison.differences) ...
//
//   init, later-key: echo, where SPEC.md has close (TR-8)
#ifndef ASMTP_CONFORMANCE_LEARN_COMPARISON_H_
#define ASMTP_CONFORMANCE_LEARN_COMPARISON_H_

#include <string>
#include <vector>

#include "conformance/learn/machine.h"
#include "conformance/learn/phase_table.h"

namespace asmtp::conformance {

struct MachineDifference {
  std::vector<std::string> word;  // the shortest word that shows it
  std::string phase;              // before its last symbol
  std::string output;             // of that symbol
  std::string allowed;            // "close", "silence or close"
  std::string clause;

  std::string Describe() const;
};

struct SpecComparison {
  std::vector<MachineDifference> differences;
  std::vector<std::string> names;  // of the states: the phase of each, or "?"
};

SpecComparison CompareWithSpec(const Machine& machine, Subject subject);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_COMPARISON_H_
