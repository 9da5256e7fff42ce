// Trace: the events of a play, one for each handshake frame, frame or end that was sent or
// received.
//
//     12 us  note      connected
//    340 us  sent      m1: send msg get-passport id=rep(11,16)
//                      nonce 0, key 3f0a1b22 after 0 rekeys, plaintext 17 bytes, wire 33 bytes
//    611 us  received  received message get-passport id=1111..1111 (16 bytes)
//
//   for (const TraceEvent& event : result.trace) Print(LinesOf(event));
#ifndef ASMTP_CONFORMANCE_PLAY_TRACE_H_
#define ASMTP_CONFORMANCE_PLAY_TRACE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/step.h"
#include "core/crypto/aead.h"
#include "core/crypto/hash.h"

namespace asmtp::conformance {

// The key that sealed a frame, or that was tried to open it.
struct FrameKey {
  uint64_t nonce = 0;
  uint64_t rekeys = 0;         // replacements since Split(), or of 32 zero bytes under `key zero`
  ByteArray<4> fingerprint{};  // of the key; see Fingerprint()

  friend bool operator==(const FrameKey&, const FrameKey&) = default;
};

// Returns the first 4 bytes of BLAKE2b-512 of the key, which identify it without revealing it.
ByteArray<4> Fingerprint(FixedView<kAeadKeySize> key);

// Bytes for a report; only the beginning of long ones is kept.
struct TraceBytes {
  static constexpr size_t kKeptMax = 4096;  // the default

  Bytes first;      // the kept beginning
  size_t size = 0;  // the full size

  bool IsWhole() const { return first.size() == size; }
};

TraceBytes ForTrace(ByteView bytes, size_t kept_max = TraceBytes::kKeptMax);
// Returns hex digits as ShortHex does, but not the end of bytes that were cut.
std::string ShortHex(const TraceBytes& bytes, size_t most);

struct TraceEvent {
  enum class Kind : uint8_t { kNote, kSent, kReceived };
  Kind kind = Kind::kNote;
  std::chrono::microseconds at{0};    // since the case began
  const Step* step = nullptr;         // of the case, which must outlive the event
  size_t session = 0;                 // number of its stream, from 1; 0 before the first
  std::string text;                   // for people
  std::string_view outcome = {};      // of a received event: the name of its Outcome::Kind
  std::optional<FrameKey> key;        // of a frame
  TraceBytes plaintext;               // of a frame, if known
  TraceBytes wire;                    // the handshake frame, the ciphertext, or other bytes
  std::optional<Hash512> session_id;  // h, in the note that the handshake is complete
};

// Returns "note", "sent" or "received".
std::string_view Name(TraceEvent::Kind kind);
// Returns the event for people: its text and the bytes sent.
std::vector<std::string> LinesOf(const TraceEvent& event);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_TRACE_H_
