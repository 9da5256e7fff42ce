// The format table: every field of every message, written once. All code that reads, writes,
// mutates, documents or judges messages uses this table.
//
//   kFormat<Gossip>.fields               std::tuple of Field, in the order of encoding
//   kFormat<Gossip>.type                 1
//   ReadFields(&reader, &gossip)         decodes by the table (codec.h)
//   Describe(plaintext)                  lists fields by the table (describe.h)
#ifndef ASMTP_CORE_MESSAGE_FORMAT_H_
#define ASMTP_CORE_MESSAGE_FORMAT_H_

#include "core/message/field.h"

namespace asmtp {

template <class View>
inline constexpr std::nullptr_t kFormat = nullptr;

// clang-format off

// Messages. The fields follow the type, 1 byte.

template <> inline constexpr auto kFormat<Gossip> = MakeFormat<Gossip>(
    "Gossip", 1, SignedBy(&Gossip::id), "Announces a node.",
    Field("info", &Gossip::info, "bit 15: 1 = IPv4, 0 = IPv6; bits 14..10: reserved; bits 9..0: n"),
    Field("id", &Gossip::id, "Ed25519 public key"),
    Field("time", &Gossip::time, "seconds since 2020-01-01T00:00:00Z"),
    Field("address", &Gossip::address, "IPv4 or IPv6", SizeRule("4 or 16", &Gossip::AddressSize)),
    Field("port", &Gossip::port, ""),
    Field("subscriptions", &Gossip::subscriptions, "",
          SizeRule("33 n", &Gossip::SubscriptionsSize)),
    Field("signature", &Gossip::signature, "Ed25519 by id over every byte of the gossip before it"));

template <> inline constexpr auto kFormat<Topic> = MakeFormat<Topic>(
    "Topic", 2, kUnsigned, "A message about a topic.",
    Field("topic", &Topic::topic, "opaque"),
    Field("content", &Topic::content, "0 or more bytes"));

template <> inline constexpr auto kFormat<PutPassport> = MakeFormat<PutPassport>(
    "PutPassport", 3, kUnsigned, "A passport for the receiver to store.",
    Field("id", &PutPassport::id, "BLAKE2b-128 of the first block's header"),
    Field("blocks", &PutPassport::blocks, "0 or more × (size 4, block)"));

template <> inline constexpr auto kFormat<GetPassport> = MakeFormat<GetPassport>(
    "GetPassport", 4, kUnsigned, "Asks for a passport.",
    Field("id", &GetPassport::id, "passport id"));

template <> inline constexpr auto kFormat<RegisterTopic> = MakeFormat<RegisterTopic>(
    "RegisterTopic", 5, kUnsigned, "Subscribes to messages about a topic.",
    Field("topic", &RegisterTopic::topic, "opaque"));

template <> inline constexpr auto kFormat<DeregisterTopic> = MakeFormat<DeregisterTopic>(
    "DeregisterTopic", 6, kUnsigned, "Cancels RegisterTopic.",
    Field("topic", &DeregisterTopic::topic, "opaque"));

template <> inline constexpr auto kFormat<QueryTopicMessages> = MakeFormat<QueryTopicMessages>(
    "QueryTopicMessages", 7, kUnsigned, "Asks for past messages about a topic.",
    Field("topic", &QueryTopicMessages::topic, "opaque"),
    Field("since", &QueryTopicMessages::since, "seconds since 2020-01-01T00:00:00Z"));

// The header of a passport block. The content follows it.

template <> inline constexpr auto kFormat<BlockHeader> = MakeFormat<BlockHeader>(
    "BlockHeader", 0, SignedBy(&BlockHeader::author), "Precedes the content of each block.",
    Field("version", &BlockHeader::version, "0 today; any is accepted"),
    Field("content_size", &BlockHeader::content_size, "size of the content in bytes"),
    Field("time", &BlockHeader::time, "seconds since 2020-01-01T00:00:00Z"),
    Field("content_hash", &BlockHeader::content_hash, "BLAKE2b-128 of the content"),
    Field("previous", &BlockHeader::previous, "BLAKE2b-128 of the header before; zero in the first"),
    Field("author", &BlockHeader::author, "Ed25519 public key"),
    Field("signature", &BlockHeader::signature, "Ed25519 by author over the 72 bytes before it"));

// Entries: the content of a block. The fields follow the type, 2 bytes.

template <> inline constexpr auto kFormat<RegisterMasterKey> = MakeFormat<RegisterMasterKey>(
    "RegisterMasterKey", 1, SignedBy(&RegisterMasterKey::key), "Makes a key a master key.",
    Field("key", &RegisterMasterKey::key, "Ed25519 public key"),
    Field("alias", &RegisterMasterKey::alias, "ASCII, padded with NUL"),
    Field("passport_id", &RegisterMasterKey::passport_id, "zero for the first block's author"),
    Field("created_at", &RegisterMasterKey::created_at, "seconds since 2020-01-01T00:00:00Z"),
    Field("registration_timeout", &RegisterMasterKey::registration_timeout, "later than created at"),
    Field("signature", &RegisterMasterKey::signature, "Ed25519 by key over the 88 bytes before it"));

template <> inline constexpr auto kFormat<DeregisterMasterKey> = MakeFormat<DeregisterMasterKey>(
    "DeregisterMasterKey", 2, kUnsigned, "Makes a key stop being a master key.",
    Field("key", &DeregisterMasterKey::key, "Ed25519 public key"),
    Field("created_at", &DeregisterMasterKey::created_at, "seconds since 2020-01-01T00:00:00Z"));

template <> inline constexpr auto kFormat<SetSharedKey> = MakeFormat<SetSharedKey>(
    "SetSharedKey", 3, kUnsigned, "Sets the shared key of the passport.",
    Field("count", &SetSharedKey::count, "n"),
    Field("key", &SetSharedKey::key, "X25519 public key"),
    Field("created_at", &SetSharedKey::created_at, "seconds since 2020-01-01T00:00:00Z"),
    Field("recipients", &SetSharedKey::recipients, "",
          SizeRule("88 n", &SetSharedKey::RecipientsSize)));

// Records, the items of some fields.

template <> inline constexpr auto kFormat<Subscription> = MakeFormat<Subscription>(
    "Subscription", 0, kUnsigned, "One topic of a gossip.",
    Field("topic", &Subscription::topic, "opaque"),
    Field("interest", &Subscription::interest, "level"));

template <> inline constexpr auto kFormat<Recipient> = MakeFormat<Recipient>(
    "Recipient", 0, kUnsigned, "One recipient of a shared key.",
    Field("key_prefix", &Recipient::key_prefix, "first 8 bytes of the recipient's key"),
    Field("sealed_secret", &Recipient::sealed_secret, ""));

// clang-format on

// The size of `View` with every variable field empty.
template <class View>
inline constexpr size_t kFixedSize = std::apply(
    [](const auto&... fields) {
      return (size_t{0} + ... + std::remove_cvref_t<decltype(fields)>::kSize);
    },
    kFormat<View>.fields);

static_assert(kFixedSize<Gossip> + kIpv4Size == kSmallestGossipSize);
static_assert(kFixedSize<Topic> == kTopicSize);
static_assert(kFixedSize<PutPassport> == kPassportIdSize);
static_assert(kFixedSize<GetPassport> + kTypeSize == kSmallestMessageSize);
static_assert(kFixedSize<RegisterTopic> == kTopicSize);
static_assert(kFixedSize<DeregisterTopic> == kTopicSize);
static_assert(kFixedSize<QueryTopicMessages> == kTopicSize + kTimeSize);
static_assert(kFixedSize<BlockHeader> == kBlockHeaderSize);
static_assert(kFixedSize<RegisterMasterKey> == kSignedRegistrationSize + kSignatureSize);
static_assert(kFixedSize<DeregisterMasterKey> == kKeySize + kTimeSize);
static_assert(kFixedSize<SetSharedKey> == kCountSize + kKeySize + kTimeSize);
static_assert(kFixedSize<Subscription> == Subscription::kSize);
static_assert(kFixedSize<Recipient> == Recipient::kSize);

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_FORMAT_H_
