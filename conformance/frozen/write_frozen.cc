// write_frozen: writes corpus/deviations/*.json anew. Only for a deviation that is new: what these
// files say of one that was there is what its replacement is judged by.
//
//   bazel run //conformance/frozen:write_frozen
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "conformance/frozen/play_frozen.h"

int main() {
  const char* root = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (root == nullptr || chdir(root) != 0) {
    std::fprintf(stderr, "start it with bazel run\n");
    return 2;
  }
  for (const auto& file : asmtp::conformance::kFrozenFiles) {
    const auto sessions = file.play();
    std::ofstream out{std::string(file.path)};
    asmtp::conformance::WriteFrozen(sessions, out);
    if (!out.flush()) return 1;
    std::printf("%s: %zu sessions\n", std::string(file.path).c_str(), sessions.size());
  }
  return 0;
}
