#include <gtest/gtest.h>

#include "core/message/passport.h"
#include "core/testing/layout.h"
#include "core/testing/samples.h"
#include "core/testing/signing_key.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

constexpr size_t kRegistrationSize = kEntryTypeSize + kSignedRegistrationSize + kSignatureSize;

Content Registration(uint32_t created_at = 5, uint32_t window = kRegistrationWindow) {
  return Content().Register(KeyOf(1),
                            {.alias = "alice", .created_at = created_at, .window = window});
}

std::optional<DecodeError> Verdict(const Content& content) {
  return ErrorOf(Entries::Decode(content.bytes()));
}

TEST(Entries, ViewsEveryField) {
  const SigningKey key = KeyOf(1);
  const Content content = Registration()
                              .Deregister(key.public_key(), 6)
                              .SetSharedKey({.key = Filled<32>(3),
                                             .created_at = 7,
                                             .recipients = {{Filled<8>(4), Filled<80>(5)}}});
  const auto entries = Entries::Decode(content.bytes());
  ASSERT_TRUE(entries);
  std::vector<Entry> all;
  for (const Entry entry : *entries) all.push_back(entry);
  ASSERT_EQ(all.size(), 3u);
  const auto& registration = std::get<RegisterMasterKey>(all[0]);
  EXPECT_TRUE(Equal(registration.key, key.public_key()));
  EXPECT_TRUE(Equal(ByteView(registration.alias).first(6), AsBytes({"alice\0", 6})));
  EXPECT_EQ(registration.created_at, 5u);
  EXPECT_EQ(registration.registration_timeout, 5u + 3600u);
  EXPECT_EQ(std::get<DeregisterMasterKey>(all[1]).created_at, 6u);
  const auto& shared = std::get<SetSharedKey>(all[2]);
  EXPECT_EQ(shared.created_at, 7u);
  ASSERT_EQ(shared.recipients.size(), 1u);
  EXPECT_EQ(shared.recipients[0].key_prefix[7], 4);
  EXPECT_EQ(shared.recipients[0].sealed_secret[79], 5);
}

TEST(Entries, MayBeEmpty) { EXPECT_TRUE(Entries::Decode({})->empty()); }

TEST(Entries, RejectsTruncatedEntries) {
  const Content content =
      Registration().Deregister(KeyOf(1).public_key(), 6).SetSharedKey({.recipients = {{}, {}}});
  const size_t second = kRegistrationSize;
  const size_t third = second + kEntryTypeSize + kKeySize + kTimeSize;
  for (size_t size = 0; size < content.bytes().size(); ++size) {
    const std::vector<uint8_t> cut(content.bytes().begin(),
                                   content.bytes().begin() + static_cast<ptrdiff_t>(size));
    const auto entries = Entries::Decode(cut);
    const bool between = size == 0 || size == second || size == third;
    EXPECT_EQ(entries.has_value(), between) << size;
    if (!entries) {
      EXPECT_EQ(entries.error().kind, Kind::kEntryTruncated) << size;
    }
  }
}

TEST(Entries, RejectsUnknownTypes) {
  for (const int type : {0, 4, 255, 256, 257, 0x0200, 0xffff}) {
    Content content = Registration();
    const size_t before = content.bytes().size();
    const ByteArray<2> unknown = {static_cast<uint8_t>(type >> 8), static_cast<uint8_t>(type)};
    content.Raw(unknown).Raw(Filled<200>(0));
    EXPECT_EQ(Verdict(content), (DecodeError{Kind::kUnknownEntry, before})) << type;
  }
}

TEST(Entries, RegistrationTimeoutMustBeAfterCreatedAt) {
  EXPECT_TRUE(Entries::Decode(Registration(5, 1).bytes()));
  const DecodeError error = {Kind::kRegistrationWindow,
                             kEntryTypeSize + kSignedRegistrationSize - kTimeSize};
  EXPECT_EQ(Verdict(Registration(5, 0)), error);
  EXPECT_EQ(Verdict(Registration(5, ~uint32_t{0})), error);
}

// Times are unsigned, up to their end.
TEST(Entries, RegistrationTimesAreUnsigned) {
  EXPECT_TRUE(Entries::Decode(Registration(0x7fffffff, 1).bytes()));
  EXPECT_TRUE(Entries::Decode(Registration(0, ~uint32_t{0}).bytes()));
  EXPECT_FALSE(Entries::Decode(Registration(0x80000000, 0x80000000).bytes()));
}

// The signature and the window of each registration are checked, not of one only.
TEST(Entries, ChecksEveryRegistration) {
  for (size_t bad = 0; bad < 3; ++bad) {
    std::vector<uint8_t> bytes = Registration().Raw(Registration().bytes()).bytes();
    const std::vector<uint8_t> third = Registration().bytes();
    bytes.insert(bytes.end(), third.begin(), third.end());
    EXPECT_TRUE(Entries::Decode(bytes));
    bytes[(bad + 1) * kRegistrationSize - 1] ^= 1;
    EXPECT_EQ(ErrorOf(Entries::Decode(bytes)),
              (DecodeError{Kind::kRegistrationSignature,
                           (bad + 1) * kRegistrationSize - kSignatureSize}));
  }
}

TEST(Entries, RegistrationSignatureCoversEveryByteBeforeIt) {
  for (size_t i = kEntryTypeSize; i < kRegistrationSize; ++i) {
    // The window is so long that no changed bit makes the timeout precede the creation.
    std::vector<uint8_t> bytes = Registration(5, 0x70000000).bytes();
    bytes[i] ^= 1;
    const auto entries = Entries::Decode(bytes);
    ASSERT_FALSE(entries) << i;
    EXPECT_EQ(entries.error().kind, Kind::kRegistrationSignature) << i;
    EXPECT_EQ(entries.error().offset, kEntryTypeSize + kSignedRegistrationSize);
  }
}

TEST(Entries, SharedKeyAcceptsAnyNumberOfRecipients) {
  for (const size_t count : {0UZ, 1UZ, 15UZ, 16UZ, 127UZ, 128UZ, 254UZ, kMostRecipients}) {
    SharedKeyDraft draft;
    draft.recipients.resize(count);
    const Content content = Content().SetSharedKey(draft);
    const auto entries = Entries::Decode(content.bytes());
    ASSERT_TRUE(entries);
    EXPECT_EQ(std::get<SetSharedKey>(*entries->begin()).recipients.size(), count);
    const ByteView cut = ByteView(content.bytes()).first(content.bytes().size() - 1);
    EXPECT_EQ(KindOf(Entries::Decode(cut)), Kind::kEntryTruncated) << count;
    std::vector<uint8_t> longer = content.bytes();
    longer.push_back(0);
    EXPECT_EQ(ErrorOf(Entries::Decode(longer)),
              (DecodeError{Kind::kEntryTruncated, content.bytes().size()}))
        << count;
  }
}

}  // namespace
}  // namespace asmtp
