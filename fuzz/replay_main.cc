// main() of a fuzz target without a fuzzer: runs the given files, and the files in the given
// folders, each in its own process.
//
//   asmtp_message corpus/message crash-1f2e3d
//
//   FAILED corpus/message/topic_empty: signal 6
//   59 passed, 1 failed
//
// Exit status: 0 all passed, 1 one failed or could not be read, 2 usage.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

namespace fs = std::filesystem;

// Returns the files of an argument, sorted. A missing path is returned unchanged.
std::vector<std::string> FilesOf(const std::string& argument) {
  std::error_code error;
  if (!fs::is_directory(argument, error)) return {argument};
  std::vector<std::string> files;
  fs::recursive_directory_iterator entry(argument, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (!entry->is_directory()) files.push_back(entry->path().string());
  }
  std::ranges::sort(files);
  return files;
}

std::optional<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  return file.good() || file.eof() ? std::optional(std::move(bytes)) : std::nullopt;
}

// Runs the target in a child process, which may crash. Returns what went wrong, or "".
std::string RunAlone(const std::string& bytes) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return "cannot start a process";
  if (child == 0) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    std::exit(0);  // not _exit: the leak check runs at exit
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  if (WEXITSTATUS(status) != 0) return "exit status " + std::to_string(WEXITSTATUS(status));
  return "";
}

// Returns whether the file passed.
bool Replay(const std::string& path) {
  const auto bytes = ReadFile(path);
  const std::string failure = bytes ? RunAlone(*bytes) : "cannot be read";
  if (!failure.empty()) std::fprintf(stderr, "FAILED %s: %s\n", path.c_str(), failure.c_str());
  return failure.empty();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FILE_OR_FOLDER...\n", argv[0]);
    return 2;
  }
  size_t passed = 0;
  size_t failed = 0;
  for (int i = 1; i < argc; ++i) {
    for (const std::string& path : FilesOf(argv[i])) ++(Replay(path) ? passed : failed);
  }
  std::printf("%zu passed, %zu failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
