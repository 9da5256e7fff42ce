#include "core/message/error.h"

#include "core/bytes/error_row.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;
using enum DecodeError::Kind;
using enum EncodeError;

constexpr ErrorRow<Kind> kDecodeRows[] = {
    {kTooShort, "too-short", "the plaintext is shorter than the smallest message"},
    {kUnknownType, "unknown-type", "the message type is unknown"},
    {kTruncated, "truncated", "a field extends past the end of the message"},
    {kTrailingBytes, "trailing-bytes", "bytes follow the last field of the message"},
    {kGossipSignature, "gossip-signature", "the gossip's signature does not verify"},
    {kBlockSize, "block-size",
     "a block is smaller than its header or extends past the end of the message"},
    {kContentSize, "content-size",
     "the content size in the block header is not the size of the content"},
    {kHeaderSignature, "header-signature", "the block header's signature does not verify"},
    {kContentHash, "content-hash",
     "the content hash in the block header is not the hash of the content"},
    {kUnknownEntry, "unknown-entry", "the entry type is unknown"},
    {kEntryTruncated, "entry-truncated", "an entry extends past the end of its block"},
    {kRegistrationWindow, "registration-window",
     "the registration timeout is not later than the registration's creation"},
    {kRegistrationSignature, "registration-signature",
     "the registration's signature does not verify"},
};

constexpr ErrorRow<EncodeError> kEncodeRows[] = {
    {kNoRoom, "no-room", "the output is smaller than the encoded message"},
    {kFieldSize, "field-size", "a field does not have the size that an earlier field announces"},
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
