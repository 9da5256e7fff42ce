#include "core/message/error.h"

namespace asmtp {

std::string_view Name(DecodeError::Kind kind) {
  switch (kind) {
    case DecodeError::Kind::kTooShort:
      return "too-short";
    case DecodeError::Kind::kUnknownType:
      return "unknown-type";
    case DecodeError::Kind::kTruncated:
      return "truncated";
    case DecodeError::Kind::kTrailingBytes:
      return "trailing-bytes";
    case DecodeError::Kind::kGossipSignature:
      return "gossip-signature";
    case DecodeError::Kind::kBlockSize:
      return "block-size";
    case DecodeError::Kind::kContentSize:
      return "content-size";
    case DecodeError::Kind::kHeaderSignature:
      return "header-signature";
    case DecodeError::Kind::kContentHash:
      return "content-hash";
    case DecodeError::Kind::kUnknownEntry:
      return "unknown-entry";
    case DecodeError::Kind::kEntryTruncated:
      return "entry-truncated";
    case DecodeError::Kind::kRegistrationWindow:
      return "registration-window";
    case DecodeError::Kind::kRegistrationSignature:
      return "registration-signature";
  }
  return "unknown";
}

std::string_view Describe(DecodeError::Kind kind) {
  switch (kind) {
    case DecodeError::Kind::kTooShort:
      return "the plaintext is shorter than the smallest message";
    case DecodeError::Kind::kUnknownType:
      return "the message type is unknown";
    case DecodeError::Kind::kTruncated:
      return "a field passes the end of the message";
    case DecodeError::Kind::kTrailingBytes:
      return "bytes follow the last field of the message";
    case DecodeError::Kind::kGossipSignature:
      return "the gossip's signature does not verify";
    case DecodeError::Kind::kBlockSize:
      return "a block is smaller than its header or passes the end of the message";
    case DecodeError::Kind::kContentSize:
      return "the content size in the block header is not the size of the content";
    case DecodeError::Kind::kHeaderSignature:
      return "the block header's signature does not verify";
    case DecodeError::Kind::kContentHash:
      return "the content hash in the block header is not the hash of the content";
    case DecodeError::Kind::kUnknownEntry:
      return "the entry type is unknown";
    case DecodeError::Kind::kEntryTruncated:
      return "an entry passes the end of its block";
    case DecodeError::Kind::kRegistrationWindow:
      return "the registration timeout is not later than the registration's creation";
    case DecodeError::Kind::kRegistrationSignature:
      return "the registration's signature does not verify";
  }
  return "unknown error";
}

std::string Describe(const DecodeError& error) {
  return std::string(Describe(error.kind)) + ", at byte " + std::to_string(error.offset);
}

std::string_view Name(EncodeError error) {
  switch (error) {
    case EncodeError::kNoRoom:
      return "no-room";
    case EncodeError::kFieldSize:
      return "field-size";
  }
  return "unknown";
}

std::string_view Describe(EncodeError error) {
  switch (error) {
    case EncodeError::kNoRoom:
      return "the output is smaller than the encoded message";
    case EncodeError::kFieldSize:
      return "a field has not the size that an earlier field announces";
  }
  return "unknown error";
}

}  // namespace asmtp
