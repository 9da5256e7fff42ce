// write_seeds CORPUS: writes the generated seeds to their folders under CORPUS.
//
//   bazel run //fuzz/seeds:write_seeds -- "$PWD/corpus"
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "fuzz/seeds/all_seeds.h"

namespace {

bool WriteSeeds(const std::string& folder, const asmtp::fuzz::Seeds& seeds) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const auto& [name, bytes] : seeds) {
    const std::string path = std::filesystem::path(folder) / name;
    std::ofstream file(path, std::ios::binary);
    file << asmtp::AsText(bytes);
    if (!file.flush()) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return false;
    }
  }
  return true;
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
