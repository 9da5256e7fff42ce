#include "conformance/iut/process_watch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <utility>

#include "conformance/iut/adapted_iut.h"
#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {

std::expected<std::shared_ptr<ProcessWatch>, std::string> ProcessWatch::Of(Watched watched) {
  FileDescriptor end;
  if (watched.pid != 0) {
    end = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, watched.pid, 0)));
    if (!end) {
      return std::unexpected(ErrorText(fmt::format("cannot watch the process {}", watched.pid)));
    }
  }
  struct stat found{};
  if (!watched.log.empty()) {
    const FileDescriptor log(::open(watched.log.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!log || ::fstat(log.get(), &found) != 0) {
      return std::unexpected(ErrorText("cannot read '" + watched.log + "'"));
    }
    if (!S_ISREG(found.st_mode)) return std::unexpected("'" + watched.log + "' is not a file");
  }
  std::shared_ptr<ProcessWatch> watch(new ProcessWatch(std::move(watched), std::move(end)));
  watch->file_ = found.st_ino;
  watch->offset_ = found.st_size;
  return watch;
}

std::optional<std::string> ProcessWatch::Crash(Deadline deadline) {
  const bool ended = end_ && WaitFor(end_.get(), POLLIN, deadline) != 0;
  ReadLog();
  if (ended) end_.Close();
  if (report_) return std::exchange(report_, {});
  if (!ended) return std::nullopt;
  return fmt::format("the process {} of the IUT ended", watched_.pid);
}

std::string ProcessWatch::TakeLog() {
  ReadLog();
  const size_t whole = lines_.rfind('\n') + 1;  // npos + 1 is 0
  std::string taken = lines_.substr(0, whole);
  lines_.erase(0, whole);
  return taken;
}

void ProcessWatch::ReadLog() {
  if (watched_.log.empty()) return;
  const FileDescriptor log(::open(watched_.log.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat now{};
  // A log that is being replaced is there again at the next call.
  if (!log || ::fstat(log.get(), &now) != 0) return;
  if (now.st_ino != file_ || now.st_size < offset_) offset_ = 0;
  file_ = now.st_ino;
  offset_ = std::max(offset_, now.st_size - static_cast<off_t>(kReadMax));
  std::string more(static_cast<size_t>(now.st_size - offset_), '\0');
  const ssize_t size = ReadSome(log.get(), more, offset_);
  if (size <= 0) return;
  offset_ += size;
  more.resize(static_cast<size_t>(size));
  // Whole lines only, so that a line in two pieces is found once.
  const size_t begin = lines_.rfind('\n') + 1;  // npos + 1 is 0
  lines_ += more;
  const size_t end = lines_.rfind('\n') + 1;
  const std::string report =
      FindCrashReport(std::string_view(lines_).substr(begin, std::max(begin, end) - begin));
  if (!report.empty() && !report_) report_ = report;
  if (lines_.size() > kTailMax) lines_.erase(0, lines_.size() - kTailMax);
}

}  // namespace asmtp::conformance
