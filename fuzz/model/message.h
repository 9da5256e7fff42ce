// Messages by sections 7 to 10 of SPEC.md: the second opinion on core/message. It says of a
// plaintext why it is no message, and of blocks which rule of the ledger they break; both by the
// names that core gives the same reasons, so that a rejection for a wrong reason shows.
//
//   WhyNoMessage(plaintext)                              "" or e.g. "gossip-signature"
//   Judge(blocks)                                        a Passport, or why it is none
#ifndef ASMTP_FUZZ_MODEL_MESSAGE_H_
#define ASMTP_FUZZ_MODEL_MESSAGE_H_

#include <expected>
#include <optional>
#include <string>

#include "fuzz/model/bytes.h"

namespace asmtp::model {

// Returns "" where the plaintext is a message.
std::string WhyNoMessage(View plaintext);

// What blocks make of a passport.
struct Passport {
  Bytes id;
  std::vector<Bytes> master_keys;  // active, in the order of their registration
  std::vector<Bytes> aliases;      // taken, without their padding
  std::optional<std::pair<Bytes, uint32_t>> shared_key;
  Bytes last_hash;
};

// `blocks` are those of a PutPassport that is a message: sizes and blocks.
std::expected<Passport, std::string> Judge(View blocks);

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_MESSAGE_H_
