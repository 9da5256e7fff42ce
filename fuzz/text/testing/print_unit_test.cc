// print_unit_test FILE: prints the same as `asmtp-fuzz to-test --target asmtp_frame --name Crash
// FILE`.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "fuzz/text/unit_test.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const auto source = asmtp::fuzz::UnitTestSource(
      {.target = "asmtp_frame", .bytes = {std::istreambuf_iterator<char>(file), {}}}, "Crash");
  if (!source) return 1;
  std::printf("%s", source->c_str());
  return 0;
}
