// Messages by sections 7 to 10 of SPEC.md: the second opinion on core/message. Tells why a
// plaintext is not a message, and which rule of the ledger blocks violate. Uses core's names of the
// reasons, so that a rejection for a wrong reason shows.
//
//   WhyNoMessage(plaintext)                              "" or a reason such as "gossip-signature"
//   Judge(blocks)                                        a Passport, or why it is invalid
#ifndef ASMTP_FUZZ_MODEL_MESSAGE_H_
#define ASMTP_FUZZ_MODEL_MESSAGE_H_

#include <expected>
#include <optional>
#include <string>

#include "fuzz/model/bytes.h"

namespace asmtp::model {

// Returns "" if the plaintext is a message.
std::string WhyNoMessage(View plaintext);

// The state of a passport after its blocks.
struct Passport {
  Bytes id;
  std::vector<Bytes> master_keys;  // active, in the order of their registration
  std::vector<Bytes> aliases;      // in use, without padding
  std::optional<std::pair<Bytes, uint32_t>> shared_key;
  Bytes last_hash;
};

// `blocks` are the sizes and blocks of a valid PutPassport message.
std::expected<Passport, std::string> Judge(View blocks);

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_MESSAGE_H_
