// Identities: the runner's static secrets for an IUT that may refuse a second session of one
// identity.
//
//   Identities identities({first, second});
//   identities.Next();                            first, second, first, ...
//
// Without given secrets, each one is new.
#ifndef ASMTP_CONFORMANCE_IUT_IDENTITIES_H_
#define ASMTP_CONFORMANCE_IUT_IDENTITIES_H_

#include <atomic>
#include <utility>
#include <vector>

#include "conformance/transcript/keys.h"

namespace asmtp::conformance {

class Identities {
 public:
  explicit Identities(std::vector<ByteArray<32>> given) : given_(std::move(given)) {}

  // May be called on any thread.
  SecretText Next();

 private:
  std::vector<ByteArray<32>> given_;
  std::atomic<size_t> next_ = 0;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_IDENTITIES_H_
