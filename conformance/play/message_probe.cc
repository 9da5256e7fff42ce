#include "conformance/play/message_probe.h"

#include <string>
#include <variant>

#include "conformance/play/plain_session.h"
#include "core/message/ledger.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/layout.h"
#include "core/testing/passport_builder.h"

namespace asmtp::conformance {
namespace {

constexpr Milliseconds kPatience{600};

constexpr uint32_t kFirstNegative = 0x8000'0000;  // as a signed number of 32 bits
constexpr uint16_t kFirstNegativePort = 0x8000;
constexpr uint32_t kTime = 1000;

// A mistake in judging messages.
struct Mistake {
  std::string_view hypothesis;
  std::string_view sentence;
  bool (*concerns)(const Message& refused);
  Bytes (*taken)();    // although, or because, the IUT makes the mistake
  Bytes (*refused)();  // because of it; valid
};

SigningKey Signer() {
  static constexpr ByteArray<32> kSeed = {0x5a};
  return SigningKey::FromSeed(kSeed);
}

template <class Items, class Has>
bool AnyOf(const Items& items, Has has) {
  for (const auto item : items) {
    if (has(item)) return true;
  }
  return false;
}

// Gossips

template <class View>
bool Is(const Message& message) {
  return std::holds_alternative<View>(message);
}

template <auto has>
bool IsGossipThat(const Message& message) {
  const auto* gossip = std::get_if<Gossip>(&message);
  return gossip != nullptr && has(*gossip);
}
constexpr auto kHasReservedBits = [](const Gossip& gossip) {
  return (gossip.info & kGossipReservedBits) != 0;
};
constexpr auto kIsLate = [](const auto& view) { return view.time >= kFirstNegative; };
constexpr auto kHasHighPort = [](const Gossip& gossip) {
  return gossip.port >= kFirstNegativePort;
};

template <uint32_t time = kTime, uint16_t port = 1, uint16_t reserved = 0>
Bytes RightGossip() {
  return BuildGossip({.time = time, .port = port, .reserved_bits = reserved}, Signer());
}

Bytes GossipSignedWithItsType() {
  Bytes gossip = RightGossip();
  const auto signature = MutableByteView(gossip).last(kSignatureSize);
  CopyTo(Signer().Sign(ByteView(gossip).first(gossip.size() - kSignatureSize)), signature);
  return gossip;
}

Bytes GossipSignedWithoutReservedBits() {
  const Bytes signed_so = RightGossip();
  Bytes gossip = RightGossip<kTime, 1, kGossipReservedBits>();
  CopyTo(ByteView(signed_so).last(kSignatureSize), MutableByteView(gossip).last(kSignatureSize));
  return gossip;
}

// Passports

template <auto has>
bool HasBlockThat(const Message& message) {
  const auto* put = std::get_if<PutPassport>(&message);
  return put != nullptr && AnyOf(put->blocks, has);
}
constexpr auto kAnyBlock = [](const Block&) { return true; };
constexpr auto kLateBlock = [](const Block& block) { return kIsLate(block.header()); };

template <auto has>
constexpr auto kHasRegistrationThat = [](const Block& block) {
  return AnyOf(block.entries(), [](const Entry& entry) {
    const auto* registration = std::get_if<RegisterMasterKey>(&entry);
    return registration != nullptr && has(*registration);
  });
};
constexpr auto kAnyRegistration = [](const RegisterMasterKey&) { return true; };
constexpr auto kTimesOutLate = [](const RegisterMasterKey& registration) {
  return registration.created_at < kFirstNegative &&
         registration.registration_timeout >= kFirstNegative;
};

bool BreaksTheLedger(const Message& message) {
  const auto* put = std::get_if<PutPassport>(&message);
  return put != nullptr && !Ledger::FromPassport(*put);
}
bool HasOtherId(const Message& message) {
  const auto* put = std::get_if<PutPassport>(&message);
  if (put == nullptr || put->blocks.begin() == put->blocks.end()) return false;
  const Block first = *put->blocks.begin();
  return !Equal(first.HeaderHash(), put->id);
}

Content RegistrationAt(uint32_t created_at) {
  return Content().Register(Signer(), {.alias = "probe", .created_at = created_at});
}

template <uint32_t time = kTime>
PassportBuilder RightPassport(const Content& content = RegistrationAt(time)) {
  PassportBuilder passport;
  passport.Append(Signer(), time, content);
  return passport;
}

template <uint32_t time = kTime>
Bytes RightPassportMessage() {
  return RightPassport<time>().Message();
}

Bytes PassportOfOtherId() { return RightPassport().Message(Hash128{0x77}); }
Bytes PassportWithoutItsAuthor() { return RightPassport(Content()).Message(); }
template <uint32_t time>
Bytes PassportWithoutEntries() {
  return RightPassport<time>(Content()).Message();
}
// In a block later than its times, so that only their order counts.
template <uint32_t created_at>
Bytes PassportWithRegistrationAt() {
  return RightPassport(RegistrationAt(created_at)).Message();
}

Bytes PassportWithCutHash() {
  PassportBuilder passport = RightPassport();
  BlockDraft& block = passport.blocks().front();
  CopyTo(ByteView(Blake2b512({block.content})).first(block.content_hash.size()),
         block.content_hash);
  block.Sign(Signer());
  return passport.Message();
}

Bytes PassportWithSignedContent() {
  PassportBuilder passport = RightPassport();
  BlockDraft& block = passport.blocks().front();
  Bytes all = block.HeaderBytes();
  all.resize(kSignedHeaderSize);
  all.insert(all.end(), block.content.begin(), block.content.end());
  block.signature = Signer().Sign(all);
  return passport.Message();
}

Bytes PassportWithSignedEntryType() {
  Bytes entry = RegistrationAt(kTime).bytes();
  CopyTo(Signer().Sign(ByteView(entry).first(entry.size() - kSignatureSize)),
         MutableByteView(entry).last(kSignatureSize));
  return RightPassport(Content().Raw(entry)).Message();
}

// Queries

bool IsLateQuery(const Message& message) {
  const auto* query = std::get_if<QueryTopicMessages>(&message);
  return query != nullptr && query->since >= kFirstNegative;
}

template <uint32_t since>
Bytes Query() {
  constexpr ByteArray<kTopicSize> kTopic{};
  return ToBytes(QueryTopicMessages{.topic = kTopic, .since = since});
}

// A mistake about few messages stands before one about many.
// clang-format off
constexpr Mistake kMistakes[] = {
    {"reserved-bits-not-signed",
     "the IUT echoes a gossip with reserved bits if the signature covers them as zeros (GOS-6)",
     IsGossipThat<kHasReservedBits>, GossipSignedWithoutReservedBits,
     RightGossip<kTime, 1, kGossipReservedBits>},
    {"time-is-signed",
     "the IUT echoes a gossip of the time 2^31 - 1, and not of 2^31: it takes times for signed numbers (MSG-8)",
     IsGossipThat<kIsLate>, RightGossip<kFirstNegative - 1>, RightGossip<kFirstNegative>},
    {"port-is-signed",
     "the IUT echoes a gossip with port 32,767, and not with 32,768: it takes ports for signed numbers (GOS-8)",
     IsGossipThat<kHasHighPort>, RightGossip<kTime, kFirstNegativePort - 1>,
     RightGossip<kTime, kFirstNegativePort>},
    {"gossip-type-is-signed",
     "the IUT echoes a gossip if the signature covers the type byte too (GOS-6)",
     Is<Gossip>, GossipSignedWithItsType, RightGossip<>},

    {"passport-id-in-decoder",
     "the IUT echoes a put-passport with the id of its blocks, and not with another one: that is a rule for the step behind decoding (PUT-3)",
     HasOtherId, RightPassportMessage<>, PassportOfOtherId},
    {"ledger-in-decoder",
     "the IUT echoes a put-passport whose first block registers its author, and not one without: it applies the ledger's rules while it decodes (PUT-4)",
     BreaksTheLedger, RightPassportMessage<>, PassportWithoutItsAuthor},
    {"time-is-signed",
     "the IUT echoes a block of the time 2^31 - 1, and not of 2^31: it takes times for signed numbers (MSG-8)",
     HasBlockThat<kLateBlock>, PassportWithoutEntries<kFirstNegative - 1>,
     PassportWithoutEntries<kFirstNegative>},
    {"times-compared-as-signed",
     "the IUT does not echo a registration that is created before 2^31 and times out after it: it compares times as signed numbers (PAS-19)",
     HasBlockThat<kHasRegistrationThat<kTimesOutLate>>, PassportWithRegistrationAt<kTime>,
     PassportWithRegistrationAt<kFirstNegative - 1>},
    {"hash16-cut-short",
     "the IUT echoes a block if its content hash is the first 16 bytes of BLAKE2b-512 (CRY-22)",
     HasBlockThat<kAnyBlock>, PassportWithCutHash, RightPassportMessage<>},
    {"content-is-signed",
     "the IUT echoes a block if its signature covers the content too (PAS-10)",
     HasBlockThat<kAnyBlock>, PassportWithSignedContent, RightPassportMessage<>},
    {"entry-type-is-signed",
     "the IUT echoes a registration if its signature covers the entry's type too (PAS-17)",
     HasBlockThat<kHasRegistrationThat<kAnyRegistration>>, PassportWithSignedEntryType,
     RightPassportMessage<>},

    {"time-is-signed",
     "the IUT echoes a query since 2^31 - 1, and not since 2^31: it takes times for signed numbers (MSG-8)",
     IsLateQuery, Query<kFirstNegative - 1>, Query<kFirstNegative>},
};
// clang-format on

}  // namespace

std::optional<Explanation> MessageProbe::Explain(ByteView refused, const Keys& keys, Iut& iut) {
  const auto message = Decode(refused);
  if (!message) return std::nullopt;
  for (const Mistake& mistake : kMistakes) {
    if (!mistake.concerns(*message)) continue;
    auto known = makes_.find(mistake.sentence);
    if (known == makes_.end()) {
      // A busy IUT may miss one answer, so a refusal is seen twice.
      const bool makes = Echoes(mistake.taken(), keys, iut) &&
                         !Echoes(mistake.refused(), keys, iut) &&
                         !Echoes(mistake.refused(), keys, iut);
      known = makes_.emplace(mistake.sentence, makes).first;
    }
    if (known->second) {
      return Explanation{std::string(mistake.hypothesis), std::string(mistake.sentence)};
    }
  }
  return std::nullopt;
}

bool MessageProbe::Echoes(ByteView plaintext, const Keys& keys, Iut& iut) const {
  const Deadline deadline = After(kPatience, scale_);
  auto peer = OpenSession(keys, config_, iut, deadline);
  if (!peer) return false;
  peer->channel().Send(peer->SealFrame(plaintext), deadline);
  return Equal(peer->Next(deadline).plaintext, plaintext);
}

}  // namespace asmtp::conformance
