// ProcessWatch: a program that the runner did not start, by its process id, its log, or both.
//
//   auto watch = ProcessWatch::Of({.pid = 1234, .log = "/var/log/node.log"});
//   if (const auto crash = (*watch)->Crash(deadline)) ...
//   (*watch)->TakeLog();                          what it logged since the last call
//
// A crash is the end of the process, or a crash report in new lines of the log (FindCrashReport).
// Each is reported once. The log may be rotated or truncated. At most kReadMax bytes are read at a
// time, the newest ones.
#ifndef ASMTP_CONFORMANCE_IUT_PROCESS_WATCH_H_
#define ASMTP_CONFORMANCE_IUT_PROCESS_WATCH_H_

#include <sys/types.h>

#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "conformance/iut/file_descriptor.h"
#include "conformance/iut/process_figures.h"
#include "conformance/play/channel.h"

namespace asmtp::conformance {

struct Watched {
  pid_t pid = 0;    // 0: none
  std::string log;  // file; "": none
};

class ProcessWatch {
 public:
  static constexpr size_t kReadMax = size_t{256} << 10;
  static constexpr size_t kTailMax = size_t{16} << 10;

  // Fails with a sentence if there is no such process, or the log cannot be read. What the log
  // holds already does not count.
  static std::expected<std::shared_ptr<ProcessWatch>, std::string> Of(Watched watched);

  // Waits until the deadline for the end of the process.
  std::optional<std::string> Crash(Deadline deadline);
  // Returns the last whole lines of the log that were written since the last call.
  std::string TakeLog();
  // Returns all zero without a process, or after its end.
  ProcessFigures Figures() const { return end_ ? Measure(watched_.pid) : ProcessFigures(); }

 private:
  ProcessWatch(Watched watched, FileDescriptor end)
      : watched_(std::move(watched)), end_(std::move(end)) {}
  void ReadLog();

  Watched watched_;
  FileDescriptor end_;  // becomes readable when the process ends; closed after that
  ino_t file_ = 0;      // the log may be replaced by another file
  off_t offset_ = 0;    // of what was not read yet
  std::string lines_;   // read and not taken; the last line may be incomplete
  std::optional<std::string> report_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_PROCESS_WATCH_H_
