// ProcessFault: a fault of an endpoint as a program, before it has a session or in how it serves
// sessions.
//
//   if (const ProcessFault* fault = FindProcessFault("prints-nothing")) fault->begin();
//   if (Manners().holds_output) ...
#ifndef ASMTP_CONFORMANCE_FAULTY_PROCESS_FAULTS_H_
#define ASMTP_CONFORMANCE_FAULTY_PROCESS_FAULTS_H_

#include <chrono>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace asmtp::faulty {

// How the program serves sessions. The defaults are right.
struct ProcessManners {
  bool holds_output = false;        // until the peer ends its direction
  bool reserves_announced = false;  // a buffer for the whole of a frame
  bool leaks_file = false;          // one in each session
  bool throws = false;              // prints a traceback at the end of each session
  size_t streams_max = std::numeric_limits<size_t>::max();  // served at once
  std::chrono::milliseconds delay{0};                       // before each answer to a frame
};
ProcessManners& Manners();

struct ProcessFault {
  std::string_view name;
  std::string_view what;  // one sentence, whose subject is the endpoint
  void (*begin)();        // called at startup; may not return
};

std::span<const ProcessFault> ProcessFaults();
// Returns null if no fault has that name.
const ProcessFault* FindProcessFault(std::string_view name);

[[noreturn]] void SleepForever();

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_PROCESS_FAULTS_H_
