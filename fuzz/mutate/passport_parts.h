// PassportParts: a put_passport in parts that can be changed separately and joined again.
//
//   PassportParts passport(plaintext);     any bytes
//   passport.Change(bytes);                a header, an entry, or the number of them
//   passport.Plaintext()                   a put_passport with correct sizes, hashes, links and signatures
//   passport.Spoilt(bytes)                 the same with one fault, and all else consistent with it
//
// Keeps all values except keys, which are mapped consistently to harness keys. Replaces unknown
// entry types by known ones. Some changes add bytes after the entries that are not an entry, and
// hash and sign them with the rest.
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
  // Joins a prefix of these blocks and a suffix of the other's, or mixes entries of both in a
  // block.
  void Cross(const PassportParts& other, Random& random);
  // Removes an entry or a block. Returns false if there is none.
  bool Shorten(Random& random);

  Bytes Plaintext() const { return PutTogether({}); }
  // Returns a passport with one fault: a signed registration with an empty window; hashed bytes
  // that are not a content; a signed header with a wrong size, hash or link; an invalid signature;
  // a wrong block size; or a wrong id.
  Bytes Spoilt(ByteMutator& bytes) const;

 private:
  // A stage of completion, at which a fault can be added: a registration before its signature, a
  // content before its hash, a header before and after its signature, a size, an id.
  enum class Stage : uint8_t { kRegistration, kContent, kHeader, kSignedHeader, kBlockSize, kId };
  // Changes a part of a block at one stage.
  using Spoiler = std::function<void(Stage stage, size_t block, Bytes& part)>;

  struct Block {
    Bytes header;
    std::vector<Bytes> entries;
    Bytes rest;  // bytes after the entries that are not an entry
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
