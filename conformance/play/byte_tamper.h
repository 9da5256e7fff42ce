// Tampering as pure functions, one per layer: bytes and a step's tampers give the bytes to send.
//
//   fields    TamperFields(tampers, fields)           the message, before it is encoded
//   plain     TamperBytes(Layer::kPlain, ...)         the plaintext
//   noise     DeviationOf(...)                        the deviation of the cryptography
//   frame     TamperBytes(Layer::kFrame, ...), TamperLength(...), FrameFateOf(...)
//   stream    CutIntoWrites(...)
//
// Each fails with a sentence if a name is unknown or an offset is outside the bytes.
#ifndef ASMTP_CONFORMANCE_PLAY_BYTE_TAMPER_H_
#define ASMTP_CONFORMANCE_PLAY_BYTE_TAMPER_H_

#include <expected>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "conformance/deviant/deviation.h"
#include "conformance/transcript/step.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {

template <class T>
using OrWhy = std::expected<T, std::string>;

using Tampers = std::span<const Tamper>;

// The type byte and the fields of a message, in wire order.
struct MessageBytes {
  Bytes type;
  std::vector<std::pair<std::string, Bytes>> fields;

  Bytes Encode() const;
};

// Evaluates the fields of `message` with the `fields` tampers applied on the way, so a signature
// covers the bytes that are really sent before it.
OrWhy<MessageBytes> TamperFields(Tampers tampers, const MessageText& message, const Names& names);

// Applies the byte operations of one layer, in their order.
OrWhy<Bytes> TamperBytes(Layer layer, Tampers tampers, const Names& names, Bytes bytes);

// The layer noise, and the version byte of a handshake frame.
OrWhy<deviant::Deviation> DeviationOf(Tampers tampers, const Names& names);

// Returns the length field for a ciphertext of `size` bytes.
Bytes TamperLength(Tampers tampers, Framing framing, size_t size);

// What happens to a whole frame.
struct FrameFate {
  bool dropped = false;   // sealed, and never sent
  bool repeated = false;  // sent twice
  bool delayed = false;   // sent after the next one
};
FrameFate FrameFateOf(Tampers tampers);

// How bytes are written to the stream.
struct Writes {
  std::vector<Bytes> pieces;
  // Pieces from this one on are held back, and sent in one write with the next bytes.
  size_t held_from = std::numeric_limits<size_t>::max();
  Milliseconds pause{0};  // between two pieces
  enum class Then : uint8_t {
    kGoOn,
    kAwaitRead,  // until the IUT has read the part of a frame that it got
    kFin,
    kRst,
  };
  Then then = Then::kGoOn;  // after the last piece
};
OrWhy<Writes> CutIntoWrites(Tampers tampers, const Names& names, Bytes bytes);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_BYTE_TAMPER_H_
