// ChildProcess: a program in a session of its own. A thread reads its output all the time and keeps
// part of it. The program and all processes below it are killed at the end; see keeper.h.
//
//   auto child = ChildProcess::Start({"my-adapter", "--role", "responder"}, {});
//   auto line = child->WaitForLine("LISTEN ", deadline);
//   child->Stop();
#ifndef ASMTP_CONFORMANCE_IUT_CHILD_PROCESS_H_
#define ASMTP_CONFORMANCE_IUT_CHILD_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "conformance/iut/file_descriptor.h"
#include "conformance/iut/keeper.h"
#include "conformance/play/channel.h"

namespace asmtp::conformance {

// How a process ended.
struct ExitStatus {
  int code = 0;    // exit status, unless killed
  int signal = 0;  // 0 unless killed by a signal

  // Returns e.g. "exited with status 1" or "was killed by SIGSEGV".
  std::string Describe() const;
};

class ChildProcess {
 public:
  // Starts `words[0]`, found in PATH, with a short environment plus `more` ("A=B") and no other
  // descriptors than its three streams.
  static std::expected<std::unique_ptr<ChildProcess>, std::string> Start(
      const std::vector<std::string>& words, const std::vector<std::string>& more);

  ~ChildProcess() { Stop(); }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Waits for a line on stdout that begins with `prefix` and returns the rest of it. Returns
  // nothing at the deadline or at the end of stdout.
  std::optional<std::string> WaitForLine(std::string_view prefix, Deadline deadline);
  // Whether stdout has ended, so that no line will follow.
  bool HasOutputEnded();
  // Waits for the end of stdout and returns the kept part of it.
  std::string WaitForOutput(Deadline deadline);
  // Raises the limit of a line on stdout to 64 MiB, beyond the lines of the contract.
  void AllowLongLines();
  // Writes one line to its stdin without waiting. Returns whether the pipe accepted it.
  bool WriteLine(const std::string& line);
  // Writes a line of any length, piece by piece as it is read.
  bool WriteLine(const std::string& line, Deadline deadline);

  // Returns how it ended, or nothing if it is still running (at `deadline`).
  std::optional<ExitStatus> TryWait() { return Wait(Clock::now()); }
  std::optional<ExitStatus> Wait(Deadline deadline);
  // Whether it ended with status 0 while a process that it started still had its stdout. That
  // process was killed.
  bool HasLeftOthers() const { return has_left_others_; }
  pid_t pid() const { return pid_; }
  // Returns the processor time used so far, or in total after its end.
  std::chrono::duration<double> CpuTime() const;
  // Returns the most memory that it had, in bytes, once it has ended.
  size_t PeakMemory() const { return peak_memory_; }
  // Becomes readable when the process ends.
  int end_fd() const { return pid_fd_ ? pid_fd_.get() : control_.get(); }
  // Ends it: closes its stdin, sends SIGTERM, then SIGKILL to everything that it has started.
  void Stop();

  // Returns the tail of its stderr since the last ForgetErrors(), including all output written so
  // far.
  std::string ErrorTail();
  void ForgetErrors();

 private:
  static constexpr size_t kOutputMax = size_t{1} << 20;
  static constexpr size_t kTailMax = size_t{16} << 10;
  static constexpr size_t kLineMax = size_t{4} << 10;
  static constexpr size_t kLongLineMax = size_t{64} << 20;
  static constexpr size_t kLinesMax = 1024;

  ChildProcess() = default;
  void ReadOutput();
  // Both need the mutex.
  void TakeOutput(std::string_view text);
  void TakeErrors(std::string_view text);
  bool EndsOutput();
  std::optional<KeeperNews> Hear(Deadline deadline);
  void Order(KeeperOrder order);
  void TakeEnd(const KeeperNews& news);
  void EndKeeper();

  pid_t pid_ = -1;
  pid_t keeper_ = -1;  // -1 once everything has been killed
  FileDescriptor pid_fd_;
  FileDescriptor control_;
  FileDescriptor input_;
  FileDescriptor output_;
  FileDescriptor errors_;
  FileDescriptor wake_read_;  // wakes the reading thread to end
  FileDescriptor wake_write_;
  std::optional<ExitStatus> status_;
  std::chrono::duration<double> cpu_time_{0};  // set at its end
  size_t peak_memory_ = 0;
  std::thread reader_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> lines_;  // of stdout, not yet returned
  std::string partial_;
  size_t line_max_ = kLineMax;
  std::string all_output_;  // its beginning
  std::string error_tail_;
  bool output_ended_ = false;
  bool errors_ended_ = false;
  bool lacks_memory_ = false;  // output is lost
  bool has_left_others_ = false;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_CHILD_PROCESS_H_
