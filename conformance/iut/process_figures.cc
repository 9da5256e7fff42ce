#include "conformance/iut/process_figures.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

size_t RssOf(const fs::path& proc) {
  size_t pages = 0;
  size_t resident = 0;
  std::ifstream(proc / "statm") >> pages >> resident;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

size_t FilesOf(const fs::path& proc) {
  std::error_code error;
  size_t count = 0;
  fs::directory_iterator file(proc / "fd", error);
  for (; !error && file != fs::directory_iterator(); file.increment(error)) ++count;
  return count;
}

// Adds the figures of `pid` and its children: the IUT may be the child of a wrapper such as a
// shell.
void Add(pid_t pid, int depth, ProcessFigures& figures) {
  constexpr int kDepthMax = 8;
  const fs::path proc = fs::path("/proc") / std::to_string(pid);
  figures.rss += RssOf(proc);
  figures.files += FilesOf(proc);
  if (depth == kDepthMax) return;
  std::ifstream children(proc / "task" / std::to_string(pid) / "children");
  for (pid_t child = 0; children >> child;) Add(child, depth + 1, figures);
}

// The fields 14 and 15 of /proc/PID/stat, behind the name, which may contain anything.
size_t TicksOf(const fs::path& proc) {
  std::string stat;
  std::getline(std::ifstream(proc / "stat"), stat);
  std::istringstream fields(stat.substr(std::min(stat.rfind(')'), stat.size() - 1) + 1));
  std::string skipped;
  for (int i = 3; i < 14; ++i) fields >> skipped;
  size_t user = 0;
  size_t system = 0;
  fields >> user >> system;
  return user + system;
}

size_t TicksBelow(pid_t pid, int depth) {
  constexpr int kDepthMax = 8;
  const fs::path proc = fs::path("/proc") / std::to_string(pid);
  size_t ticks = TicksOf(proc);
  if (depth == kDepthMax) return ticks;
  std::ifstream children(proc / "task" / std::to_string(pid) / "children");
  for (pid_t child = 0; children >> child;) ticks += TicksBelow(child, depth + 1);
  return ticks;
}

}  // namespace

size_t CpuTicks(pid_t pid) { return pid > 0 ? TicksBelow(pid, 0) : 0; }

ProcessFigures Measure(pid_t pid) {
  ProcessFigures figures;
  if (pid > 0) Add(pid, 0, figures);
  return figures;
}

}  // namespace asmtp::conformance
