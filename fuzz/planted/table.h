// PlantedBug: a row of the table of planted bugs in bugs.json (see bugs.bzl).
//
//   for (const PlantedBug& bug : *LoadPlantedBugs(folder / "bugs.json")) {
//     folder / bug.name                   the binary of the target with the bug
//   }
#ifndef ASMTP_FUZZ_PLANTED_TABLE_H_
#define ASMTP_FUZZ_PLANTED_TABLE_H_

#include <expected>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace asmtp::fuzz {

struct PlantedBug {
  std::string name;
  std::string target;
  std::vector<std::string> files;   // files that the patch changes
  std::string oracle;               // name of an oracle, "sanitizer" or "engine"
  std::vector<std::string> breaks;  // prefixes of signatures that count as found
  unsigned budget = 0;              // seconds of CPU time
  std::string bug;                  // a sentence
  std::string origin;               // or ""
  bool only = true;                 // whether no other oracle finds it

  // Whether a crash with this signature is this bug.
  bool IsFoundBy(const std::string& signature) const;
};

// Prints the name, for tests.
inline void PrintTo(const PlantedBug& bug, std::ostream* out) { *out << bug.name; }

std::expected<std::vector<PlantedBug>, std::string> LoadPlantedBugs(
    const std::filesystem::path& file);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_PLANTED_TABLE_H_
