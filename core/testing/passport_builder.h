// Builds signed passports from values, for tests, corpora and fuzzers. Each step can be repeated
// after a change. Allocates.
//
//   PassportBuilder passport;
//   passport.Append(alice, 100, Content().Register(alice, {.alias = "alice", .created_at = 100}));
//   passport.Append(alice, 200, Content().SetSharedKey({.key = shared, .created_at = 200}));
//   std::vector<uint8_t> message = passport.Message();      // PutPassport
//
//   BlockDraft& block = passport.blocks()[1];
//   block.time = 0;                                         // change something
//   block.Sign(alice);                                      // and sign the changed block
#ifndef ASMTP_CORE_TESTING_PASSPORT_BUILDER_H_
#define ASMTP_CORE_TESTING_PASSPORT_BUILDER_H_

#include <string>
#include <vector>

#include "core/message/message.h"
#include "core/testing/signing_key.h"

namespace asmtp {

// What writers add to created at for the registration timeout, in seconds.
inline constexpr uint32_t kRegistrationWindow = 3600;

// Owns. The values of a RegisterMasterKey to come; times in seconds since kTimeEpoch.
struct RegistrationDraft {
  std::string alias = {};  // padded with NUL or truncated to kAliasSize
  Hash128 passport_id{};
  uint32_t created_at = 0;
  uint32_t window = kRegistrationWindow;  // registration timeout - created at, modulo 2^32
};

// Owns. One recipient of a SetSharedKey to build.
struct RecipientDraft {
  ByteArray<kRecipientSize> key_prefix{};
  ByteArray<kSealedSecretSize> sealed_secret{};
};

// Owns. The values of a SetSharedKey to build.
struct SharedKeyDraft {
  ByteArray<kKeySize> key{};
  uint32_t created_at = 0;
  std::vector<RecipientDraft> recipients = {};  // the entry counts at most kMostRecipients
};

// Owns. The content of a block to build: a sequence of entries.
class Content {
 public:
  // Adds a registration of `key`, signed by it.
  Content& Register(const SigningKey& key, const RegistrationDraft& draft);
  Content& Deregister(FixedView<kKeySize> key, uint32_t created_at);
  Content& SetSharedKey(const SharedKeyDraft& draft);
  // Adds arbitrary bytes.
  Content& Raw(ByteView bytes);

  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
};

// Owns. A block to build. Every value may be changed; the steps below compute the dependent ones.
struct BlockDraft {
  uint16_t version = 0;
  uint16_t content_size = 0;
  uint32_t time = 0;
  Hash128 content_hash{};
  Hash128 previous{};
  ByteArray<kKeySize> author{};
  Signature signature{};
  std::vector<uint8_t> content = {};

  // Returns a draft with the values of `block`.
  static BlockDraft Of(const Block& block);

  // Sets the content's size (modulo 2^16) and hash.
  void HashContent();
  // Sets the signature over the other header fields, including the author. Does not set the author.
  void Sign(const SigningKey& key);
  // Sets author, content size, content hash and signature. Then the block is valid by itself.
  void Seal(const SigningKey& key);

  // Returns the encoded header.
  std::vector<uint8_t> HeaderBytes() const;
  Hash128 HeaderHash() const;
  // Returns the encoded header and the content.
  std::vector<uint8_t> Bytes() const;
};

// Owns. A passport to build: a chain of drafts.
class PassportBuilder {
 public:
  // Adds a block by `author` that is valid by itself and follows the block before it. The result is
  // valid until the next Append().
  BlockDraft& Append(const SigningKey& author, uint32_t time, const Content& content);

  // Links each block to the one before it, and signs the blocks of `author` again.
  void Relink(const SigningKey& author);

  std::vector<BlockDraft>& blocks() { return blocks_; }
  const std::vector<BlockDraft>& blocks() const { return blocks_; }
  // Returns the hash of the first block's header, or zero without blocks.
  Hash128 id() const;
  // Returns the encoded blocks, each after its size.
  std::vector<uint8_t> BlocksBytes() const;
  // Returns a whole PutPassport message, with its own id or another one.
  std::vector<uint8_t> Message() const { return Message(id()); }
  std::vector<uint8_t> Message(const Hash128& id) const;

 private:
  std::vector<BlockDraft> blocks_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_PASSPORT_BUILDER_H_
