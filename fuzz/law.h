// Laws: properties that must hold for every input of a fuzz target. A broken law aborts the
// program, in every build.
//
//   ASMTP_LAW(kCanonical, EncodingIsTheInput,
//             "a decoded message encodes to the bytes it came from")
//
//   Require(Equal(encoded, input), EncodingIsTheInput);
//
// Each law is a separate function that is never inlined, so that a crash report names it and
// crashes of different laws have different stacks. Laws with the same subject form an oracle.
#ifndef ASMTP_FUZZ_LAW_H_
#define ASMTP_FUZZ_LAW_H_

#include <cstdint>
#include <string_view>

namespace asmtp::fuzz {

// The subject of the laws of an oracle. ASMTP_FUZZ_WITHOUT=chain,lengths switches oracles off (see
// fuzz/without.h), to show what is missed without them.
enum class Oracle : uint8_t {
  kAgreement,      // agreement: both ends that complete a handshake name the same
  kDelivery,       // delivery: received plaintexts are a prefix of the sent ones
  kTamper,         // tamper: only the next frame is accepted, and only unchanged
  kInertFailure,   // inert-failure: a failure changes nothing
  kKeySchedule,    // key-schedule: the key and the nonce of every frame
  kCanonical,      // canonical: a decoded message encodes to the same bytes
  kLengths,        // lengths: no other size is accepted
  kChain,          // chain: the verdict on a passport, and the state of the ledger
  kChunking,       // chunking: the division of a stream does not matter
  kErrorClass,     // error-class: rejected for the correct, named reason
  kResources,      // resources: memory is proportional to the bytes
  kDeterminism,    // determinism: the same input gives the same result
  kSecrets,        // secrets: old keys are erased
  kSecondOpinion,  // second-opinion: OpenSSL gives the same bytes and verdicts
  kHarness,        // harness: the harness itself
};
inline constexpr int kOracleCount = 15;

// Returns the name as above, for example "inert-failure".
std::string_view Name(Oracle oracle);

using Law = void (*)();

// Whether the laws of the oracle are enforced. Those of kHarness always are.
bool IsEnforced(Oracle oracle);

// Writes the three to stderr and aborts.
[[noreturn]] void Break(Oracle oracle, std::string_view law, std::string_view sentence);

// Aborts with `law` unless `holds`.
inline void Require(bool holds, Law law) {
  if (holds) return;
  law();
  __asm__ volatile("");  // no tail call: keeps the caller in the stack
}

}  // namespace asmtp::fuzz

// Defines the law `name`. For the anonymous namespace of a target.
#define ASMTP_LAW(oracle, name, sentence)                   \
  [[gnu::noinline]] void name() {                           \
    using ::asmtp::fuzz::Oracle;                            \
    if (!::asmtp::fuzz::IsEnforced(Oracle::oracle)) return; \
    ::asmtp::fuzz::Break(Oracle::oracle, #name, sentence);  \
  }

#endif  // ASMTP_FUZZ_LAW_H_
