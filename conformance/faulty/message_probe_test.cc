// If an endpoint rejects valid messages, messages that only its mistake accepts reveal it.
#include "conformance/play/message_probe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "conformance/play/deviant_iut.h"
#include "conformance/transcript/case.h"
#include "core/message/ledger.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/samples.h"

namespace asmtp::faulty {
namespace {

using conformance::Bytes;
using deviant::Lapse;

constexpr uint32_t kFirstNegative = 0x8000'0000;

template <class View, class Has>
bool IsThat(ByteView plaintext, Has has) {
  const auto message = Decode(plaintext);
  const auto* view = message ? std::get_if<View>(&*message) : nullptr;
  return view != nullptr && has(*view);
}

template <class View>
bool Is(ByteView plaintext) {
  return IsThat<View>(plaintext, [](const View&) { return true; });
}

template <LedgerError error>
bool IsPassportWith(ByteView plaintext) {
  return IsThat<PutPassport>(plaintext, [](const PutPassport& put) {
    const auto ledger = Ledger::FromPassport(put);
    return !ledger && ledger.error() == error;
  });
}

bool BreaksTheLedger(ByteView plaintext) {
  return IsThat<PutPassport>(plaintext,
                             [](const PutPassport& put) { return !Ledger::FromPassport(put); });
}

bool IsLateGossip(ByteView plaintext) {
  return IsThat<Gossip>(plaintext, [](const Gossip& g) { return g.time >= kFirstNegative; });
}
bool IsLateQuery(ByteView plaintext) {
  return IsThat<QueryTopicMessages>(
      plaintext, [](const QueryTopicMessages& query) { return query.since >= kFirstNegative; });
}
bool IsLatePassport(ByteView plaintext) {
  return IsThat<PutPassport>(plaintext, [](const PutPassport& put) {
    for (const Block block : put.blocks) {
      if (block.header().time >= kFirstNegative) return true;
    }
    return false;
  });
}
bool HasHighPort(ByteView plaintext) {
  return IsThat<Gossip>(plaintext, [](const Gossip& gossip) { return gossip.port >= 0x8000; });
}
bool HasReservedBits(ByteView plaintext) {
  return IsThat<Gossip>(plaintext, [](const Gossip& g) { return (g.info & 0x7c00) != 0; });
}
bool TimesOutLate(ByteView plaintext) {
  return IsThat<PutPassport>(plaintext, [](const PutPassport& put) {
    for (const Block block : put.blocks) {
      for (const Entry entry : block.entries()) {
        const auto* registration = std::get_if<RegisterMasterKey>(&entry);
        if (registration != nullptr && registration->created_at < kFirstNegative &&
            registration->registration_timeout >= kFirstNegative) {
          return true;
        }
      }
    }
    return false;
  });
}

// Whether one check fails and the others pass.
template <Lapse::Kind kKind>
bool FailsOnlyIn(ByteView plaintext) {
  return deviant::IsMessageBut(plaintext, [](const Lapse& lapse) { return lapse.kind == kKind; });
}

Bytes GossipOf(const GossipDraft& draft) { return BuildGossip(draft, KeyOf(7)); }

Bytes PassportOf(uint32_t time, const RegistrationDraft& registration) {
  PassportBuilder passport;
  passport.Append(KeyOf(7), time, Content().Register(KeyOf(7), registration));
  return passport.Message();
}

Bytes PassportOfOtherId() { return SamplePassport().Message(Hash128{1}); }
Bytes PassportOfStranger() {
  PassportBuilder passport;
  passport.Append(KeyOf(7), 1, Content().Register(KeyOf(8), {.alias = "a", .created_at = 1}));
  return passport.Message();
}

Bytes LateQuery() {
  const auto topic = Filled<kTopicSize>(1);
  return ToBytes(QueryTopicMessages{.topic = topic, .since = 0xffff'0000});
}

struct Named {
  std::string name;
  bool (*refuses)(ByteView);
  bool (*takes)(ByteView);  // although it is no message
  Bytes refused;
  std::string hypothesis;
};

using Kind = Lapse::Kind;

const Named kNamed[] = {
    {"gossip signed with its type", Is<Gossip>, FailsOnlyIn<Kind::kGossipSignature>, GossipOf({}),
     "gossip-type-is-signed"},
    {"reserved bits not signed", HasReservedBits, FailsOnlyIn<Kind::kGossipSignature>,
     GossipOf({.reserved_bits = 0x400}), "reserved-bits-not-signed"},
    {"time of a gossip", IsLateGossip, nullptr, GossipOf({.time = 0xffff'ffff}), "time-is-signed"},
    {"port", HasHighPort, nullptr, GossipOf({.port = 40'000}), "port-is-signed"},
    {"time of a query", IsLateQuery, nullptr, LateQuery(), "time-is-signed"},
    {"time of a block", IsLatePassport, nullptr,
     PassportOf(0x9000'0000, {.created_at = 0x9000'0000}), "time-is-signed"},
    {"times of a registration", TimesOutLate, nullptr,
     PassportOf(0x7fff'0000, {.created_at = 0x7fff'0000, .window = 0x2'0000}),
     "times-compared-as-signed"},
    {"passport id", IsPassportWith<LedgerError::kWrongPassportId>, nullptr, PassportOfOtherId(),
     "passport-id-in-decoder"},
    {"ledger", BreaksTheLedger, nullptr, PassportOfStranger(), "ledger-in-decoder"},
    {"hash cut short", Is<PutPassport>, FailsOnlyIn<Kind::kContentHash>, SamplePassport().Message(),
     "hash16-cut-short"},
    {"content signed", Is<PutPassport>, FailsOnlyIn<Kind::kHeaderSignature>,
     SamplePassport().Message(), "content-is-signed"},
    {"entry type signed", Is<PutPassport>, FailsOnlyIn<Kind::kRegistrationSignature>,
     SamplePassport().Message(), "entry-type-is-signed"},
    // Nothing is named without a message that the mistake alone accepts.
    {"no passport at all", Is<PutPassport>, nullptr, SamplePassport().Message(), ""},
    {"no gossip at all", Is<Gossip>, nullptr, GossipOf({.time = 0xffff'ffff}), ""},
    {"any signature of a gossip", nullptr, FailsOnlyIn<Kind::kGossipSignature>, GossipOf({}), ""},
    {"nothing wrong", nullptr, nullptr, PassportOfStranger(), ""},
    {"not a message", nullptr, nullptr, Bytes(17, 9), ""},
};

class MessageProbeTest : public testing::TestWithParam<Named> {};

TEST_P(MessageProbeTest, NamesMistakeInBothRoles) {
  static const conformance::CaseSet kSet = *conformance::LoadCases("corpus/transcripts");
  deviant::Deviation wrong;
  wrong.messages.refuses = GetParam().refuses;
  wrong.messages.takes = GetParam().takes;
  for (const noise::Role role : {noise::Role::kResponder, noise::Role::kInitiator}) {
    const conformance::Config config{role, Suite::kEd25519, Framing::kU32};
    const conformance::Keys keys = kSet.Find("handshake/ok")->keys.For(role);
    conformance::DeviantIut iut(config, keys, wrong);
    conformance::MessageProbe probe(config, 1.0);
    for (int again = 0; again < 2; ++again) {
      const auto found = probe.Explain(GetParam().refused, keys, iut);
      EXPECT_EQ(found ? found->hypothesis : "", GetParam().hypothesis) << conformance::Name(role);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, MessageProbeTest, testing::ValuesIn(kNamed), [](const auto& tested) {
  std::string name(tested.param.name);
  std::ranges::replace(name, ' ', '_');
  return name;
});

}  // namespace
}  // namespace asmtp::faulty
