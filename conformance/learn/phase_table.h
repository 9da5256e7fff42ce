// PhaseTable: the phase tables of SPEC.md (section 11.2) over the symbols of a learner: the allowed
// answers in a phase, and the next phase of each.
//
//   FindRules(noise::Role::kResponder, "Open", "no-message")
//       silence -> Open, close -> Closed
#ifndef ASMTP_CONFORMANCE_LEARN_PHASE_TABLE_H_
#define ASMTP_CONFORMANCE_LEARN_PHASE_TABLE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "core/noise/pattern.h"

namespace asmtp::conformance {

// What is learned: an IUT of this role, which echoes messages or, as a node, answers none.
struct Subject {
  noise::Role role = noise::Role::kResponder;
  bool is_node = false;
};

// A row. The role is the IUT's; none if the row holds for both.
struct PhaseRule {
  std::optional<noise::Role> role;
  std::string_view phase;
  std::string_view symbols;  // separated by spaces; "*": all symbols without a row above
  std::string_view output;
  std::string_view next;
  std::string_view clause;
  bool of_nodes = false;  // holds for nodes only
};

// Returns the phase in which the learner meets an IUT of this role.
std::string_view FirstPhase(noise::Role role);

// Returns the rows of a symbol in a phase, one for each allowed answer.
std::vector<PhaseRule> FindRules(Subject subject, std::string_view phase, std::string_view symbol);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_PHASE_TABLE_H_
