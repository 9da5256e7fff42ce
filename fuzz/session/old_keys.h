// OldKeys: the secrets that a session holds before a step. Those that it does not need after it
// have to be gone from its memory: the key of a frame once the next one has replaced it, the keys
// of the handshake once that is over, every key once the session is closed.
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

  // Whether `memory` holds none of them that `after` does not hold too, and no 16 bytes of one.
  bool AreGone(model::View memory, const model::ModelSession& after) const;

 private:
  std::vector<model::Bytes> before_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_OLD_KEYS_H_
