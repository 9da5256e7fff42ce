#include "conformance/cli/root.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

fs::path ProgramFolder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

bool IsFile(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

fs::path FindAbove(fs::path folder, const std::string& name) {
  std::error_code error;
  while (!folder.empty()) {
    if (fs::exists(folder / name, error)) return folder;
    if (folder == folder.root_path()) break;
    folder = folder.parent_path();
  }
  return {};
}

}  // namespace

fs::path FindRoot(const std::string& name) {
  if (const char* root = std::getenv("ASMTP_ROOT"); root != nullptr && *root != '\0') return root;
  std::error_code error;
  fs::path found = FindAbove(fs::current_path(error), name);
  if (found.empty()) found = FindAbove(ProgramFolder(), name);
  return found;
}

std::string FindEndpoint() {
  std::vector<fs::path> candidates;
  if (const char* given = std::getenv("ASMTP_ENDPOINT"); given != nullptr && *given != '\0') {
    candidates.emplace_back(given);
  } else {
    candidates = {ProgramFolder() / "asmtp-endpoint", ProgramFolder().parent_path().parent_path() /
                                                          "conformance/endpoint/asmtp-endpoint"};
  }
  const auto found = std::ranges::find_if(candidates, IsFile);
  if (found == candidates.end()) return "";
  return "'" + found->string() +
         "' --role {role} --addr {addr} --secret {iut_s} --peer {peer} --mode {mode} "
         "--suite {suite} --framing {framing} --until-eof";
}

}  // namespace asmtp::conformance
