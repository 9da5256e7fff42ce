// Each listed difference accepts exactly its own inputs.
#include "conformance/vectors/difference.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "conformance/vectors/vector_file.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/hex.h"
#include "core/testing/passport_builder.h"
#include "core/testing/signing_key.h"

namespace asmtp::vectors {
namespace {

SigningKey Key(uint8_t name) {
  ByteArray<32> seed;
  seed.fill(name);
  return SigningKey::FromSeed(seed);
}

// A key of order 1, and its signature of any data: S = 0 and R the neutral element.
constexpr ByteArray<32> kNeutral = {1};
constexpr ByteArray<64> kNeutralSignature = {1};
// A key whose y is not below p: p + 3. Neither its points nor p + 3 are of low order.
ByteArray<32> NonCanonicalKey() {
  ByteArray<32> key;
  key.fill(0xff);
  key.front() = 0xf0;
  key.back() = 0x7f;
  return key;
}

Verdict Check(std::string_view format, std::string_view field, ByteView bytes,
              std::string_view reference) {
  const auto checked = CheckText(fmt::format(
      R"({{"format": "{}", "vectors": [{{"description": "", "{}": "{}", "reference": "{}",
           "id": "{:032}", "active_master_keys": []}}]}})",
      format, field, ToHex(bytes), reference, 0));
  EXPECT_TRUE(checked);
  return checked ? checked->at(0).verdict : Failed("", "malformed");
}
Verdict CheckMessage(ByteView message) {
  return Check("asmtp-message-vectors/1", "bytes", message, "accept");
}

std::vector<uint8_t> GossipBy(ByteView id, ByteView signature) {
  std::vector<uint8_t> gossip = BuildGossip({.time = 1}, Key(1));
  CopyTo(id, MutableByteView(gossip).subspan(kTypeSize + kGossipInfoSize));
  CopyTo(signature, MutableByteView(gossip).last(kSignatureSize));
  return gossip;
}

// A passport of one block, corrupted by `spoil`.
template <class Spoil>
std::vector<uint8_t> PassportWith(const Content& content, Spoil spoil) {
  PassportBuilder passport;
  passport.Append(Key(1), 100, content);
  spoil(passport.blocks()[0]);
  return passport.Message();
}

std::vector<uint8_t> RegistrationBy(ByteView key, ByteView signature) {
  std::vector<uint8_t> entry(kEntryTypeSize + kSignedRegistrationSize + kSignatureSize);
  entry[1] = 1;
  CopyTo(key, MutableByteView(entry).subspan(kEntryTypeSize));
  entry[kEntryTypeSize + kSignedRegistrationSize - 1] = 200;  // the registration timeout
  CopyTo(signature, MutableByteView(entry).last(kSignatureSize));
  return entry;
}

TEST(Difference, WeakSignatureKeysOfGossips) {
  const ByteArray<64> zero{};
  EXPECT_EQ(CheckMessage(GossipBy(kNeutral, kNeutralSignature)).difference, &kWeakSignatureKeys);
  EXPECT_EQ(CheckMessage(GossipBy(NonCanonicalKey(), zero)).difference, &kWeakSignatureKeys);
  // An R of low order under a good key.
  EXPECT_EQ(CheckMessage(GossipBy(Key(1).public_key(), kNeutralSignature)).difference,
            &kWeakSignatureKeys);

  ByteArray<64> wrong{};
  wrong.fill(0x55);
  const Verdict verdict = CheckMessage(GossipBy(Key(1).public_key(), wrong));
  EXPECT_EQ(verdict.kind, Verdict::Kind::kFailed);
  EXPECT_EQ(verdict.difference, nullptr);
}

// Adds L to the S of a signature.
void AddL(MutableByteView signature) {
  constexpr uint8_t kL[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                              0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                              0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
  int carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += signature[32 + i] + kL[i];
    signature[32 + i] = static_cast<uint8_t>(carry & 0xff);
    carry >>= 8;
  }
}

