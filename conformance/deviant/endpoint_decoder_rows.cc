// Faults of a decoder that depend on the place of a check, on a count, or on the width of an integer,
// and faults in the content of a Topic.
#include <algorithm>
#include <variant>

#include "conformance/deviant/row.h"
#include "core/bytes/writer.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using conformance::Verdict;
using Kind = Lapse::Kind;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kMessage = Stage::kMessage;

// Checks that are made at some places only.

template <Kind kKind>
bool IsNotInFirstBlock(const Lapse& lapse) {
  return lapse.kind == kKind && lapse.block != 0;
}
template <Kind kKind>
bool IsNotInLastBlock(const Lapse& lapse) {
  return lapse.kind == kKind && lapse.block + 1 != lapse.blocks;
}
template <Kind kKind>
bool IsNotFirstRegistration(const Lapse& lapse) {
  return lapse.kind == kKind && lapse.registration != 0;
}
template <Kind kKind>
bool IsNotLastRegistration(const Lapse& lapse) {
  return lapse.kind == kKind && lapse.registration + 1 != lapse.registrations;
}
template <Kind kKind>
bool IsBySignerAgain(const Lapse& lapse) {
  return lapse.kind == kKind && lapse.signer_before;
}

// Limits of counts, for a plaintext that is a message.

template <class Items>
size_t CountOf(const Items& items) {
  size_t count = 0;
  for ([[maybe_unused]] const auto item : items) ++count;
  return count;
}

template <class View>
const View* As(const std::expected<Message, DecodeError>& message) {
  return message ? std::get_if<View>(&*message) : nullptr;
}

template <size_t kMost>
bool HasMoreBlocks(ByteView plaintext) {
  const auto message = Decode(plaintext);
  const auto* put = As<PutPassport>(message);
  return put != nullptr && CountOf(put->blocks) > kMost;
}

template <size_t kMost>
bool HasLargerBlock(ByteView plaintext) {
  const auto message = Decode(plaintext);
  const auto* put = As<PutPassport>(message);
  if (put == nullptr) return false;
  for (const Block block : put->blocks) {
    if (block.bytes().size() > kMost) return true;
  }
  return false;
}

template <size_t kMost>
bool HasMoreEntries(ByteView plaintext) {
  const auto message = Decode(plaintext);
  const auto* put = As<PutPassport>(message);
  if (put == nullptr) return false;
  for (const Block block : put->blocks) {
    if (CountOf(block.entries()) > kMost) return true;
  }
  return false;
}

template <size_t kMost>
bool HasMoreRecipients(ByteView plaintext) {
  const auto message = Decode(plaintext);
  const auto* put = As<PutPassport>(message);
  if (put == nullptr) return false;
  for (const Block block : put->blocks) {
    for (const Entry entry : block.entries()) {
      const auto* shared = std::get_if<SetSharedKey>(&entry);
      if (shared != nullptr && shared->count > kMost) return true;
    }
  }
  return false;
}

template <size_t kMost>
bool HasMoreSubscriptions(ByteView plaintext) {
  const auto message = Decode(plaintext);
  const auto* gossip = As<Gossip>(message);
  return gossip != nullptr && gossip->SubscriptionCount() > kMost;
}

// Whether it is a PutPassport if only some bits of the sizes of its blocks count.
template <uint32_t kMask>
bool IsPassportWithSizes(ByteView plaintext) {
  constexpr size_t kBegin = kTypeSize + kPassportIdSize;
  Bytes masked(plaintext.begin(), plaintext.end());
  MutableByteView rest = masked;
  if (rest.size() < kBegin || rest.front() != 3) return false;
  rest = rest.subspan(kBegin);
  while (rest.size() >= kBlockSizeSize) {
    const uint64_t size = ReadBigEndian(rest.first(kBlockSizeSize)) & kMask;
    Writer writer(rest);
    writer.WriteU32(static_cast<uint32_t>(size));
    rest = rest.subspan(std::min<size_t>(rest.size(), kBlockSizeSize + size));
  }
  return Decode(masked).has_value();
}

// Changes to the content of an echoed Topic, which begins at byte 33.

constexpr size_t kContentBegin = 33;

