#include "conformance/iut/child_process.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <climits>
#include <csignal>
#include <cstring>
#include <ctime>
#include <utility>

#include "conformance/iut/watchdog.h"

extern char** environ;

namespace asmtp::conformance {
namespace {

constexpr std::chrono::milliseconds kTermPatience{500};
constexpr std::chrono::milliseconds kDrainPatience{500};
constexpr std::chrono::milliseconds kOutputEndPatience{100};

struct Pipe {
  FileDescriptor read;
  FileDescriptor write;
};

std::optional<Pipe> MakePipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// Returns arguments or environment as exec takes them. Valid as long as `texts`.
std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  return pointers;
}

// Returns whether one of them sets the variable `variable`. Duplicates must be avoided: some
// programs take the first value, shells take the last.
bool IsAmong(const std::vector<std::string>& variables, std::string_view variable) {
  const std::string_view name = variable.substr(0, variable.find('=') + 1);
  return std::ranges::any_of(variables,
                             [&](const std::string& one) { return one.starts_with(name); });
}

// Turns the child into the program. It joins its own process group and registers with the watchdog
// before exec, so the end of the runner never leaves it behind. Returns only if the program cannot
// be started. Uses system calls only, because another thread may have held any lock at the fork.
void BecomeProgram(Watchdog& watchdog, const std::array<int, 3>& streams, char** arguments,
                   char** environment) {
  ::setpgid(0, 0);
  watchdog.Watch(::getpid());
  for (int to = 0; const int from : streams) {
    // dup2 onto itself would keep the close-on-exec flag.
    if (from == to ? ::fcntl(to, F_SETFD, 0) < 0 : ::dup2(from, to) < 0) return;
    ++to;
  }
  std::signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execvpe(arguments[0], arguments, environment);
}

// Reports the error of a child that could not exec.
[[noreturn]] void TellError(int started) {
  const int error = errno;
  [[maybe_unused]] const ssize_t told = ::write(started, &error, sizeof(error));
  ::_exit(127);
}

// Returns 0 once the child has executed the program, which closes the other end, or its errno.
int AwaitStart(int started) {
  int error = 0;
  ssize_t size = 0;
  while ((size = ::read(started, &error, sizeof(error))) < 0 && errno == EINTR) {
  }
  return size == static_cast<ssize_t>(sizeof(error)) ? error : 0;
}

// Keeps the last `most` bytes of `text`.
void KeepTail(std::string& text, size_t most) {
  if (text.size() > most) text.erase(0, text.size() - most);
}

std::chrono::duration<double> SecondsOf(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

// An interrupt does not wake a waiter for a line, so waits poll in short slices.
Deadline NextLook(Deadline deadline) {
  return std::min(deadline, Clock::now() + std::chrono::milliseconds(50));
}

}  // namespace

std::string ExitStatus::Describe() const {
  if (signal == 0) return "exited with status " + std::to_string(code);
  const char* name = ::sigabbrev_np(signal);
  return "was killed by " + (name != nullptr ? "SIG" + std::string(name) : std::to_string(signal));
}

std::expected<std::unique_ptr<ChildProcess>, std::string> ChildProcess::Start(
    const std::vector<std::string>& words, const std::vector<std::string>& more) {
  // Writing to a dead IUT must not kill the runner.
  [[maybe_unused]] static const auto kIgnored = std::signal(SIGPIPE, SIG_IGN);
  const std::string what = "cannot start '" + words.front() + "'";
  auto input = MakePipe();
  auto output = MakePipe();
  auto errors = MakePipe();
  auto wake = MakePipe();
  auto started = MakePipe();
  if (!input || !output || !errors || !wake || !started) return std::unexpected(ErrorText(what));

  std::vector<char*> arguments = Pointers(words);
  arguments.push_back(nullptr);
  std::vector<char*> environment = Pointers(more);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!IsAmong(more, *variable)) environment.push_back(*variable);
  }
  environment.push_back(nullptr);

  Watchdog& watchdog = Watchdog::Instance();
  std::unique_ptr<ChildProcess> child(new ChildProcess());
  child->pid_ = ::fork();
  if (child->pid_ < 0) return std::unexpected(ErrorText(what));
  if (child->pid_ == 0) {
    BecomeProgram(watchdog, {input->read.get(), output->write.get(), errors->write.get()},
                  arguments.data(), environment.data());
    TellError(started->write.get());
  }
  started->write.Close();
  if (const int error = AwaitStart(started->read.get()); error != 0) {
    child->Reap();
    child->pid_ = -1;
    return std::unexpected(what + ": " + std::generic_category().message(error));
  }
  child->pid_fd_ = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, child->pid_, 0)));
  if (!child->pid_fd_) {
    child->Reap();
    child->pid_ = -1;
    return std::unexpected(what + ": this needs Linux 5.3 or later");
  }
  child->input_ = std::move(input->write);
  child->output_ = std::move(output->read);
  child->errors_ = std::move(errors->read);
  child->wake_read_ = std::move(wake->read);
  child->wake_write_ = std::move(wake->write);
  child->reader_ = std::thread([raw = child.get()] { raw->ReadOutput(); });
  return child;
}

