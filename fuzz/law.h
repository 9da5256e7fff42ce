// Laws: what a fuzz target promises of every input. A broken one ends the program, in every build.
//
//   ASMTP_LAW(kCanonical, EncodingIsTheInput,
//             "a decoded message encodes to the bytes it came from")
//
//   Require(Equal(encoded, input), EncodingIsTheInput);
//
// Each law is a function of its own that is never inlined, so that a crash report names it and
// crashes of different laws have different stacks. Laws that look for the same thing are an oracle.
#ifndef ASMTP_FUZZ_LAW_H_
#define ASMTP_FUZZ_LAW_H_

#include <cstdint>
#include <string_view>

namespace asmtp::fuzz {

// What the laws of an oracle look at. ASMTP_FUZZ_WITHOUT=chain,lengths switches oracles off (see
// fuzz/without.h), to show that something is missed without them.
enum class Oracle : uint8_t {
  kAgreement,      // agreement: both ends that complete a handshake name the same
  kDelivery,       // delivery: what arrives is a beginning of what was sent
  kTamper,         // tamper: a frame is accepted where it is the next one, and untouched, only
  kInertFailure,   // inert-failure: what fails changes nothing
  kKeySchedule,    // key-schedule: the key and the nonce of every frame
  kCanonical,      // canonical: what is decoded encodes to the same bytes
  kLengths,        // lengths: no other size is taken
  kChain,          // chain: the verdict on a passport, and what the ledger knows after it
  kChunking,       // chunking: how a stream is cut does not matter
  kErrorClass,     // error-class: rejected for the right reason, which has a name
  kResources,      // resources: memory follows the bytes
  kDeterminism,    // determinism: the same input does the same again
  kSecrets,        // secrets: keys of the past are gone
  kSecondOpinion,  // second-opinion: OpenSSL gives the same bytes and verdicts
  kHarness,        // harness: the harness itself
};
inline constexpr int kOracleCount = 15;

// As above, "inert-failure".
std::string_view Name(Oracle oracle);

using Law = void (*)();

// Whether its laws are enforced. Those of kHarness always are.
bool IsEnforced(Oracle oracle);

// Writes all three to stderr and aborts.
[[noreturn]] void Break(Oracle oracle, std::string_view law, std::string_view sentence);

// Ends the program with `law` where it does not hold.
inline void Require(bool holds, Law law) {
  if (holds) return;
  law();
  __asm__ volatile("");  // no tail call: the stack tells who asked for the law
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
