#include "conformance/iut/child_process.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <climits>
#include <csignal>
#include <cstring>
#include <ctime>
#include <new>
#include <utility>

#include "conformance/iut/environment.h"
#include "conformance/iut/keeper_list.h"
#include "conformance/iut/shortage.h"
#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

constexpr std::chrono::milliseconds kTermPatience{500};
constexpr std::chrono::milliseconds kDrainPatience{500};
constexpr std::chrono::milliseconds kOutputEndPatience{100};
// For the keeper, which a program of the same user can stop.
constexpr std::chrono::seconds kStartPatience{10};
constexpr std::chrono::seconds kGonePatience{2};

struct Pipe {
  FileDescriptor read;
  FileDescriptor write;
};

std::optional<Pipe> MakePipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
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
  std::array<int, 2> control{};
  if (!input || !output || !errors || !wake ||
      ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control.data()) != 0) {
    NoteShortage(errno);
    return std::unexpected(ErrorText(what));
  }
  std::unique_ptr<ChildProcess> child(new ChildProcess());
  child->control_ = FileDescriptor(control[0]);
  {
    const FileDescriptor theirs(control[1]);
    child->keeper_ =
        StartKeeper(theirs.get(), {input->read.get(), output->write.get(), errors->write.get()},
                    words, ShortEnvironment(more));
  }
  if (child->keeper_ < 0) {
    NoteNoProcess(errno);
    return std::unexpected(ErrorText(what));
  }
  const KeeperNews news = child->Hear(Clock::now() + kStartPatience).value_or(KeeperNews());
  if (news.kind != KeeperNews::Kind::kStarted) {
    NoteNoProcess(news.error);
    child->EndKeeper();
    return std::unexpected(what + ": " +
                           (news.error == 0 ? "its keeper, a process of the runner, was killed"
                                            : std::generic_category().message(news.error)));
  }
  child->pid_ = news.pid;
  // Readable when the program ends, before the keeper has told. None if it has ended already.
  child->pid_fd_ = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, news.pid, 0)));
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
      const ssize_t size = ReadSome(fds[i].fd, buffer);
      const std::string_view text(buffer.data(), static_cast<size_t>(std::max<ssize_t>(size, 0)));
      try {
        i == 0 ? TakeOutput(text) : TakeErrors(text);
      } catch (const std::bad_alloc&) {
        lacks_memory_ = true;
      }
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
    if (partial_.ends_with('\r')) partial_.pop_back();
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
    if (lacks_memory_) NoteShortage(ENOMEM);
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
  if (status_ || keeper_ < 0) return status_;
  if (WaitFor(end_fd(), POLLIN, deadline) == 0) return status_;
  const auto news = Hear(Clock::now() + kGonePatience);
  // Without a word, the keeper was killed, and the program with it.
  TakeEnd(news.value_or(KeeperNews{.kind = KeeperNews::Kind::kEnded, .status = SIGKILL}));
  const bool ends_output = EndsOutput();
  EndKeeper();
  has_left_others_ = !ends_output && status_->signal == 0 && status_->code == 0;
  return status_;
}

// Waits for the end of stdout, which comes with the end of the last process that has it.
bool ChildProcess::EndsOutput() {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kOutputEndPatience, [&] { return output_ended_; });
}

void ChildProcess::TakeEnd(const KeeperNews& news) {
  if (status_) return;
  cpu_time_ = SecondsOf(news.user) + SecondsOf(news.system);
  peak_memory_ = static_cast<size_t>(news.peak) << 10;
  status_ = ExitStatus{.code = WIFEXITED(news.status) ? WEXITSTATUS(news.status) : 0,
                       .signal = WIFSIGNALED(news.status) ? WTERMSIG(news.status) : 0};
}

// Returns the next news of the keeper, or nothing at the deadline or after its end. An interrupt
// does not end this wait.
std::optional<KeeperNews> ChildProcess::Hear(Deadline deadline) {
  pollfd ready{control_.get(), POLLIN, 0};
  while (::poll(&ready, 1, PollTimeout(deadline)) < 0 && errno == EINTR) {
  }
  KeeperNews news;
  const ssize_t size = ::recv(control_.get(), &news, sizeof(news), MSG_DONTWAIT);
  if (size != static_cast<ssize_t>(sizeof(news))) return std::nullopt;
  return news;
}

void ChildProcess::Order(KeeperOrder order) {
  (void)::send(control_.get(), &order, sizeof(order), MSG_NOSIGNAL | MSG_DONTWAIT);
}

// Kills everything that the program has started, and the keeper.
void ChildProcess::EndKeeper() {
  if (keeper_ < 0) return;
  Order(KeeperOrder::kKill);
  const Deadline deadline = Clock::now() + kGonePatience;
  std::optional<KeeperNews> news;
  while ((news = Hear(deadline)) && news->kind == KeeperNews::Kind::kEnded) TakeEnd(*news);
  const bool gone = news && news->kind != KeeperNews::Kind::kStarted;
  const pid_t left = ReapKeeper(keeper_, gone);
  if (gone && news->left > 0) NoteSurvivor(news->pid);
  if (left != 0) NoteSurvivor(left);
  keeper_ = -1;
  if (!status_) TakeEnd({.status = SIGKILL});
}

std::chrono::duration<double> ChildProcess::CpuTime() const {
  clockid_t clock{};
  timespec time{};
  const bool runs = !status_ && keeper_ >= 0;
  if (!runs || ::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
    return cpu_time_;
  }
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void ChildProcess::Stop() {
  input_.Close();
  if (keeper_ >= 0 && !Wait(Clock::now())) {
    Order(KeeperOrder::kTerminate);
    if (!Wait(Clock::now() + kTermPatience)) EndKeeper();
  }
  wake_write_.Close();
  if (reader_.joinable()) reader_.join();
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
