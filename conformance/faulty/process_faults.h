// ProcessFault: a fault of an endpoint as a program, before it has a session.
//
//   if (const ProcessFault* fault = FindProcessFault("prints-nothing")) fault->begin();
#ifndef ASMTP_CONFORMANCE_FAULTY_PROCESS_FAULTS_H_
#define ASMTP_CONFORMANCE_FAULTY_PROCESS_FAULTS_H_

#include <span>
#include <string_view>

namespace asmtp::faulty {

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
