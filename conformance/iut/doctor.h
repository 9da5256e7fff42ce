// Doctor: looks whether an adapter keeps the contract, before a run blames the implementation.
//
//   for (const Check& check : Examine(adapter, {.handshake = ok_case, .echo = echo_case})) ...
//
//   ok    SIGTERM                          ended after 3 ms
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
    kSkipped,  // the adapter says that it cannot do this
    kWarning,  // a run is possible, but not at its best
    kBad,
  };
  State state = State::kOk;
  std::string name;
  std::string what;  // what was found
  std::string fix;   // what to do about it, or ""
};

// What the doctor plays.
struct DoctorCases {
  const Case* handshake = nullptr;
  const Case* echo = nullptr;  // may be null
  std::vector<Config> configs = AllConfigs();
};

// Asks for the capabilities first. Takes some seconds where much is wrong.
std::vector<Check> Examine(Adapter& adapter, const DoctorCases& cases);

// Returns the checks with those to mend or to look at that are alike in several configurations as
// one: "echo responder ed25519 u32 and 3 more".
std::vector<Check> MergeEqual(const std::vector<Check>& checks);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_DOCTOR_H_
