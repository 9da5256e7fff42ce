// The errors of decoding and encoding a message: a kind and an offset.
//
//   const auto message = Decode(bytes);
//   if (!message) Log(Describe(message.error()));      // "the message type is unknown, at byte 0"
//   Name(message.error().kind)                         // "unknown-type"; stable, for reports
#ifndef ASMTP_CORE_MESSAGE_ERROR_H_
#define ASMTP_CORE_MESSAGE_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace asmtp {

// Why a byte string is not a message. Always the peer's fault. Sorted by layer, outermost first.
struct DecodeError {
  enum class Kind : uint8_t {
    // Message.
    kTooShort,       // shorter than the smallest message
    kUnknownType,    // the type byte is not one of 1..7
    kTruncated,      // a field passes the end
    kTrailingBytes,  // bytes after the last field
    // Gossip.
    kGossipSignature,  // it does not verify with the id over the bytes before it
    // Block of a passport.
    kBlockSize,        // smaller than a block header, or past the end
    kContentSize,      // the header's content size is not the size of the content
    kHeaderSignature,  // it does not verify with the author over the header before it
    kContentHash,      // it is not the BLAKE2b-128 of the content
    // Entry of a passport.
    kUnknownEntry,           // the entry type is not one of 1..3
    kEntryTruncated,         // the entry extends past the end of the content
    kRegistrationWindow,     // the registration timeout is not later than created at
    kRegistrationSignature,  // it does not verify with the key over the entry before it
  };

  Kind kind;
  size_t offset;  // of the invalid field, in bytes from the start of the decoded bytes

  friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

// Why a message has no encoding. Always the caller's fault.
enum class EncodeError : uint8_t {
  kNoRoom,     // the output is smaller than EncodedSize()
  kFieldSize,  // a field does not have the size that an earlier field announces
};

// Returns a short stable name, such as "unknown-type".
std::string_view Name(DecodeError::Kind kind);
std::string_view Name(EncodeError error);
// Returns one sentence.
std::string_view Describe(DecodeError::Kind kind);
std::string_view Describe(EncodeError error);
// Returns a sentence with the offset. Allocates.
std::string Describe(const DecodeError& error);

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_ERROR_H_
