// SeamFault: a fault by name: who has it, which clause it breaks, and what is wrong.
//
//   for (const SeamFault& fault : SeamFaults()) ...
//   const SeamFault* fault = FindSeamFault("no-rekey-when-sending");
//   Session session(setup, fault->wrong);
//
// To add one, add a row to one of the *_faults.cc: nothing else knows their names.
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_FAULT_TABLE_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_FAULT_TABLE_H_

#include <span>
#include <string_view>

#include "conformance/faulty/seam/wrong.h"
#include "conformance/transcript/verdict.h"
#include "core/crypto/suite.h"
#include "core/wire/framing.h"

namespace asmtp::faulty {

using conformance::Verdict;

// In which roles an endpoint shows the fault.
enum class Roles : uint8_t { kBoth, kResponder, kInitiator };

struct SeamFault {
  std::string_view name;
  Roles roles = Roles::kBoth;
  std::string_view clause;  // of SPEC.md; the first that it breaks
  std::string_view what;    // one sentence, whose subject is the endpoint
  Wrong wrong;
  Verdict verdict = Verdict::kFail;  // that at least one case gives it
  Suite suite = Suite::kEd25519;     // under which it shows
  Framing framing = Framing::kU32;
  // The explanation that the runner finds (conformance/deviant/row.h) in a run of processes;
  // "" where it cannot, or where a test in memory shows it (frame_probe_test).
  std::string_view hypothesis = {};
};

// Every fault, in the order of SPEC.md. The first is "none", which is right.
std::span<const SeamFault> SeamFaults();
// Returns null where there is none of that name.
const SeamFault* FindSeamFault(std::string_view name);

// Its parts, each in a file of its own.
std::span<const SeamFault> CryptoFaults();
std::span<const SeamFault> HandshakeFaults();
std::span<const SeamFault> FrameFaults();
std::span<const SeamFault> MessageFaults();
std::span<const SeamFault> BehaviourFaults();

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_FAULT_TABLE_H_
