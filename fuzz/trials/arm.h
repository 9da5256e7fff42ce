// Arm: the part of the harness that a trial disables, to measure its effect. `full` disables
// nothing.
//
//   for (const Arm& arm : *SelectArms({"full", "no-mutator"})) ...
#ifndef ASMTP_FUZZ_TRIALS_ARM_H_
#define ASMTP_FUZZ_TRIALS_ARM_H_

#include <expected>
#include <string>
#include <vector>

namespace asmtp::fuzz {

inline constexpr const char* kFullArm = "full";

struct Arm {
  std::string name;
  std::string without;  // for $ASMTP_FUZZ_WITHOUT (fuzz/without.h)
  bool seeds = true;    // start from the corpus in the tree

  bool IsFull() const { return name == kFullArm; }
};

// Every arm, `full` first.
const std::vector<Arm>& AllArms();

// Returns the named arms in the order of AllArms(). An unknown name is an error.
std::expected<std::vector<Arm>, std::string> SelectArms(const std::vector<std::string>& names);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_ARM_H_
