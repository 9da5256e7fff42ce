// OldKeys: the secrets of a session before a step. After the step, its memory must not contain
// those that it no longer needs: a frame key after its replacement, the handshake keys after the
// handshake, and every key after closing.
//
//   const OldKeys old(model);
//   core.Seal(...), model.Seal(...);
//   Require(old.AreGone(AsBytes(core), model), SpentKeysAreGone);
#ifndef ASMTP_FUZZ_SESSION_OLD_KEYS_H_
#define ASMTP_FUZZ_SESSION_OLD_KEYS_H_

#include <vector>

#include "fuzz/model/session.h"

namespace asmtp::fuzz {

class OldKeys {
 public:
  explicit OldKeys(const model::ModelSession& before) : before_(before.Secrets()) {}

  // Whether `memory` contains no secret, nor 16 bytes of one, except the secrets that `after` still
  // holds.
  bool AreGone(model::View memory, const model::ModelSession& after) const;

 private:
  std::vector<model::Bytes> before_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_OLD_KEYS_H_