TEST(Difference, SecondFormOfS) {
  std::vector<uint8_t> gossip = BuildGossip({.time = 1}, Key(1));
  AddL(MutableByteView(gossip).last(kSignatureSize));
  EXPECT_EQ(CheckMessage(gossip).difference, &kSecondFormOfS);

  const auto passport = PassportWith(Content(), [](BlockDraft& block) { AddL(block.signature); });
  EXPECT_EQ(CheckMessage(passport).difference, &kSecondFormOfS);
}

TEST(Difference, WeakSignatureKeysOfPassports) {
  const auto weak_author = PassportWith(Content(), [](BlockDraft& block) {
    block.author = kNeutral;
    block.signature = kNeutralSignature;
  });
  EXPECT_EQ(CheckMessage(weak_author).difference, &kWeakSignatureKeys);

  const auto leave = [](BlockDraft&) {};
  const auto registration = RegistrationBy(kNeutral, kNeutralSignature);
  EXPECT_EQ(CheckMessage(PassportWith(Content().Raw(registration), leave)).difference,
            &kWeakSignatureKeys);

  ByteArray<64> wrong{};
  wrong.fill(0x55);
  const auto unsigned_registration = RegistrationBy(Key(2).public_key(), wrong);
  EXPECT_EQ(CheckMessage(PassportWith(Content().Raw(unsigned_registration), leave)).kind,
            Verdict::Kind::kFailed);
  const auto wrong_author =
      PassportWith(Content(), [&](BlockDraft& block) { block.signature = wrong; });
  EXPECT_EQ(CheckMessage(wrong_author).kind, Verdict::Kind::kFailed);
}

TEST(Difference, TrailingBytesAfterATopicOnly) {
  std::vector<uint8_t> message(kTypeSize + kTopicSize + 1);
  for (const uint8_t type : {uint8_t{5}, uint8_t{6}}) {
    message.front() = type;
    EXPECT_EQ(CheckMessage(message).difference, &kTrailingAfterTopic);
  }
  for (const uint8_t type : {uint8_t{4}, uint8_t{7}, uint8_t{8}}) {
    message.front() = type;
    EXPECT_EQ(CheckMessage(message).kind, Verdict::Kind::kFailed) << int{type};
  }
}

TEST(Difference, AliasBytes) {
  const auto passport = [](const std::string& first, const std::string& second) {
    PassportBuilder builder;
    builder.Append(Key(1), 100, Content().Register(Key(1), {.alias = first, .created_at = 100}));
    builder.Append(Key(1), 100,
                   Content().Register(
                       Key(2), {.alias = second, .passport_id = builder.id(), .created_at = 100}));
    return Check("asmtp-passport-vectors/1", "blocks", builder.BlocksBytes(), "reject");
  };
  EXPECT_EQ(passport("\xff", "\xfe").difference, &kAliasBytes);
  EXPECT_EQ(passport("a\xe2\x82", "a\xf0\x9f\x92").difference, &kAliasBytes);  // one part each
  EXPECT_EQ(passport("\xe0\x80", "\xff\xff").difference, &kAliasBytes);        // two bytes each
  EXPECT_EQ(passport("\xef\xbf\xbd", "\xff").difference, &kAliasBytes);        // U+FFFD itself
  // Different texts, although neither is ASCII.
  EXPECT_EQ(passport("\xff", "\xff\xfe").kind, Verdict::Kind::kFailed);
  EXPECT_EQ(passport("\xc3\xa4", "\xc3\xb6").kind, Verdict::Kind::kFailed);
  EXPECT_EQ(passport("\xe2\x82", "\xff\xff").kind, Verdict::Kind::kFailed);
  EXPECT_EQ(passport("a", "\xfe").kind, Verdict::Kind::kFailed);
  EXPECT_EQ(passport("a", "b").kind, Verdict::Kind::kFailed);
}

}  // namespace
}  // namespace asmtp::vectors
