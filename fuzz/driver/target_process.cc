#include "fuzz/driver/target_process.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <span>

#include "conformance/transcript/read_file.h"
#include "core/testing/interrupt.h"
#include "fuzz/figures.h"

namespace asmtp::fuzz {
namespace {

constexpr size_t kKeptLines = 400;

// Memory with a path in /proc, so it needs no disk.
conformance::FileDescriptor MakeFigures() {
  conformance::FileDescriptor file(::memfd_create("asmtp-fuzz-figures", MFD_CLOEXEC));
  if (file && ::ftruncate(file.get(), kFiguresSize) != 0) file.Close();
  return file;
}

// A sanitizer uses the first of several values of an option.
std::string Joined(const char* name, std::string_view ours) {
  const char* theirs = std::getenv(name);
  if (theirs == nullptr || *theirs == '\0') return fmt::format("{}={}", name, ours);
  return fmt::format("{}={}:{}", name, ours, theirs);
}

std::vector<std::string> Environment(const TargetSetup& setup, int figures) {
  std::vector<std::string> variables = {"ASAN_SYMBOLIZER_PATH=/usr/lib/llvm-19/bin/llvm-symbolizer",
                                        Joined("UBSAN_OPTIONS", "print_stacktrace=1"),
                                        "TMPDIR=" + setup.temporary.string()};
  variables.insert(variables.end(), setup.variables.begin(), setup.variables.end());
  if (figures >= 0) {
    variables.push_back(
        fmt::format("ASMTP_FUZZ_FIGURES=/proc/{}/fd/{}", static_cast<int>(::getpid()), figures));
  }
  return variables;
}

}  // namespace

std::vector<std::string> TargetSetup::Limits() const {
  return {fmt::format("-timeout={}", timeout_seconds),
          fmt::format("-rss_limit_mb={}", rss_limit_mb)};
}

std::string RunEnd::Describe() const {
  std::string last;
  for (const std::string& line : last_lines) {
    if (!line.empty()) last = line;
  }
  return status.Describe() + (last.empty() ? ", without output" : ": " + last);
}

std::expected<std::unique_ptr<TargetProcess>, std::string> TargetProcess::Start(
    const TargetSetup& setup, const std::vector<std::string>& arguments) {
  // Merges both streams to keep the output of fuzzer and sanitizer in order. The script is the same
  // for all paths, which are its parameters.
  std::vector<std::string> words = {"sh", "-c", R"(cd -- "$0" && exec "$@" 2>&1)",
                                    setup.folder.string(), setup.binary.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  // An absolute path of the binary stays one.
  if (::access((setup.folder / setup.binary).c_str(), X_OK) != 0) {
    return std::unexpected(
        conformance::ErrorText(fmt::format("cannot start '{}'", setup.binary.string())));
  }
  std::unique_ptr<TargetProcess> process(new TargetProcess());
  process->figures_ = MakeFigures();
  auto child = conformance::ChildProcess::Start(words, Environment(setup, process->figures_.get()));
  if (!child) return std::unexpected(child.error());
  process->child_ = *std::move(child);
  return process;
}

void TargetProcess::Keep(const std::string& line) {
  // Progress lines say nothing about the end of the process.
  if (line.starts_with("#")) return;
  kept_.push_back(line);
  if (kept_.size() > kKeptLines) kept_.pop_front();
}

std::optional<std::string> TargetProcess::NextLine(Deadline deadline) {
  auto line = child_->WaitForLine("", deadline);
  if (line) Keep(*line);
  return line;
}

bool TargetProcess::has_ended() { return child_->TryWait().has_value(); }

RunEnd TargetProcess::Finish(Deadline deadline) {
  while (NextLine(deadline)) {
  }
  auto status = child_->Wait(deadline);
  RunEnd end{.was_stopped = !status.has_value()};
  child_->Stop();
  while (NextLine(Clock::now())) {
  }
  end.status = status.value_or(conformance::ExitStatus{});
  end.last_lines.assign(kept_.begin(), kept_.end());
  if (!end.was_stopped && (end.status.signal != 0 || end.status.code != 0)) {
    end.crash = ReadCrash(end.last_lines);
  }
  return end;
}

FigureCounts TargetProcess::Figures() const {
  FigureCounts counts;
  FigureCell cell;
  for (size_t i = 0; i < kFigureCount; ++i) {
    const auto at = static_cast<off_t>(i * sizeof(cell));
    const std::span bytes(reinterpret_cast<char*>(&cell), sizeof(cell));
    if (conformance::ReadSome(figures_.get(), bytes, at) != sizeof(cell)) break;
    const std::string name(cell.name, ::strnlen(cell.name, sizeof(cell.name)));
    if (!name.empty() && cell.count != 0) counts[name] = cell.count;
  }
  return counts;
}

std::expected<RunEnd, std::string> RunTarget(const TargetSetup& setup,
                                             const std::vector<std::string>& arguments,
                                             Deadline deadline) {
  auto process = TargetProcess::Start(setup, arguments);
  if (!process) return std::unexpected(process.error());
  return (*process)->Finish(deadline);
}

}  // namespace asmtp::fuzz
