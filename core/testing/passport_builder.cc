#include "core/testing/passport_builder.h"

#include "core/testing/build_bytes.h"

namespace asmtp {
namespace {

ByteArray<kAliasSize> Padded(std::string_view alias) {
  ByteArray<kAliasSize> padded{};
  CopyTo(AsBytes(alias.substr(0, kAliasSize)), padded);
  return padded;
}

std::vector<uint8_t> BigEndian(std::unsigned_integral auto value) {
  std::vector<uint8_t> bytes(sizeof(value));
  Writer writer(bytes);
  WriteMember(value, &writer);
  return bytes;
}

// Appends an entry, including its type, to `bytes` and returns the offset of its body.
template <class View>
size_t AppendEntry(const View& view, std::vector<uint8_t>* bytes) {
  AppendBytes(BigEndian(kFormat<View>.type), bytes);
  const size_t body = bytes->size();
  AppendFields(view, bytes);
  return body;
}

// Returns the header of `draft`, which it borrows.
BlockHeader HeaderOf(const BlockDraft& draft) {
  return {.version = draft.version,
          .content_size = draft.content_size,
          .time = draft.time,
          .content_hash = draft.content_hash,
          .previous = draft.previous,
          .author = draft.author,
          .signature = draft.signature};
}

}  // namespace

Content& Content::Register(const SigningKey& key, const RegistrationDraft& draft) {
  const ByteArray<kAliasSize> alias = Padded(draft.alias);
  const size_t body =
      AppendEntry(RegisterMasterKey{.key = key.public_key(),
                                    .alias = alias,
                                    .passport_id = draft.passport_id,
                                    .created_at = draft.created_at,
                                    .registration_timeout = draft.created_at + draft.window},
                  &bytes_);
  SignAtEnd(key, MutableByteView(bytes_).subspan(body));
  return *this;
}

Content& Content::Deregister(FixedView<kKeySize> key, uint32_t created_at) {
  AppendEntry(DeregisterMasterKey{.key = key, .created_at = created_at}, &bytes_);
  return *this;
}

Content& Content::SetSharedKey(const SharedKeyDraft& draft) {
  std::vector<uint8_t> recipients;
  for (const RecipientDraft& recipient : draft.recipients) {
    AppendFields(Recipient{recipient.key_prefix, recipient.sealed_secret}, &recipients);
  }
  AppendEntry(asmtp::SetSharedKey{.count = static_cast<uint8_t>(draft.recipients.size()),
                                  .key = draft.key,
                                  .created_at = draft.created_at,
                                  .recipients = Records<Recipient>(recipients)},
              &bytes_);
  return *this;
}

Content& Content::Raw(ByteView bytes) {
  AppendBytes(bytes, &bytes_);
  return *this;
}

BlockDraft BlockDraft::Of(const Block& block) {
  const BlockHeader& header = block.header();
  const ByteView content = block.entries().bytes();
  return {.version = header.version,
          .content_size = header.content_size,
          .time = header.time,
          .content_hash = header.content_hash.Copy(),
          .previous = header.previous.Copy(),
          .author = header.author.Copy(),
          .signature = header.signature.Copy(),
          .content = {content.begin(), content.end()}};
}

void BlockDraft::HashContent() {
  content_size = static_cast<uint16_t>(content.size());
  content_hash = Blake2b128(content);
}

void BlockDraft::Sign(const SigningKey& key) {
  signature = key.Sign(ByteView(HeaderBytes()).first(kSignedHeaderSize));
}

void BlockDraft::Seal(const SigningKey& key) {
  author = key.public_key();
  HashContent();
  Sign(key);
}

std::vector<uint8_t> BlockDraft::HeaderBytes() const {
  std::vector<uint8_t> bytes;
  AppendFields(HeaderOf(*this), &bytes);
  return bytes;
}

Hash128 BlockDraft::HeaderHash() const { return Blake2b128(HeaderBytes()); }

std::vector<uint8_t> BlockDraft::Bytes() const {
  std::vector<uint8_t> bytes = HeaderBytes();
  AppendBytes(content, &bytes);
  return bytes;
}

BlockDraft& PassportBuilder::Append(const SigningKey& author, uint32_t time,
                                    const Content& content) {
  const Hash128 previous = blocks_.empty() ? Hash128{} : blocks_.back().HeaderHash();
  blocks_.push_back({.time = time, .previous = previous, .content = content.bytes()});
  blocks_.back().Seal(author);
  return blocks_.back();
}

void PassportBuilder::Relink(const SigningKey& author) {
  for (size_t i = 1; i < blocks_.size(); ++i) {
    blocks_[i].previous = blocks_[i - 1].HeaderHash();
    if (blocks_[i].author == author.public_key()) blocks_[i].Sign(author);
  }
}

Hash128 PassportBuilder::id() const {
  return blocks_.empty() ? Hash128{} : blocks_.front().HeaderHash();
}

std::vector<uint8_t> PassportBuilder::BlocksBytes() const {
  std::vector<uint8_t> bytes;
  for (const BlockDraft& draft : blocks_) {
    const std::vector<uint8_t> block = draft.Bytes();
    AppendBytes(BigEndian(static_cast<uint32_t>(block.size())), &bytes);
    AppendBytes(block, &bytes);
  }
  return bytes;
}

std::vector<uint8_t> PassportBuilder::Message(const Hash128& id) const {
  std::vector<uint8_t> message = {kFormat<PutPassport>.type};
  AppendBytes(id, &message);
  AppendBytes(BlocksBytes(), &message);
  return message;
}

}  // namespace asmtp
