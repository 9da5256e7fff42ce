// PassportParts: a put_passport in parts that can be changed each by itself, and put together
// again.
//
//   PassportParts passport(plaintext);     whatever the bytes are
//   passport.Change(bytes);                a header, an entry, or their number
//   passport.Plaintext()                   a put_passport: sizes, hashes, links and signatures fit
//   passport.Spoilt(bytes)                 the same with one thing wrong, to which all others fit
//
// Values stay as they are, but for keys: each belongs to the harness, and the same one stands for
// the same one. A type of entry that is none becomes one; what is no entry is put behind them by
// some changes, and hashed and signed with the rest.
#ifndef ASMTP_FUZZ_MUTATE_PASSPORT_PARTS_H_
#define ASMTP_FUZZ_MUTATE_PASSPORT_PARTS_H_

#include <functional>

#include "core/message/format.h"
#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

class PassportParts {
 public:
  static constexpr uint8_t kType = kFormat<PutPassport>.type;  // the first byte of the plaintext

  explicit PassportParts(ByteView plaintext);

  void Change(ByteMutator& bytes);
  // Takes a beginning of these blocks and an end of the other's, or entries of both in a block.
  void Cross(const PassportParts& other, Random& random);
  // Takes an entry or a block away. Returns whether there was one.
  bool Shorten(Random& random);

  Bytes Plaintext() const { return PutTogether({}); }
  // A registration whose window is closed, and signed; a content that is none, and hashed; a header
  // with a wrong size, hash or link, and signed; a signature; a block's size; or the id.
  Bytes Spoilt(ByteMutator& bytes) const;

 private:
  // Where a part is done and what fits to it is not: a registration before its signature, a content
  // before its hash, a header before its signature and behind it, a size, an id.
  enum class Stage : uint8_t { kRegistration, kContent, kHeader, kSignedHeader, kBlockSize, kId };
  // Changes a part of a block.
  using Spoiler = std::function<void(Stage stage, size_t block, Bytes& part)>;

  struct Block {
    Bytes header;
    std::vector<Bytes> entries;
    Bytes rest;  // what follows the entries and is none
  };

  static Block BlockOf(ByteView bytes);
  static void Spoil(ByteMutator& bytes, Stage stage, Bytes& part);
  Bytes PutTogether(const Spoiler& spoiler) const;
  void ChangeEntries(ByteMutator& bytes, Block& block) const;
  Bytes MakeEntry(ByteMutator& bytes, ByteView header) const;

  Bytes id_;
  std::vector<Block> blocks_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_PASSPORT_PARTS_H_
