#include "conformance/faulty/process_faults.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace asmtp::faulty {
namespace {

constexpr int kExitUnsupported = 89;

void ExitAtOnce() {
  fmt::print(stderr, "faulty-iut: no such luck\n");
  std::exit(1);
}

void IgnoreSigterm() {
  sigset_t term;
  ::sigemptyset(&term);
  ::sigaddset(&term, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &term, nullptr);
}

void LeaveAChild() {
  if (::fork() == 0) SleepForever();
}

void FloodStdout() {
  for (int i = 0; i < 20'000; ++i) fmt::print("this is no line that anybody waits for {}\n", i);
}

void FloodStderr() {
  for (int i = 0; i < 20'000; ++i) fmt::print(stderr, "nobody wants to know this {}\n", i);
}

void SayWrongPort() {
  fmt::print("LISTEN 127.0.0.1:1\n");
  std::fflush(stdout);
  SleepForever();
}

// For as long as the process lives.
void Again(std::chrono::milliseconds pause, void (*what)()) {
  std::thread([=] {
    while (true) {
      what();
      std::this_thread::sleep_for(pause);
    }
  }).detach();
}

void LeakFiles() {
  Again(std::chrono::milliseconds(5), [] { (void)::dup(STDIN_FILENO); });
}

void LeakMemory() {
  Again(std::chrono::milliseconds(5), [] {
    constexpr size_t kSize = size_t{1} << 20;
    auto* leaked = new volatile char[kSize];
    for (size_t i = 0; i < kSize; i += 1024) leaked[i] = 1;
  });
}

constexpr ProcessFault kFaults[] = {
    {"exits-at-once", "ends with status 1 before it is ready.", ExitAtOnce},
    {"unsupported", "says that it supports nothing.", [] { std::exit(kExitUnsupported); }},
    {"prints-nothing", "never says that it is ready.", SleepForever},
    {"wrong-port", "says that it listens where it does not.", SayWrongPort},
    {"ignores-sigterm", "does not end on SIGTERM.", IgnoreSigterm},
    {"leaves-a-child", "starts a process that outlives it.", LeaveAChild},
    {"floods-stdout", "writes a megabyte to stdout before it is ready.", FloodStdout},
    {"leaks-files", "opens 200 files a second and closes none.", LeakFiles},
    {"leaks-memory", "takes 200 MiB a second and gives none back.", LeakMemory},
    {"floods-stderr", "writes as much to stderr.", FloodStderr},
};

}  // namespace

void SleepForever() {
  while (true) std::this_thread::sleep_for(std::chrono::hours(1));
}

std::span<const ProcessFault> ProcessFaults() { return kFaults; }

const ProcessFault* FindProcessFault(std::string_view name) {
  const auto* found = std::ranges::find(kFaults, name, &ProcessFault::name);
  return found == std::end(kFaults) ? nullptr : found;
}

}  // namespace asmtp::faulty
