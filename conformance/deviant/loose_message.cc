#include "conformance/deviant/loose_message.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/message/codec.h"

namespace asmtp::deviant {
namespace {

using Kind = Lapse::Kind;

// Splits the blocks of a PutPassport at their sizes. Returns nothing if they do not fit.
std::optional<std::vector<ByteView>> CutBlocks(ByteView blocks) {
  std::vector<ByteView> cut;
  Reader reader(blocks);
  while (!reader.AtEnd()) {
    uint32_t size;
    ByteView block;
    if (!reader.ReadU32(&size) || !reader.Read(size, &block)) return std::nullopt;
    cut.push_back(block);
  }
  return cut;
}

// The bodies of the registrations in a content. Returns nothing if it is not a sequence of entries.
std::optional<std::vector<ByteView>> CutRegistrations(ByteView content) {
  std::vector<ByteView> cut;
  Reader reader(content);
  while (!reader.AtEnd()) {
    uint16_t type;
    if (!reader.ReadU16(&type)) return std::nullopt;
    const ByteView rest = reader.rest();
    const auto entry = ReadByType<Entry>(type, &reader, Kind::kUnknownEntry, Kind::kEntryTruncated);
    if (!entry) return std::nullopt;
    if (type == kFormat<RegisterMasterKey>.type) {
      cut.push_back(rest.first(rest.size() - reader.remaining()));
    }
  }
  return cut;
}

class PassportChecks {
 public:
  explicit PassportChecks(bool (*ignores)(const Lapse&)) : ignores_(ignores) {}

  bool Pass(ByteView sized_blocks) {
    const auto blocks = CutBlocks(sized_blocks);
    if (!blocks) return false;
    place_.blocks = blocks->size();
    return std::ranges::all_of(*blocks, [&](ByteView block) { return BlockPasses(block); });
  }

 private:
  bool BlockPasses(ByteView bytes) {
    if (bytes.size() < kBlockHeaderSize) return false;
    const ByteView header_bytes = bytes.first(kBlockHeaderSize);
    const ByteView content = bytes.subspan(kBlockHeaderSize);
    BlockHeader header;
    Reader reader(header_bytes);
    (void)ReadFields(&reader, Kind::kBlockSize, &header);  // cannot fail: the size is right
    if (header.content_size != content.size()) return false;
    const bool passes =
        SignaturePasses(Kind::kHeaderSignature, header.author, header, header_bytes, authors_) &&
        Passes(Kind::kContentHash, Equal(Blake2b128(content), header.content_hash));
    if (!passes) return false;
    const auto registrations = CutRegistrations(content);
    if (!registrations) return false;
    place_.registration = 0;
    place_.registrations = registrations->size();
    const bool all = std::ranges::all_of(*registrations,
                                         [&](ByteView body) { return RegistrationPasses(body); });
    ++place_.block;
    return all;
  }

  bool RegistrationPasses(ByteView body) {
    RegisterMasterKey view;
    Reader reader(body);
    (void)ReadFields(&reader, Kind::kEntryTruncated, &view);  // cannot fail: it was read before
    const bool passes =
        Passes(Kind::kRegistrationWindow, view.registration_timeout > view.created_at) &&
        SignaturePasses(Kind::kRegistrationSignature, view.key, view, body, keys_);
    ++place_.registration;
    return passes;
  }

  template <class View>
  bool SignaturePasses(Kind kind, ByteView signer, const View& view, ByteView bytes,
                       std::vector<ByteView>& signers) {
    const auto is_signer = [&](ByteView other) { return Equal(other, signer); };
    place_.signer_before = std::ranges::any_of(signers, is_signer);
    signers.push_back(signer);
    return Passes(kind, SignatureVerifies(view, bytes));
  }

  bool Passes(Kind kind, bool is_right) {
    place_.kind = kind;
    return is_right || ignores_(place_);
  }

  bool (*ignores_)(const Lapse&);
  Lapse place_{};
  std::vector<ByteView> authors_;
  std::vector<ByteView> keys_;  // registered ones
};

}  // namespace

bool IsMessageBut(ByteView plaintext, bool (*ignores)(const Lapse&)) {
  const auto message = Decode(plaintext);
  if (message) return true;
  if (message.error().kind == Kind::kGossipSignature)
    return ignores({.kind = Kind::kGossipSignature});
  constexpr size_t kBegin = kTypeSize + kPassportIdSize;
  const bool is_passport =
      plaintext.size() >= kBegin && plaintext.front() == kFormat<PutPassport>.type;
  return is_passport && PassportChecks(ignores).Pass(plaintext.subspan(kBegin));
}

}  // namespace asmtp::deviant