// Reads until both pipes are closed or Stop() wakes it.
void ChildProcess::ReadOutput() {
  std::array<pollfd, 3> fds = {pollfd{output_.get(), POLLIN, 0}, pollfd{errors_.get(), POLLIN, 0},
                               pollfd{wake_read_.get(), POLLIN, 0}};
  std::array<char, 8192> buffer;
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    if (::poll(fds.data(), fds.size(), -1) < 0) continue;
    for (size_t i = 0; i < 2; ++i) {
      if (fds[i].fd < 0 || fds[i].revents == 0) continue;
      // Locked before the read, so no output is ever in neither the pipe nor the buffer.
      const std::lock_guard lock(mutex_);
      const ssize_t size = ::read(fds[i].fd, buffer.data(), buffer.size());
      if (size < 0 && errno == EINTR) continue;
      const std::string_view text(buffer.data(), static_cast<size_t>(std::max<ssize_t>(size, 0)));
      i == 0 ? TakeOutput(text) : TakeErrors(text);
      if (text.empty()) fds[i].fd = -1;
    }
    if (fds[2].revents != 0) break;
  }
  const std::lock_guard lock(mutex_);
  TakeOutput("");
  TakeErrors("");
}

// Empty text means the end of the stream.
void ChildProcess::TakeOutput(std::string_view text) {
  output_ended_ = output_ended_ || text.empty();
  all_output_ += text.substr(0, kOutputMax - std::min(kOutputMax, all_output_.size()));
  for (const char c : text) {
    if (c != '\n') {
      if (partial_.size() < line_max_) partial_ += c;
      continue;
    }
    if (lines_.size() == kLinesMax) lines_.pop_front();
    lines_.push_back(std::exchange(partial_, {}));
  }
  changed_.notify_all();
}

void ChildProcess::TakeErrors(std::string_view text) {
  errors_ended_ = errors_ended_ || text.empty();
  error_tail_ += text;
  KeepTail(error_tail_, kTailMax);
  changed_.notify_all();
}

std::optional<std::string> ChildProcess::WaitForLine(std::string_view prefix, Deadline deadline) {
  std::unique_lock lock(mutex_);
  while (true) {
    while (!lines_.empty()) {
      const std::string line = std::exchange(lines_.front(), {});
      lines_.pop_front();
      if (line.starts_with(prefix)) return line.substr(prefix.size());
    }
    if (output_ended_) return std::nullopt;
    if (IsInterrupted() || Clock::now() >= deadline) return std::nullopt;
    changed_.wait_until(lock, NextLook(deadline));
  }
}

bool ChildProcess::HasOutputEnded() {
  const std::lock_guard lock(mutex_);
  return output_ended_;
}

std::string ChildProcess::WaitForOutput(Deadline deadline) {
  std::unique_lock lock(mutex_);
  while (!output_ended_ && !IsInterrupted() && Clock::now() < deadline) {
    changed_.wait_until(lock, NextLook(deadline));
  }
  return all_output_;
}

bool ChildProcess::WriteLine(const std::string& line) {
  const std::string text = line + "\n";
  // A pipe takes a line as a whole. An IUT that never reads fills it; the runner does not wait.
  if (WaitFor(input_.get(), POLLOUT, Clock::now()) == 0) return false;
  return ::write(input_.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

void ChildProcess::AllowLongLines() {
  const std::lock_guard lock(mutex_);
  line_max_ = kLongLineMax;
}

// A writable pipe accepts PIPE_BUF bytes without blocking.
bool ChildProcess::WriteLine(const std::string& line, Deadline deadline) {
  const std::string text = line + "\n";
  for (size_t at = 0; at < text.size();) {
    const size_t size = std::min<size_t>(text.size() - at, PIPE_BUF);
    if (WaitFor(input_.get(), POLLOUT, deadline) == 0) return false;
    if (::write(input_.get(), &text[at], size) != static_cast<ssize_t>(size)) return false;
    at += size;
  }
  return true;
}

std::optional<ExitStatus> ChildProcess::Wait(Deadline deadline) {
  if (status_ || pid_ < 0) return status_;
  if (WaitFor(pid_fd_.get(), POLLIN, deadline) == 0) return status_;
  const bool ends_output = EndsOutput();
  Reap();
  has_left_others_ = !ends_output && status_->signal == 0 && status_->code == 0;
  return status_;
}

// Waits for the end of stdout, which comes with the end of the last process that has it.
bool ChildProcess::EndsOutput() {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kOutputEndPatience, [&] { return output_ended_; });
}

// Reaps a process that has ended or is about to. Kills the rest of its group first: the group's id
// cannot be reused until the process is reaped.
void ChildProcess::Reap() {
  ::kill(-pid_, SIGKILL);
  Watchdog::Instance().Forget(pid_);
  int status = 0;
  rusage usage{};
  while (::wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  cpu_time_ = SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime);
  status_ = ExitStatus{.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                       .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

std::chrono::duration<double> ChildProcess::CpuTime() const {
  clockid_t clock{};
  timespec time{};
  const bool runs = !status_ && pid_ >= 0;
  if (!runs || ::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
    return cpu_time_;
  }
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void ChildProcess::Stop() {
  if (pid_ < 0) return;
  input_.Close();
  if (!Wait(Clock::now())) {
    ::kill(-pid_, SIGTERM);
    if (!Wait(Clock::now() + kTermPatience)) Reap();
  }
  wake_write_.Close();
  if (reader_.joinable()) reader_.join();
  pid_ = -1;
}

std::string ChildProcess::ErrorTail() {
  std::unique_lock lock(mutex_);
  // Output written before it closed a connection belongs to that connection.
  const auto has_been_read = [&] {
    int unread = 0;
    ::ioctl(errors_.get(), FIONREAD, &unread);
    return errors_ended_ || (!status_ && unread == 0);
  };
  changed_.wait_for(lock, kDrainPatience, has_been_read);
  return error_tail_;
}

void ChildProcess::ForgetErrors() {
  const std::lock_guard lock(mutex_);
  error_tail_.clear();
}

}  // namespace asmtp::conformance
