#include "conformance/endpoint/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "core/net/testing/background.h"

namespace asmtp::endpoint {
namespace {

// Tests run in the root folder of the workspace.
constexpr char kProgram[] = "conformance/endpoint/asmtp-endpoint";

struct Pipe {
  Pipe() {
    std::array<int, 2> ends;
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
    read = ends[0];
    write = ends[1];
  }
  int read;
  int write;
};

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Reads one byte. Returns false at the end.
bool ReadByte(int descriptor, char* byte) {
  const auto patience = std::chrono::milliseconds(kPatience).count();
  pollfd wait{.fd = descriptor, .events = POLLIN, .revents = 0};
  if (::poll(&wait, 1, static_cast<int>(patience)) == 0) {
    std::fputs("asmtp-endpoint did not answer in time\n", stderr);
    std::abort();
  }
  return ::read(descriptor, byte, 1) == 1;
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments,
                           const std::vector<std::string>& environment) {
  const Pipe in, out, err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write, STDERR_FILENO);
  std::vector<std::string> all = {kProgram};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const int failed = ::posix_spawn(&pid_, kProgram, &actions, nullptr, Pointers(all).data(),
                                   Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  for (const int descriptor : {in.read, out.write, err.write}) ::close(descriptor);
  if (failed != 0) std::abort();
  stdin_ = in.write;
  stdout_ = out.read;
  stderr_ = err.read;
}

ChildProcess::~ChildProcess() {
  if (!status_) Signal(SIGKILL);
  Wait();
  CloseInput();
  CloseOutput();
}

bool ChildProcess::HasErrors() const {
  pollfd wait{.fd = stderr_, .events = POLLIN, .revents = 0};
  return ::poll(&wait, 1, 0) > 0;
}

void ChildProcess::ShrinkErrors() const { ::fcntl(stderr_, F_SETPIPE_SZ, 8192); }

void ChildProcess::CloseOutput() {
  for (int* const descriptor : {&stdout_, &stderr_}) {
    if (*descriptor >= 0) ::close(*descriptor);
    *descriptor = -1;
  }
}

void ChildProcess::WriteLine(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(stdin_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
}

void ChildProcess::CloseInput() {
  if (stdin_ >= 0) ::close(stdin_);
  stdin_ = -1;
}

void ChildProcess::Signal(int signal) { ::kill(pid_, signal); }

int ChildProcess::Wait() {
  if (status_) return *status_;
  // The output ends with the process, so ReadOutput bounds the wait.
  char ignored;
  while (stdout_ >= 0 && ReadByte(stdout_, &ignored)) {
  }
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return *status_;
}

std::string ChildProcess::ReadLine(int descriptor) {
  std::string line;
  for (char byte; ReadByte(descriptor, &byte) && byte != '\n';) line.push_back(byte);
  return line;
}

std::string ChildProcess::ReadRest(int descriptor) {
  std::string text;
  for (char byte; ReadByte(descriptor, &byte);) text.push_back(byte);
  return text;
}

}  // namespace asmtp::endpoint
