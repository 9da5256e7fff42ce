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
  fmt::print(stderr, "faulty-iut: exiting with status 1\n");
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
  for (int i = 0; i < 20'000; ++i) fmt::print("this line is not what the runner waits for {}\n", i);
}

void FloodStderr() {
  for (int i = 0; i < 20'000; ++i) fmt::print(stderr, "a line that nobody needs to see {}\n", i);
}

void SayWrongPort() {
  fmt::print("LISTEN 127.0.0.1:1\n");
  std::fflush(stdout);
  SleepForever();
}

// Calls `what` again and again until the process ends.
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
    {"exits-at-once", "exits with status 1 before it is ready.", ExitAtOnce},
    {"unsupported", "reports every configuration as unsupported.",
     [] { std::exit(kExitUnsupported); }},
    {"prints-nothing", "never prints LISTEN.", SleepForever},
    {"wrong-port", "prints an address on which it does not listen.", SayWrongPort},
    {"ignores-sigterm", "ignores SIGTERM.", IgnoreSigterm},
    {"leaves-a-child", "starts a process that outlives it.", LeaveAChild},
    {"floods-stdout", "writes a megabyte to stdout before it is ready.", FloodStdout},
    {"leaks-files", "leaks 200 files a second.", LeakFiles},
    {"leaks-a-file", "leaks a file in each session.", [] { Manners().leaks_file = true; }},
    {"leaks-memory", "leaks 200 MiB a second.", LeakMemory},
    {"floods-stderr", "writes a megabyte to stderr before it is ready.", FloodStderr},
    {"output-not-flushed", "sends only when its peer has ended its direction.",
     [] { Manners().holds_output = true; }},
    {"reserves-announced", "reserves a buffer for the length that a frame announces.",
     [] { Manners().reserves_announced = true; }},
    {"prints-traceback", "throws an exception in the thread of each session.",
     [] { Manners().throws = true; }},
    {"one-stream-at-a-time", "serves one stream at a time.", [] { Manners().streams_max = 1; }},
    {"two-streams-at-a-time", "serves two streams at a time.", [] { Manners().streams_max = 2; }},
    {"slow-answers", "takes 3 s for each answer.",
     [] { Manners().delay = std::chrono::seconds(3); }},
    {"noisy-caps", "prints another line before its capabilities.",
     [] { fmt::print("this line is not JSON\n"); }},
};

}  // namespace

ProcessManners& Manners() {
  static ProcessManners manners;
  return manners;
}

void SleepForever() {
  while (true) std::this_thread::sleep_for(std::chrono::hours(1));
}

std::span<const ProcessFault> ProcessFaults() { return kFaults; }

const ProcessFault* FindProcessFault(std::string_view name) {
  const auto* found = std::ranges::find(kFaults, name, &ProcessFault::name);
  return found == std::end(kFaults) ? nullptr : found;
}

}  // namespace asmtp::faulty
