// write_message_seeds FOLDER: writes the seeds of asmtp_message.
//
//   bazel run //fuzz:write_message_seeds -- "$PWD/corpus/message"
#include <cstdio>
#include <fstream>

#include "fuzz/message_seeds.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: write_message_seeds FOLDER\n");
    return 2;
  }
  for (const auto& [name, bytes] : asmtp::fuzz::MessageSeeds()) {
    const std::string path = std::string(argv[1]) + "/" + name;
    std::ofstream file(path, std::ios::binary);
    file << asmtp::AsText(bytes);
    if (!file.flush()) {
      std::fprintf(stderr, "%s cannot be written\n", path.c_str());
      return 1;
    }
  }
  return 0;
}
