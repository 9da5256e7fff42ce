#include "core/message/error.h"

#include "core/bytes/error_row.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

constexpr ErrorRow<Kind> kDecodeRows[] = {
    {Kind::kTooShort, "too-short", "the plaintext is shorter than the smallest message"},
    {Kind::kUnknownType, "unknown-type", "the message type is unknown"},
    {Kind::kTruncated, "truncated", "a field passes the end of the message"},
    {Kind::kTrailingBytes, "trailing-bytes", "bytes follow the last field of the message"},
    {Kind::kGossipSignature, "gossip-signature", "the gossip's signature does not verify"},
    {Kind::kBlockSize, "block-size",
     "a block is smaller than its header or passes the end of the message"},
    {Kind::kContentSize, "content-size",
     "the content size in the block header is not the size of the content"},
    {Kind::kHeaderSignature, "header-signature", "the block header's signature does not verify"},
    {Kind::kContentHash, "content-hash",
     "the content hash in the block header is not the hash of the content"},
    {Kind::kUnknownEntry, "unknown-entry", "the entry type is unknown"},
    {Kind::kEntryTruncated, "entry-truncated", "an entry passes the end of its block"},
    {Kind::kRegistrationWindow, "registration-window",
     "the registration timeout is not later than the registration's creation"},
    {Kind::kRegistrationSignature, "registration-signature",
     "the registration's signature does not verify"},
};

constexpr ErrorRow<EncodeError> kEncodeRows[] = {
    {EncodeError::kNoRoom, "no-room", "the output is smaller than the encoded message"},
    {EncodeError::kFieldSize, "field-size",
     "a field has not the size that an earlier field announces"},
};

}  // namespace

std::string_view Name(DecodeError::Kind kind) { return RowOf(kDecodeRows, kind).name; }
std::string_view Name(EncodeError error) { return RowOf(kEncodeRows, error).name; }

std::string_view Describe(DecodeError::Kind kind) { return RowOf(kDecodeRows, kind).sentence; }
std::string_view Describe(EncodeError error) { return RowOf(kEncodeRows, error).sentence; }

std::string Describe(const DecodeError& error) {
  return std::string(Describe(error.kind)) + ", at byte " + std::to_string(error.offset);
}

}  // namespace asmtp
