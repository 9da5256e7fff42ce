#include "fuzz/commands/signals.h"

#include <unistd.h>

#include <csignal>

#include "conformance/iut/interrupt.h"

namespace asmtp::fuzz {
namespace {

void OnSignal(int signal) {
  if (conformance::IsInterrupted()) ::_exit(128 + signal);
  conformance::Interrupt();
}

}  // namespace

void CatchSignals() {
  (void)conformance::InterruptFd();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, OnSignal);
}

}  // namespace asmtp::fuzz
