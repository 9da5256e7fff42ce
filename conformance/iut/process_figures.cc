#include "conformance/iut/process_figures.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

// Empty for a process that has ended.
std::string ReadProc(const fs::path& file) {
  constexpr size_t kProcMax = size_t{1} << 20;
  return ReadTextFile(file, kProcMax).value_or("");
}

std::istringstream ChildrenOf(const fs::path& proc, pid_t pid) {
  return std::istringstream(ReadProc(proc / "task" / std::to_string(pid) / "children"));
}

size_t RssOf(const fs::path& proc) {
  size_t pages = 0;
  size_t resident = 0;
  std::istringstream(ReadProc(proc / "statm")) >> pages >> resident;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

// The line "VmHWM: N kB".
size_t PeakOf(const fs::path& proc) {
  constexpr std::string_view kName = "VmHWM:";
  std::istringstream status(ReadProc(proc / "status"));
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(kName)) continue;
    size_t kib = 0;
    std::istringstream(line.substr(kName.size())) >> kib;
    return kib << 10;
  }
  return 0;
}

// Without std::filesystem, which ends the program if it lacks memory here.
size_t FilesOf(const fs::path& proc) {
  DIR* folder = ::opendir((proc / "fd").c_str());
  if (folder == nullptr) return 0;
  size_t count = 0;
  while (const dirent* file = ::readdir(folder)) count += file->d_name[0] == '.' ? 0 : 1;
  ::closedir(folder);
  return count;
}

// Calls `visit` with the folder in /proc of `pid` and of its children: the IUT may be the child of a
// wrapper such as a shell.
template <class Visit>
void ForTree(pid_t pid, const Visit& visit, int depth = 0) {
  constexpr int kDepthMax = 8;
  const fs::path proc = fs::path("/proc") / std::to_string(pid);
  visit(proc);
  if (depth == kDepthMax) return;
  std::istringstream children = ChildrenOf(proc, pid);
  for (pid_t child = 0; children >> child;) ForTree(child, visit, depth + 1);
}

// The fields 14 and 15 of /proc/PID/stat, behind the name, which may contain anything.
size_t TicksOf(const fs::path& proc) {
  const std::string stat = ReadProc(proc / "stat");
  if (stat.empty()) return 0;
  std::istringstream fields(stat.substr(std::min(stat.rfind(')'), stat.size() - 1) + 1));
  std::string skipped;
  for (int i = 3; i < 14; ++i) fields >> skipped;
  size_t user = 0;
  size_t system = 0;
  fields >> user >> system;
  return user + system;
}

}  // namespace

size_t CpuTicks(pid_t pid) {
  size_t ticks = 0;
  if (pid > 0) ForTree(pid, [&](const fs::path& proc) { ticks += TicksOf(proc); });
  return ticks;
}

void RestartPeak(pid_t pid) {
  // proc(5): 5 resets the peak to the present size.
  if (pid > 0) ForTree(pid, [](const fs::path& proc) { std::ofstream(proc / "clear_refs") << 5; });
}

ProcessFigures Measure(pid_t pid) {
  ProcessFigures figures;
  if (pid <= 0) return figures;
  ForTree(pid, [&](const fs::path& proc) {
    figures.rss += RssOf(proc);
    figures.peak += PeakOf(proc);
    figures.files += FilesOf(proc);
  });
  return figures;
}

}  // namespace asmtp::conformance
