// Outcome: what the IUT did next, as far as the runner's keys can tell.
#ifndef ASMTP_CONFORMANCE_PLAY_OUTCOME_H_
#define ASMTP_CONFORMANCE_PLAY_OUTCOME_H_

#include <optional>
#include <string>
#include <string_view>

#include "conformance/play/trace.h"
#include "conformance/transcript/value.h"

namespace asmtp::conformance {

struct Outcome {
  enum class Kind : uint8_t {
    kSilence,     // nothing until the deadline
    kFin,         // the IUT ended its direction of the stream
    kRst,         // the IUT reset the connection
    kInitialize,  // as many bytes as an initialize has; see `verified`
    kResponse,    // as many bytes as a response has; see `verified`
    kMessage,     // a frame that verifies and contains a message
    kPlain,       // a frame that verifies, with a plaintext that is not a message
    kBytes,       // any other bytes
  };
  Kind kind = Kind::kSilence;
  bool verified = false;             // of a handshake frame: it verifies under the keys
  Bytes wire;                        // the handshake frame, the ciphertext of a frame, or the bytes
  Bytes plaintext;                   // of a frame
  std::optional<FrameKey> key = {};  // of a frame: the key that was tried
  std::string why;                   // what is wrong with it, in words

  // Returns e.g. "a get-passport message, 17 bytes: id=1111...".
  std::string Describe() const;
};

// Returns "silence", "fin", "rst", "init", "resp", "message", "plain" or "bytes": as in
// report.json.
std::string_view Name(Outcome::Kind kind);

// Returns a message's fields as "topic=2222.. since=00000005", with long values cut, or hex if it
// is not a message.
std::string DescribePlaintext(ByteView plaintext);
// Returns hex digits, cut in the middle if there are more than `most` bytes.
std::string ShortHex(ByteView bytes, size_t most = 24);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_OUTCOME_H_
