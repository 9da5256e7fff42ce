#include "fuzz/seeds/message_seeds.h"

#include <utility>

#include "core/bytes/writer.h"
#include "core/message/format.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/passport_builder.h"
#include "core/testing/plain_message.h"
#include "core/testing/signing_key.h"

namespace asmtp::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr uint32_t kNow = 200'000'000;

SigningKey KeyOf(uint8_t name) {
  const ByteArray<32> seed = {name};
  return SigningKey::FromSeed(seed);
}
const SigningKey& Alice() {
  static const SigningKey kKey = KeyOf(1);
  return kKey;
}
const SigningKey& Bob() {
  static const SigningKey kKey = KeyOf(2);
  return kKey;
}

constexpr ByteArray<kTopicSize> kTopic = {'t', 'o', 'p', 'i', 'c'};

Bytes Joined(std::initializer_list<ByteView> parts) {
  Bytes bytes;
  for (const ByteView part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
  return bytes;
}

Bytes Cut(Bytes bytes, size_t count = 1) {
  bytes.resize(bytes.size() - count);
  return bytes;
}

Bytes Longer(const Bytes& bytes) { return Joined({bytes, ByteArray<1>{}}); }

// ---- gossips ------------------------------------------------------------------------------------

GossipDraft Node(size_t subscriptions) {
  GossipDraft draft{.time = kNow, .address = {192, 0, 2, 1}, .port = 1000};
  for (size_t i = 0; i < subscriptions; ++i) {
    draft.subscriptions.push_back({kTopic, static_cast<uint8_t>(i)});
    draft.subscriptions.back().topic.back() = static_cast<uint8_t>(i);
  }
  return draft;
}

GossipDraft Ipv6Node(size_t subscriptions) {
  GossipDraft draft = Node(subscriptions);
  draft.address = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return draft;
}

void AddGossips(Seeds& seeds) {
  const Bytes gossip = BuildGossip(Node(1), Alice());
  seeds["gossip_ipv4"] = BuildGossip(Node(0), Alice());
  seeds["gossip_ipv4_1_subscription"] = gossip;
  seeds["gossip_ipv4_20_subscriptions"] = BuildGossip(Node(20), Alice());
  seeds["gossip_ipv6"] = BuildGossip(Ipv6Node(0), Bob());
  seeds["gossip_ipv6_2_subscriptions"] = BuildGossip(Ipv6Node(2), Bob());
  GossipDraft reserved = Node(1);
  reserved.reserved_bits = kGossipReservedBits;
  seeds["gossip_reserved_bits"] = BuildGossip(reserved, Alice());

  seeds["reject_gossip_cut"] = Cut(gossip);
  seeds["reject_gossip_longer"] = Longer(gossip);
  Bytes changed = gossip;
  changed[kTypeSize] ^= kGossipIpv4Bit >> 8;
  seeds["reject_gossip_address_of_other_family"] = changed;
  changed = gossip;
  ++changed[kTypeSize + 1];
  seeds["reject_gossip_count_too_large"] = changed;
  changed = gossip;
  changed.back() ^= 1;
  seeds["reject_gossip_signature"] = changed;
}

// ---- passports ----------------------------------------------------------------------------------

SharedKeyDraft SharedKey(size_t recipients) {
  return {.key = {7}, .created_at = kNow, .recipients = std::vector<RecipientDraft>(recipients)};
}

Content FirstContent() {
  return Content().Register(Alice(), {.alias = "alice", .created_at = kNow});
}

// A passport of Alice with one more block by her for each of `contents`.
PassportBuilder Passport(const std::vector<Content>& contents = {}) {
  PassportBuilder passport;
  passport.Append(Alice(), kNow, FirstContent());
  for (const Content& content : contents) passport.Append(Alice(), kNow, content);
  return passport;
}

Content RegisterBob() {
  return Content().Register(Bob(),
                            {.alias = "bob", .passport_id = Passport().id(), .created_at = kNow});
}

Content DeregisterBob() { return Content().Deregister(Bob().public_key(), kNow); }

void AddPassports(Seeds& seeds) {
  seeds["put_passport_first_block"] = Passport().Message();
  seeds["put_passport_empty_block"] = Passport({Content()}).Message();
  seeds["put_passport_two_keys"] = Passport({RegisterBob()}).Message();
  seeds["put_passport_deregistration"] = Passport({RegisterBob(), DeregisterBob()}).Message();
  seeds["put_passport_shared_key"] = Passport({Content().SetSharedKey(SharedKey(0))}).Message();
  seeds["put_passport_shared_key_1_recipient"] =
      Passport({Content().SetSharedKey(SharedKey(1))}).Message();
  seeds["put_passport_shared_key_3_recipients"] =
      Passport({Content().SetSharedKey(SharedKey(3))}).Message();
  seeds["put_passport_three_entries_in_a_block"] =
      Passport({RegisterBob().SetSharedKey(SharedKey(1)).Deregister(Bob().public_key(), kNow)})
          .Message();
  PassportBuilder by_bob = Passport({RegisterBob()});
  by_bob.Append(Bob(), kNow, Content().Deregister(Alice().public_key(), kNow));
  seeds["put_passport_author_replaced"] = by_bob.Message();
  PassportBuilder version = Passport({Content()});
  version.blocks()[1].version = 7;
  version.blocks()[1].Seal(Alice());
  seeds["put_passport_block_version_7"] = version.Message();
}

void AddRefusedPassports(Seeds& seeds) {
  seeds["refuse_no_blocks"] = PassportBuilder().Message();
  seeds["refuse_other_id"] = Passport().Message(Hash128{1});
  seeds["refuse_alias_twice"] =
      Passport({Content().Register(
                   Bob(), {.alias = "alice", .passport_id = Passport().id(), .created_at = kNow})})
          .Message();
  seeds["refuse_deregistration_of_last_key"] =
      Passport({Content().Deregister(Alice().public_key(), kNow)}).Message();
  seeds["refuse_entry_after_block"] =
      Passport({Content().Deregister(Bob().public_key(), kNow + 1)}).Message();
  seeds["refuse_second_entry"] = Passport({RegisterBob().Deregister(kTopic, kNow)}).Message();
  PassportBuilder stranger = Passport();
  stranger.Append(Bob(), kNow, Content());
  seeds["refuse_stranger"] = stranger.Message();
  PassportBuilder unlinked = Passport({Content()});
  unlinked.blocks()[1].previous = {};
  unlinked.blocks()[1].Sign(Alice());
  seeds["refuse_unlinked"] = unlinked.Message();
  PassportBuilder nobody;
  nobody.Append(Alice(), kNow, Content());
  seeds["refuse_first_block_without_author"] = nobody.Message();
}

// A passport whose second block is valid except for the change by `spoil`.
template <class Spoil>
Bytes Spoilt(const Content& content, Spoil spoil) {
  PassportBuilder passport = Passport({content});
  spoil(passport.blocks()[1]);
  return passport.Message();
}

// The same entries with the last bit of the last signature flipped.
Content WronglySigned(const Content& content) {
  Bytes bytes = content.bytes();
  bytes.back() ^= 1;
  return Content().Raw(bytes);
}

// The zero entry of a type whose body has this size.
template <class View>
Bytes ZeroEntry(size_t size) {
  Bytes entry(kEntryTypeSize + size);
  Writer(entry).WriteU16(kFormat<View>.type);
  return entry;
}

Content CutEntry() {
  return Content().Raw(ZeroEntry<DeregisterMasterKey>(kFixedSize<DeregisterMasterKey> - 1));
}

// Announces two recipients but has one.
Content WrongCount() {
  Bytes entry = ZeroEntry<SetSharedKey>(kFixedSize<SetSharedKey> + Recipient::kSize);
  entry[kEntryTypeSize] = 2;
  return Content().Raw(entry);
}

void AddRejectedPassports(Seeds& seeds) {
  const Bytes passport = Passport({RegisterBob()}).Message();
  const auto nothing = [](BlockDraft&) {};
  seeds["reject_passport_cut"] = Cut(passport);
  seeds["reject_passport_size_without_block"] = Joined({passport, ByteArray<4>{}});
  seeds["reject_passport_part_of_size"] = Joined({passport, ByteArray<3>{}});
  seeds["reject_block_size_wraps"] = Joined({passport, ByteArray<4>{0xff, 0xff, 0xff, 0xfc}});
  seeds["reject_block_signature"] =
      Spoilt(Content(), [](BlockDraft& block) { block.signature[0] ^= 1; });
  seeds["reject_block_content_size"] = Spoilt(RegisterBob(), [](BlockDraft& block) {
    --block.content_size;
    block.Sign(Alice());
  });
  seeds["reject_block_content_hash"] = Spoilt(RegisterBob(), [](BlockDraft& block) {
    block.content_hash[0] ^= 1;
    block.Sign(Alice());
  });
  seeds["reject_entry_type_4"] = Spoilt(Content().Raw(ByteArray<36>{0, 4}), nothing);
  seeds["reject_entry_part_of_type"] = Spoilt(RegisterBob().Raw(ByteArray<1>{}), nothing);
  seeds["reject_entry_cut"] = Spoilt(CutEntry(), nothing);
  seeds["reject_entry_count_too_large"] = Spoilt(WrongCount(), nothing);
  seeds["reject_registration_window_empty"] =
      Spoilt(Content().Register(Bob(), {.alias = "bob", .created_at = kNow, .window = 0}), nothing);
  seeds["reject_registration_signature"] = Spoilt(WronglySigned(RegisterBob()), nothing);
}

// ---- the rest -----------------------------------------------------------------------------------

void AddTopics(Seeds& seeds) {
  const Bytes content(1000, 'x');
  seeds["topic_empty"] = ToBytes(Topic{.topic = kTopic});
  seeds["topic_1_byte"] = ToBytes(Topic{.topic = kTopic, .content = ByteView(content).first(1)});
  seeds["topic_1000_bytes"] = ToBytes(Topic{.topic = kTopic, .content = content});
  seeds["reject_topic_cut"] = Cut(seeds["topic_empty"]);
}

void AddPlain(Seeds& seeds) {
  for (auto& [name, bytes] :
       PlainMessages({.topic = kTopic, .id = Passport().id(), .number = kNow})) {
    seeds[LowerWords(name, '_')] = std::move(bytes);
  }
  seeds["reject_register_topic_longer"] = Longer(seeds["register_topic"]);
  seeds["reject_deregister_topic_cut"] = Cut(seeds["deregister_topic"]);
  seeds["reject_query_without_time"] = Cut(seeds["query_topic_messages"], kTimeSize);
  seeds["reject_get_passport_longer"] = Longer(seeds["get_passport"]);
}

// A message of this type with a topic.
Bytes OfType(uint8_t type) { return Joined({ByteArray<kTypeSize>{type}, kTopic}); }

void AddUntyped(Seeds& seeds) {
  seeds["reject_empty"] = {};
  seeds["reject_type_only"] = {kFormat<Gossip>.type};
  seeds["reject_type_0"] = OfType(0);
  seeds["reject_type_8"] = OfType(8);
  seeds["reject_type_255"] = OfType(255);
}

}  // namespace

Seeds MessageSeeds() {
  Seeds seeds;
  AddGossips(seeds);
  AddPassports(seeds);
  AddRefusedPassports(seeds);
  AddRejectedPassports(seeds);
  AddTopics(seeds);
  AddPlain(seeds);
  AddUntyped(seeds);
  return seeds;
}

}  // namespace asmtp::fuzz
