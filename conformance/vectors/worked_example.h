// The worked examples of SPEC.md, Appendix A: the values of a handshake and its frames, computed
// from the secrets of a recorded session.
//
//   const std::string text = WorkedExample(ReadSession("corpus/vectors/handshakes.json", 1));
#ifndef ASMTP_CONFORMANCE_VECTORS_WORKED_EXAMPLE_H_
#define ASMTP_CONFORMANCE_VECTORS_WORKED_EXAMPLE_H_

#include <string>
#include <vector>

#include "core/crypto/suite.h"

namespace asmtp::vectors {

// The secrets of both sides, and what they say.
struct SecretsOfSession {
  struct Side {
    ByteArray<kSecretKeySize> s;
    ByteArray<kSecretKeySize> e;
  };
  struct Message {
    bool from_initiator;
    std::vector<uint8_t> plaintext;
  };
  Suite suite;
  Side initiator;
  Side responder;
  std::vector<Message> messages;
};

// Returns the text of the example, from "Keys:" to the last line of its last block.
std::string WorkedExample(const SecretsOfSession& session);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_WORKED_EXAMPLE_H_
