// write_frozen: adds the sessions of new deviations to corpus/deviations/*.json. Existing sessions
// do not change, because they judge later implementations.
//
//   bazel run //conformance/frozen:write_frozen
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <set>
#include <sstream>
#include <string>

#include "conformance/frozen/play_frozen.h"
#include "core/testing/output_file.h"

namespace {

using asmtp::conformance::FrozenFile;

bool AddTo(const FrozenFile& file) {
  auto sessions = asmtp::conformance::ReadFrozen(file.path);
  std::set<std::string> known;
  for (const auto& session : sessions) known.insert(session.id);
  for (const std::string& id : file.ids()) {
    if (known.contains(id)) continue;
    const auto found = file.find(id);
    std::printf("%s: %zu sessions of %s\n", file.path, found.size(), id.c_str());
    sessions.insert(sessions.end(), found.begin(), found.end());
  }
  std::ostringstream text;
  asmtp::conformance::WriteFrozen(sessions, text);
  const std::string why_not = asmtp::WriteFile(file.path, text.str());
  if (!why_not.empty()) std::fprintf(stderr, "%s\n", why_not.c_str());
  return why_not.empty();
}

}  // namespace

int main() {
  const char* root = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (root == nullptr || chdir(root) != 0) {
    std::fprintf(stderr, "write_frozen: run it by 'bazel run //conformance/frozen:write_frozen'\n");
    return 2;
  }
  for (const FrozenFile* file : {&asmtp::conformance::kHypotheses, &asmtp::conformance::kProbes,
                                 &asmtp::conformance::kFaults, &asmtp::conformance::kTampers}) {
    if (!AddTo(*file)) return 1;
  }
  return 0;
}
