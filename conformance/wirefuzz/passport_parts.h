// PassportParts: the blocks of a PutPassport taken apart as far as they go, so that one part can be
// changed and the others made to fit again.
//
//   PassportParts parts = TakeApart(plaintext);
//   parts.blocks[0].draft.content.pop_back();
//   Reseal(parts.blocks[0]);                      hash, size and signature fit the content
//   Bytes changed = PutTogether(parts);
//
// The keys that sign are those of the samples (fuzz/seeds), whose seeds everybody knows.
#ifndef ASMTP_CONFORMANCE_WIREFUZZ_PASSPORT_PARTS_H_
#define ASMTP_CONFORMANCE_WIREFUZZ_PASSPORT_PARTS_H_

#include <optional>
#include <vector>

#include "core/bytes/bytes.h"
#include "core/crypto/signature.h"
#include "core/message/passport_builder.h"

namespace asmtp::conformance::wirefuzz {

struct BlockParts {
  BlockDraft draft;
  std::optional<uint32_t> size = {};  // to be written in place of the right one
};

struct PassportParts {
  std::vector<uint8_t> id;  // 16 bytes, or what there is
  std::vector<BlockParts> blocks;
  std::vector<uint8_t> rest;  // behind the last block that could be taken apart
};

// `plaintext` begins with its type. Total.
PassportParts TakeApart(ByteView plaintext);
std::vector<uint8_t> PutTogether(const PassportParts& parts);

// Where each entry of a content begins, as far as they can be told apart; the end last.
std::vector<size_t> EntryOffsets(ByteView content);

// Returns the signing key of a public key, or the first of the samples' where it is nobody's.
const SigningKey& KeyOfSamples(ByteView public_key);

// Makes content size, content hash, author and signature of a block fit.
void Reseal(BlockParts& block);
// Signs the registration that `entry` is, 154 bytes, anew.
void ResignRegistration(MutableByteView entry);

}  // namespace asmtp::conformance::wirefuzz

#endif  // ASMTP_CONFORMANCE_WIREFUZZ_PASSPORT_PARTS_H_
