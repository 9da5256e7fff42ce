// ProcessFigures: resources of a process and its descendants, read from /proc.
//
//   const ProcessFigures figures = Measure(pid);
//   figures.rss                                 bytes of resident memory
//   figures.files                               open file descriptors
//   RestartPeak(pid);                           from here on, Measure(pid).peak is that of a step
#ifndef ASMTP_CONFORMANCE_IUT_PROCESS_FIGURES_H_
#define ASMTP_CONFORMANCE_IUT_PROCESS_FIGURES_H_

#include <sys/types.h>

#include <cstddef>

namespace asmtp::conformance {

struct ProcessFigures {
  size_t rss = 0;
  size_t peak = 0;  // of rss since the start, or since RestartPeak()
  size_t files = 0;

  friend bool operator==(const ProcessFigures&, const ProcessFigures&) = default;
};

// Returns all zero if the process has ended.
ProcessFigures Measure(pid_t pid);
// Has no effect on processes of other users, whose peak stays that since the start.
void RestartPeak(pid_t pid);
// Returns the processor time, in clock ticks, of a process and its descendants.
size_t CpuTicks(pid_t pid);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_PROCESS_FIGURES_H_