auto ContentOf(Bytes& topic) { return topic.begin() + kContentBegin; }
bool IsTopic(const Bytes& plaintext) { return plaintext.front() == 2; }

template <uint8_t kByte>
void StripEnd(Bytes& plaintext) {
  if (!IsTopic(plaintext)) return;
  while (plaintext.size() > kContentBegin && plaintext.back() == kByte) plaintext.pop_back();
}
template <uint8_t kByte>
void StripBegin(Bytes& plaintext) {
  if (!IsTopic(plaintext)) return;
  const auto is_other = [](uint8_t byte) { return byte != kByte; };
  plaintext.erase(ContentOf(plaintext),
                  std::find_if(ContentOf(plaintext), plaintext.end(), is_other));
}
template <uint8_t kByte>
void CutAtByte(Bytes& plaintext) {
  if (!IsTopic(plaintext)) return;
  plaintext.erase(std::find(ContentOf(plaintext), plaintext.end(), kByte), plaintext.end());
}
template <size_t kSize>
void DropContentOf(Bytes& plaintext) {
  if (IsTopic(plaintext) && plaintext.size() == kContentBegin + kSize) {
    plaintext.resize(kContentBegin);
  }
}
void RemoveCr(Bytes& plaintext) {
  if (IsTopic(plaintext)) {
    plaintext.erase(std::remove(ContentOf(plaintext), plaintext.end(), '\r'), plaintext.end());
  }
}
void AddCr(Bytes& plaintext) {
  if (!IsTopic(plaintext)) return;
  for (auto place = ContentOf(plaintext); place != plaintext.end(); ++place) {
    if (*place == '\n') place = plaintext.insert(place, '\r') + 1;
  }
}
void ToLower(Bytes& plaintext) {
  if (!IsTopic(plaintext)) return;
  std::transform(ContentOf(plaintext), plaintext.end(), ContentOf(plaintext), [](uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<uint8_t>(byte + 32) : byte;
  });
}
void ClearHighBits(Bytes& plaintext) {
  if (!IsTopic(plaintext)) return;
  std::for_each(ContentOf(plaintext), plaintext.end(), [](uint8_t& byte) { byte &= 0x7f; });
}

bool IsTopicBeyondAscii(ByteView plaintext) {
  const auto is_high = [](uint8_t byte) { return byte > 0x7f; };
  return plaintext.front() == 2 && std::ranges::any_of(plaintext.subspan(kContentBegin), is_high);
}
bool IsTopicWithZero(ByteView plaintext) {
  return plaintext.front() == 2 && std::ranges::count(plaintext.subspan(kContentBegin), 0) != 0;
}

