// Laws: what a fuzz target promises of every input. A broken one ends the program, in every build.
//
//   ASMTP_LAW(EncodingIsTheInput, "a decoded message encodes to the bytes it was decoded from")
//
//   Require(Equal(encoded, input), EncodingIsTheInput);
//
// Each law is a function of its own that is never inlined, so that a crash report names it and
// crashes of different laws have different stacks.
#ifndef ASMTP_FUZZ_LAW_H_
#define ASMTP_FUZZ_LAW_H_

#include <string_view>

namespace asmtp::fuzz {

using Law = void (*)();

// Writes both to stderr and aborts.
[[noreturn]] void Abort(std::string_view law, std::string_view sentence);

// Ends the program with `law` where it does not hold.
inline void Require(bool holds, Law law) {
  if (!holds) law();
}

}  // namespace asmtp::fuzz

// Defines the law `name`. For the anonymous namespace of a target.
#define ASMTP_LAW(name, sentence) \
  [[noreturn, gnu::noinline]] void name() { ::asmtp::fuzz::Abort(#name, sentence); }

#endif  // ASMTP_FUZZ_LAW_H_
