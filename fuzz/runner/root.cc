#include "fuzz/runner/root.h"

#include <cstdlib>

namespace asmtp::fuzz {

std::filesystem::path FindRoot() {
  if (const char* root = std::getenv("ASMTP_ROOT"); root != nullptr && *root != '\0') return root;
  std::error_code error;
  std::filesystem::path folder = std::filesystem::current_path(error);
  while (!folder.empty()) {
    if (std::filesystem::exists(folder / "fuzz/targets.txt", error)) return folder;
    if (folder == folder.root_path()) break;
    folder = folder.parent_path();
  }
  return {};
}

}  // namespace asmtp::fuzz
