// write_seeds CORPUS: writes the generated seeds to their folders under CORPUS.
//
//   bazel run //fuzz/seeds:write_seeds -- "$PWD/corpus"
#include <cstdio>
#include <filesystem>
#include <string>

#include "core/testing/output_file.h"
#include "fuzz/seeds/all_seeds.h"

namespace {

bool WriteSeeds(const std::string& folder, const asmtp::fuzz::Seeds& seeds) {
  std::string why = asmtp::MakeFolder(folder);
  for (const auto& [name, bytes] : seeds) {
    if (!why.empty()) break;
    why = asmtp::WriteFile(std::filesystem::path(folder) / name, asmtp::AsText(bytes));
  }
  if (!why.empty()) std::fprintf(stderr, "%s\n", why.c_str());
  return why.empty();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: write_seeds CORPUS\n");
    return 2;
  }
  for (const auto& [folder, seeds] : asmtp::fuzz::AllSeeds()) {
    if (!WriteSeeds(std::string(argv[1]) + "/" + folder, seeds)) return 1;
  }
  return 0;
}
