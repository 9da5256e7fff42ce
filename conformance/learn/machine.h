// Machine: a Mealy machine: for each state and symbol, the implementation's answer and next state.
//
//   auto machine = ReadMachine(R"([{"init": ["response", 1], "end": ["close", 2]}, ...])");
//   machine->states[0].at("init").output         "response"; state 0 is the initial state
#ifndef ASMTP_CONFORMANCE_LEARN_MACHINE_H_
#define ASMTP_CONFORMANCE_LEARN_MACHINE_H_

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace asmtp::conformance {

struct Machine {
  struct Transition {
    std::string output;
    size_t next = 0;

    friend auto operator<=>(const Transition&, const Transition&) = default;
  };
  using State = std::map<std::string, Transition, std::less<>>;

  std::vector<State> states;
};

// Fails with a sentence if the text is not a machine.
std::expected<Machine, std::string> ReadMachine(std::string_view json);
std::string WriteMachine(const Machine& machine);

// For Graphviz. Symbols with the same answer and next state share an arrow. `names` are the names
// of the states.
std::string ToDot(const Machine& machine, const std::vector<std::string>& names);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_MACHINE_H_
