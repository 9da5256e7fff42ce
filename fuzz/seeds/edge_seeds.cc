#include "fuzz/seeds/edge_seeds.h"

#include "core/testing/gossip_builder.h"
#include "core/testing/passport_builder.h"
#include "core/testing/signing_key.h"

namespace asmtp::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr uint32_t kNow = 200'000'000;

const SigningKey& KeyOf(uint8_t number) {
  static const std::vector<SigningKey> kKeys = [] {
    std::vector<SigningKey> keys;
    for (uint8_t i = 0; i < 4; ++i) {
      const ByteArray<32> seed = {i};
      keys.push_back(SigningKey::FromSeed(seed));
    }
    return keys;
  }();
  return kKeys.at(number);
}
const SigningKey& Alice() { return KeyOf(1); }
const SigningKey& Bob() { return KeyOf(2); }
const SigningKey& Carol() { return KeyOf(3); }

Bytes Joined(std::initializer_list<ByteView> parts) {
  Bytes bytes;
  for (const ByteView part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
  return bytes;
}

// ---- counts and sizes ---------------------------------------------------------------------------

Bytes GossipWith(size_t subscriptions, const Bytes& address) {
  GossipDraft draft{.time = kNow, .address = address, .port = 1000};
  for (size_t i = 0; i < subscriptions; ++i) {
    draft.subscriptions.push_back({{}, static_cast<uint8_t>(i)});
    WriteBigEndian(i, draft.subscriptions.back().topic);
  }
  return BuildGossip(draft, Alice());
}

// Starts a passport of Alice.
PassportBuilder Passport() {
  PassportBuilder passport;
  passport.Append(Alice(), kNow, Content().Register(Alice(), {.alias = "a", .created_at = kNow}));
  return passport;
}

// A valid registration by Alice in her passport.
RegistrationDraft Named(std::string_view alias) {
  return {.alias = std::string(alias), .passport_id = Passport().id(), .created_at = kNow};
}

Content SharedKey(size_t recipients, uint32_t created_at = kNow) {
  return Content().SetSharedKey({.key = {7},
                                 .created_at = created_at,
                                 .recipients = std::vector<RecipientDraft>(recipients)});
}

// Her passport with one more block by her for each of `contents`.
Bytes PassportOf(const std::vector<Content>& contents) {
  PassportBuilder passport = Passport();
  for (const Content& content : contents) passport.Append(Alice(), kNow, content);
  return passport.Message();
}

// Her passport with a second block whose announced size has one more bit.
Bytes WithLargerSize(unsigned bit) {
  const size_t second = Passport().Message().size();
  Bytes bytes = PassportOf({Content()});
  bytes[second + 3 - bit / 8] ^= static_cast<uint8_t>(1U << bit % 8);
  return bytes;
}

void AddCounts(Seeds& seeds) {
  const Bytes ipv4 = {192, 0, 2, 1};
  seeds["gossip_ipv4_128_subscriptions"] = GossipWith(128, ipv4);
  seeds["gossip_ipv6_257_subscriptions"] = GossipWith(257, Bytes(16, 0x20));
  seeds["put_passport_shared_key_128_recipients"] = PassportOf({SharedKey(128)});
  for (const unsigned bit : {16U, 24U, 31U}) {
    seeds["reject_block_size_and_2_to_the_" + std::to_string(bit)] = WithLargerSize(bit);
  }
}

// ---- times --------------------------------------------------------------------------------------

Content RegisterBob(uint32_t created_at, uint32_t window = kRegistrationWindow) {
  RegistrationDraft draft = Named("b");
  draft.created_at = created_at;
  draft.window = window;
  return Content().Register(Bob(), draft);
}

void AddTimes(Seeds& seeds) {
  seeds["put_passport_entries_at_the_time_of_their_block"] = PassportOf(
      {RegisterBob(kNow).SetSharedKey({.created_at = kNow}).Deregister(Bob().public_key(), kNow)});
  seeds["put_passport_registration_at_its_timeout"] = PassportOf({RegisterBob(kNow - 9, 9)});
  seeds["refuse_registration_past_its_timeout"] = PassportOf({RegisterBob(kNow - 10, 9)});
  seeds["refuse_registration_after_its_block"] = PassportOf({RegisterBob(kNow + 1)});
  seeds["refuse_shared_key_after_its_block"] = PassportOf({SharedKey(0, kNow + 1)});
  seeds["refuse_deregistration_after_its_block"] =
      PassportOf({RegisterBob(kNow), Content().Deregister(Bob().public_key(), kNow + 1)});
}

// ---- two faults ---------------------------------------------------------------------------------

// The faults of a block, each as a bit.
enum : unsigned { kSize = 1, kSignature = 2, kHash = 4, kEntry = 8 };

Bytes BlockWith(unsigned faults) {
  PassportBuilder passport = Passport();
  BlockDraft& block = passport.Append(Alice(), kNow, RegisterBob(kNow));
  if ((faults & kEntry) != 0) block.content.push_back(0);
  block.HashContent();
  if ((faults & kHash) != 0) block.content_hash[0] ^= 1;
  if ((faults & kSize) != 0) ++block.content_size;
  block.Sign(Alice());
  if ((faults & kSignature) != 0) block.signature[0] ^= 1;
  return passport.Message();
}

// The same entries with the last bit of the last signature flipped.
Content WronglySigned(const Content& content) {
  Bytes bytes = content.bytes();
  bytes.back() ^= 1;
  return Content().Raw(bytes);
}

void AddTwiceRejected(Seeds& seeds) {
  constexpr ByteArray<2> kUnknown = {0, 4};
  seeds["reject_content_size_and_signature"] = BlockWith(kSize | kSignature);
  seeds["reject_signature_and_content_hash"] = BlockWith(kSignature | kHash);
  seeds["reject_content_hash_and_entry"] = BlockWith(kHash | kEntry);
  seeds["reject_window_and_signature"] = PassportOf({WronglySigned(RegisterBob(kNow, 0))});
  seeds["reject_unknown_entry_and_cut"] = PassportOf({Content().Raw(kUnknown)});
  seeds["reject_signature_and_unknown_entry"] =
      PassportOf({WronglySigned(RegisterBob(kNow)).Raw(kUnknown)});
  Bytes gossip = GossipWith(1, {192, 0, 2, 1});
  gossip.back() ^= 1;
  seeds["reject_gossip_signature_and_longer"] = Joined({gossip, ByteArray<1>{}});
}

// Her passport with a second block by `author` after a wrong hash, if `unlinked`.
Bytes SecondBlock(const SigningKey& author, const Content& content, bool unlinked) {
  PassportBuilder passport = Passport();
  BlockDraft& block = passport.Append(author, kNow, content);
  if (unlinked) block.previous[0] ^= 1;
  block.Sign(author);
  return passport.Message();
}

void AddTwiceRefused(Seeds& seeds) {
  RegistrationDraft other = Named("c");
  other.passport_id[0] ^= 1;
  RegistrationDraft other_late = other;
  other_late.created_at = kNow + 1;
  RegistrationDraft other_out = other;
  other_out.created_at = kNow - 10;
  other_out.window = 9;
  RegistrationDraft other_taken = other;
  other_taken.alias = "a";
  const Content stranger = Content().Deregister(Carol().public_key(), kNow);
  seeds["refuse_previous_and_stranger"] = SecondBlock(Bob(), Content(), true);
  seeds["refuse_previous_and_entry"] = SecondBlock(Alice(), stranger, true);
  seeds["refuse_stranger_and_entry"] = SecondBlock(Bob(), stranger, false);
  seeds["refuse_after_block_and_other_passport"] =
      PassportOf({Content().Register(Carol(), other_late)});
  seeds["refuse_timed_out_and_other_passport"] =
      PassportOf({Content().Register(Carol(), other_out)});
  seeds["refuse_other_passport_and_active_key"] =
      PassportOf({RegisterBob(kNow), Content().Register(Bob(), other)});
  seeds["refuse_other_passport_and_alias"] = PassportOf({Content().Register(Carol(), other_taken)});
  seeds["refuse_active_key_and_alias"] = PassportOf({Content().Register(Alice(), Named("a"))});
  seeds["refuse_inactive_and_last_key"] = PassportOf({stranger});
  seeds["refuse_after_block_and_last_key"] =
      PassportOf({Content().Deregister(Alice().public_key(), kNow + 1)});
  PassportBuilder unlinked;
  unlinked.Append(Alice(), kNow, Content()).previous[0] = 1;
  unlinked.blocks()[0].Sign(Alice());
  seeds["refuse_first_block_with_previous_and_without_author"] = unlinked.Message();
  PassportBuilder other_id = Passport();
  other_id.Append(Bob(), kNow, Content());
  seeds["refuse_stranger_and_other_id"] = other_id.Message(Hash128{1});
}

// ---- state --------------------------------------------------------------------------------------

void AddStates(Seeds& seeds) {
  const Content leave = Content().Deregister(Bob().public_key(), kNow);
  const Content last = Content().Deregister(Alice().public_key(), kNow);
  seeds["refuse_block_that_adds_and_removes_a_key"] =
      PassportOf({RegisterBob(kNow).Raw(leave.bytes()).Raw(last.bytes())});
  seeds["refuse_last_key_after_others_have_left"] = PassportOf({RegisterBob(kNow), leave, last});
  PassportBuilder passport = Passport();
  passport.Append(Alice(), kNow, RegisterBob(kNow));
  RegistrationDraft of_last = Named("c");
  of_last.passport_id = passport.blocks().back().HeaderHash();
  passport.Append(Alice(), kNow, Content().Register(Carol(), of_last));
  seeds["refuse_registration_for_the_last_header"] = passport.Message();
}

}  // namespace

Seeds EdgeSeeds() {
  Seeds seeds;
  AddCounts(seeds);
  AddTimes(seeds);
  AddTwiceRejected(seeds);
  AddTwiceRefused(seeds);
  AddStates(seeds);
  return seeds;
}

}  // namespace asmtp::fuzz
