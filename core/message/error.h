// What decoding and encoding a message can say no to: one kind, and where.
//
//   const auto message = Decode(bytes);
//   if (!message) Log(Describe(message.error()));      // "the message type is unknown, at byte 0"
//   Name(message.error().kind)                         // "unknown-type": stable, for reports
#ifndef ASMTP_CORE_MESSAGE_ERROR_H_
#define ASMTP_CORE_MESSAGE_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace asmtp {

// Why a byte string is not a message. Always the peer's fault; sorted by layer, outermost first.
struct DecodeError {
  enum class Kind : uint8_t {
    // The message.
    kTooShort,       // shorter than the smallest message
    kUnknownType,    // the type byte is not one of 1..7
    kTruncated,      // a field passes the end
    kTrailingBytes,  // bytes after the last field
    // Gossip.
    kGossipSignature,  // not by the id over every byte before it
    // Passport: the block.
    kBlockSize,        // smaller than a block header, or past the end
    kContentSize,      // the header's content size is not what follows the header
    kHeaderSignature,  // not by the author over the header before it
    kContentHash,      // not the BLAKE2b-128 of the content
    // Passport: the entry.
    kUnknownEntry,           // the entry type is not one of 1..3
    kEntryTruncated,         // the entry passes the end of the content
    kRegistrationWindow,     // the registration timeout is not later than created at
    kRegistrationSignature,  // not by the registered key over the entry before it
  };

  Kind kind;
  size_t offset;  // in bytes from the start of what was decoded, of the field that is at fault

  friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

// Why a message has no encoding. Always the caller's fault.
enum class EncodeError : uint8_t {
  kNoRoom,     // the output is smaller than EncodedSize()
  kFieldSize,  // a field has not the size that an earlier field announces
};

// Returns a short stable name, such as "unknown-type".
std::string_view Name(DecodeError::Kind kind);
std::string_view Name(EncodeError error);
// Returns one sentence.
std::string_view Describe(DecodeError::Kind kind);
std::string_view Describe(EncodeError error);
// Returns the sentence and the offset. Allocates.
std::string Describe(const DecodeError& error);

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_ERROR_H_
