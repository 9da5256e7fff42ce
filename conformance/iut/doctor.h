// Doctor: checks whether an adapter keeps the contract, before a run blames the implementation.
//
//   for (const Check& check : Examine(adapter, {.handshake = ok_case, .echo = echo_case})) ...
//
//   ok    SIGTERM                          exited after 3 ms
//   BAD   handshake initiator 25519 u16    the IUT did not connect within 10.0 s of its start
#ifndef ASMTP_CONFORMANCE_IUT_DOCTOR_H_
#define ASMTP_CONFORMANCE_IUT_DOCTOR_H_

#include <string>
#include <vector>

#include "conformance/iut/adapter.h"
#include "conformance/play/config.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

struct Check {
  enum class State : uint8_t {
    kOk,
    kSkipped,  // the adapter does not support this
    kWarning,  // a run is possible, with limitations
    kBad,
  };
  State state = State::kOk;
  std::string name;
  std::string what;  // finding
  std::string fix;   // what to do, or ""
};

// The cases and configurations that the doctor plays.
struct DoctorCases {
  const Case* handshake = nullptr;
  const Case* echo = nullptr;  // may be null
  std::vector<Config> configs = AllConfigs();
};

// Checks everything, capabilities first. Takes seconds if many checks fail. After an interrupt,
// returns the checks so far.
std::vector<Check> Examine(Adapter& adapter, const DoctorCases& cases);

// Merges bad and warning checks that are equal in several configurations: "echo responder ed25519
// u32 and 3 more".
std::vector<Check> MergeEqual(const std::vector<Check>& checks);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_DOCTOR_H_