// clang-format off
constexpr Row kRows[] = {
    // Signatures of block headers
    {.id = "first-header-verified", .clause = "PAS-11", .stage = kMessage, .serves = kEndpoint,
     .sentence = "verifies only the header of the first block.",
     .apply = [](D& d) { d.messages.ignores = IsNotInFirstBlock<Kind::kHeaderSignature>; },
     .family = "message/put-passport/block-place/header-signature"},
    {.id = "last-header-verified", .clause = "PAS-11", .stage = kMessage, .serves = kEndpoint,
     .sentence = "verifies only the header of the last block.",
     .apply = [](D& d) { d.messages.ignores = IsNotInLastBlock<Kind::kHeaderSignature>; },
     .family = "message/put-passport/block-place/header-signature"},
    {.id = "author-verified-once", .clause = "PAS-11", .stage = kMessage, .serves = kEndpoint,
     .sentence = "verifies only the first header of each author.",
     .apply = [](D& d) { d.messages.ignores = IsBySignerAgain<Kind::kHeaderSignature>; },
     .family = "message/put-passport/block-place/header-signature"},
    // Content hashes
    {.id = "first-content-hashed", .clause = "PAS-8", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares only the content hash of the first block.",
     .apply = [](D& d) { d.messages.ignores = IsNotInFirstBlock<Kind::kContentHash>; },
     .family = "message/put-passport/block-place/content-hash"},
    {.id = "last-content-hashed", .clause = "PAS-8", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares only the content hash of the last block.",
     .apply = [](D& d) { d.messages.ignores = IsNotInLastBlock<Kind::kContentHash>; },
     .family = "message/put-passport/block-place/content-hash"},
    // Registrations
    {.id = "first-registration-verified", .clause = "PAS-18", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "verifies only the first registration of a content.",
     .apply = [](D& d) { d.messages.ignores = IsNotFirstRegistration<Kind::kRegistrationSignature>; },
     .family = "message/put-passport/entry-place/registration-signature"},
    {.id = "last-registration-verified", .clause = "PAS-18", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "verifies only the last registration of a content.",
     .apply = [](D& d) { d.messages.ignores = IsNotLastRegistration<Kind::kRegistrationSignature>; },
     .family = "message/put-passport/entry-place/registration-signature"},
    {.id = "registrations-of-first-block-verified", .clause = "PAS-18", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "verifies only the registrations of the first block.",
     .apply = [](D& d) { d.messages.ignores = IsNotInFirstBlock<Kind::kRegistrationSignature>; },
     .family = "message/put-passport/block-place/registration-signature"},
    {.id = "registrations-of-last-block-verified", .clause = "PAS-18", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "verifies only the registrations of the last block.",
     .apply = [](D& d) { d.messages.ignores = IsNotInLastBlock<Kind::kRegistrationSignature>; },
     .family = "message/put-passport/block-place/registration-signature"},
    {.id = "key-verified-once", .clause = "PAS-18", .stage = kMessage, .serves = kEndpoint,
     .sentence = "verifies only the first registration of each key.",
     .apply = [](D& d) { d.messages.ignores = IsBySignerAgain<Kind::kRegistrationSignature>; },
     .family = "message/put-passport/bad-registration-after-good"},
    {.id = "first-timeout-checked", .clause = "PAS-19", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares the times of only the first registration of a content.",
     .apply = [](D& d) { d.messages.ignores = IsNotFirstRegistration<Kind::kRegistrationWindow>; },
     .family = "message/put-passport/entry-place/registration-times"},
    {.id = "last-timeout-checked", .clause = "PAS-19", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares the times of only the last registration of a content.",
     .apply = [](D& d) { d.messages.ignores = IsNotLastRegistration<Kind::kRegistrationWindow>; },
     .family = "message/put-passport/entry-place/registration-times"},
    {.id = "timeouts-of-first-block-checked", .clause = "PAS-19", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "compares only the times of registrations in the first block.",
     .apply = [](D& d) { d.messages.ignores = IsNotInFirstBlock<Kind::kRegistrationWindow>; },
     .family = "message/put-passport/block-place/registration-times"},
    // Counts
    {.id = "more-than-60-blocks-refused", .clause = "MSG-11", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a PutPassport of more than 60 blocks.",
     .apply = [](D& d) { d.messages.refuses = HasMoreBlocks<60>; },
     .family = "message/put-passport/any-number-of-blocks"},
    {.id = "recursion-ends-the-process", .clause = "ERR-8", .stage = kMessage, .serves = kEndpoint,
     .sentence = "aborts on a PutPassport of more than 500 blocks.",
     .apply = [](D& d) { d.behaviour.crashes_on = HasMoreBlocks<500>; },
     .verdict = Verdict::kCrash, .family = "message/put-passport/blocks-beyond-recursion"},
    {.id = "block-above-32767-refused", .clause = "PAS-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects blocks of more than 32,767 bytes.",
     .apply = [](D& d) { d.messages.refuses = HasLargerBlock<32'767>; },
     .family = "message/put-passport/block-sizes"},
    {.id = "more-than-64-entries-refused", .clause = "MSG-11", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a block of more than 64 entries.",
     .apply = [](D& d) { d.messages.refuses = HasMoreEntries<64>; },
     .family = "message/put-passport/many-registrations"},
    {.id = "more-than-255-entries-refused", .clause = "MSG-11", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a block of more than 255 entries.",
     .apply = [](D& d) { d.messages.refuses = HasMoreEntries<255>; },
     .family = "message/put-passport/many-deregistrations"},
    {.id = "more-than-127-recipients-refused", .clause = "PAS-25", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a SetSharedKey for more than 127 recipients.",
     .apply = [](D& d) { d.messages.refuses = HasMoreRecipients<127>; },
     .family = "message/put-passport/any-number-of-recipients"},
    {.id = "more-than-127-subscriptions-refused", .clause = "GOS-2", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a Gossip of more than 127 subscriptions.",
     .apply = [](D& d) { d.messages.refuses = HasMoreSubscriptions<127>; },
     .family = "message/gossip/any-number-of-subscriptions"},
    {.id = "more-than-1000-subscriptions-refused", .clause = "GOS-2", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a Gossip of more than 1,000 subscriptions.",
     .apply = [](D& d) { d.messages.refuses = HasMoreSubscriptions<1000>; },
     .family = "message/gossip/any-number-of-subscriptions"},
    // The width of a block's size
    {.id = "block-size-of-16-bits", .clause = "PAS-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "uses only the low 16 bits of a block's size.",
     .apply = [](D& d) { d.messages.takes = IsPassportWithSizes<0xffff>; },
     .family = "message/put-passport/block-size-upper-bits"},
    {.id = "block-size-of-24-bits", .clause = "PAS-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "uses only the low 24 bits of a block's size.",
     .apply = [](D& d) { d.messages.takes = IsPassportWithSizes<0xff'ffff>; },
     .family = "message/put-passport/block-size-upper-bits"},
    {.id = "block-size-of-31-bits", .clause = "PAS-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "uses only the low 31 bits of a block's size.",
     .apply = [](D& d) { d.messages.takes = IsPassportWithSizes<0x7fff'ffff>; },
     .family = "message/put-passport/block-size-upper-bits"},
    // The content of a Topic
    {.id = "trailing-spaces-stripped", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "strips spaces from the end of the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = StripEnd<' '>; },
     .family = "message/topic/odd-content"},
    {.id = "leading-spaces-stripped", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "strips spaces from the beginning of the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = StripBegin<' '>; },
     .family = "message/topic/odd-content"},
    {.id = "trailing-zeros-stripped", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "strips zero bytes from the end of the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = StripEnd<0>; },
     .family = "message/topic/odd-content"},
    {.id = "leading-zeros-stripped", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "strips zero bytes from the beginning of the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = StripBegin<0>; },
     .family = "message/topic/odd-content"},
    {.id = "trailing-newlines-stripped", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "strips line ends from the end of the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = StripEnd<'\n'>; },
     .family = "message/topic/odd-content"},
    {.id = "content-ends-at-zero", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "cuts the content of a Topic at its first zero byte.",
     .apply = [](D& d) { d.messages.changes = CutAtByte<0>; },
     .family = "message/topic/odd-content"},
    {.id = "content-ends-at-line", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "cuts the content of a Topic at the end of its first line.",
     .apply = [](D& d) { d.messages.changes = CutAtByte<'\n'>; },
     .family = "message/topic/odd-content"},
    {.id = "content-of-256-lost", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "drops the content of a Topic if it has 256 bytes.",
     .apply = [](D& d) { d.messages.changes = DropContentOf<256>; },
     .family = "message/topic/sizes"},
    {.id = "cr-removed", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "removes carriage returns from the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = RemoveCr; },
     .family = "message/topic/odd-content"},
    {.id = "cr-added", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "adds a carriage return before each line end in the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = AddCr; },
     .family = "message/topic/odd-content"},
    {.id = "lower-cased", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "converts the content of a Topic to lower case.",
     .apply = [](D& d) { d.messages.changes = ToLower; },
     .family = "message/topic/odd-content"},
    {.id = "content-of-7-bits", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "clears the highest bit of each byte in the content of a Topic.",
     .apply = [](D& d) { d.messages.changes = ClearHighBits; },
     .family = "message/topic/odd-content"},
    {.id = "content-beyond-ascii-refused", .clause = "TOP-2", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a Topic with content beyond ASCII.",
     .apply = [](D& d) { d.messages.refuses = IsTopicBeyondAscii; },
     .family = "message/topic/odd-content"},
    {.id = "content-with-zero-refused", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a Topic with a zero byte in its content.",
     .apply = [](D& d) { d.messages.refuses = IsTopicWithZero; },
     .family = "message/topic/odd-content"},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointDecoderRows() { return kRows; }

}  // namespace asmtp::deviant
