// Violations of MSG-6: what the endpoint accepts depends on the messages before it.
#include <algorithm>

#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using Before = Messages::Before;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kMessage = Stage::kMessage;

// The parts of messages.

bool IsOfType(ByteView message, uint8_t type) { return message.front() == type; }
ByteView IdOfGossip(ByteView gossip) { return gossip.subspan(3, 32); }
ByteView TimeOfGossip(ByteView gossip) { return gossip.subspan(35, 4); }
ByteView TopicOf(ByteView message) { return message.subspan(1, 32); }
ByteView IdOfPassport(ByteView passport) { return passport.subspan(1, 16); }
ByteView SignatureOf(ByteView gossip) { return gossip.last(64); }

// Whether the plaintext has the shape of a Gossip, whatever its signature.
bool IsLikeGossip(ByteView plaintext) {
  const auto message = Decode(plaintext);
  return message ? IsOfType(plaintext, 1)
                 : message.error().kind == DecodeError::Kind::kGossipSignature;
}

template <class Fits>
bool IsAny(Before before, uint8_t type, const Fits& fits) {
  return std::ranges::any_of(before,
                             [&](const Bytes& one) { return IsOfType(one, type) && fits(one); });
}

// Conditions on a plaintext and the messages before it.

bool IsGossipOfKnownId(ByteView plaintext, Before before) {
  return IsLikeGossip(plaintext) && IsAny(before, 1, [&](ByteView one) {
           return Equal(IdOfGossip(one), IdOfGossip(plaintext));
         });
}
bool IsGossipOfKnownSignature(ByteView plaintext, Before before) {
  return IsLikeGossip(plaintext) && IsAny(before, 1, [&](ByteView one) {
           return Equal(SignatureOf(one), SignatureOf(plaintext));
         });
}
bool IsPassportOfKnownId(ByteView plaintext, Before before) {
  return plaintext.size() > 17 && IsOfType(plaintext, 3) && IsAny(before, 3, [&](ByteView one) {
           return Equal(IdOfPassport(one), IdOfPassport(plaintext));
         });
}
bool IsAfterAnyGossip(ByteView plaintext, Before before) {
  return IsLikeGossip(plaintext) && IsAny(before, 1, [](ByteView) { return true; });
}

// Whether a Gossip is older than one before it, by `older` on times in big-endian order.
template <bool (*older)(ByteView, ByteView)>
bool IsGossipOfThePast(ByteView plaintext, Before before) {
  return IsOfType(plaintext, 1) && IsAny(before, 1, [&](ByteView one) {
           return Equal(IdOfGossip(one), IdOfGossip(plaintext)) &&
                  older(TimeOfGossip(plaintext), TimeOfGossip(one));
         });
}
bool IsLess(ByteView a, ByteView b) { return std::ranges::lexicographical_compare(a, b); }
bool IsNotGreater(ByteView a, ByteView b) { return !IsLess(b, a); }

bool IsKnown(ByteView plaintext, Before before) {
  return std::ranges::any_of(before, [&](const Bytes& one) { return Equal(one, plaintext); });
}
template <uint8_t kType>
bool IsOfKnownTopic(ByteView plaintext, Before before) {
  return IsOfType(plaintext, kType) && IsAny(before, kType, [&](ByteView one) {
           return Equal(TopicOf(one), TopicOf(plaintext));
         });
}
template <uint8_t kType>
bool IsOfTopicNotRegistered(ByteView plaintext, Before before) {
  return IsOfType(plaintext, kType) &&
         !IsAny(before, 5, [&](ByteView one) { return Equal(TopicOf(one), TopicOf(plaintext)); });
}
bool IsPassportAgain(ByteView plaintext, Before before) {
  return IsOfType(plaintext, 3) && IsPassportOfKnownId(plaintext, before);
}
bool IsUnknownPassportWanted(ByteView plaintext, Before before) {
  return IsOfType(plaintext, 4) && !IsAny(before, 3, [&](ByteView one) {
           return Equal(IdOfPassport(one), IdOfPassport(plaintext));
         });
}

// clang-format off
constexpr Row kRows[] = {
    // Verifies once
    {.id = "gossip-id-verified-once", .clause = "GOS-7", .stage = kMessage, .serves = kEndpoint,
     .sentence = "does not verify a Gossip of an id once it has verified one in the session.",
     .apply = [](D& d) { d.messages.takes_after = IsGossipOfKnownId; },
     .family = "message/gossip/bad-after-good"},
    {.id = "gossip-id-verified-by-another", .clause = "GOS-7", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "does not verify a Gossip of an id once another session has verified one.",
     .apply = [](D& d) {
       d.messages.takes_after = IsGossipOfKnownId;
       d.messages.remembers_others = true;
     },
     .family = "message/gossip/good-after-bad"},
    {.id = "gossip-signature-cached", .clause = "GOS-7", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a Gossip with the signature of an earlier one.",
     .apply = [](D& d) { d.messages.takes_after = IsGossipOfKnownSignature; },
     .family = "message/gossip/bad-after-good"},
    {.id = "gossip-signature-of-another", .clause = "GOS-7", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "accepts a Gossip with the signature of one in another session.",
     .apply = [](D& d) {
       d.messages.takes_after = IsGossipOfKnownSignature;
       d.messages.remembers_others = true;
     },
     .family = "message/gossip/good-after-bad"},
    {.id = "first-gossip-verified", .clause = "GOS-7", .stage = kMessage, .serves = kEndpoint,
     .sentence = "verifies only the first Gossip of a session.",
     .apply = [](D& d) { d.messages.takes_after = IsAfterAnyGossip; },
     .family = "message/gossip/bad-after-good"},
    {.id = "passport-id-verified-once", .clause = "PUT-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "does not decode the blocks of a passport once it has accepted that id.",
     .apply = [](D& d) { d.messages.takes_after = IsPassportOfKnownId; },
     .family = "message/put-passport/bad-header-after-good"},
    {.id = "passport-id-verified-by-another", .clause = "PUT-1", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "does not decode the blocks of a passport that another session has accepted.",
     .apply = [](D& d) {
       d.messages.takes_after = IsPassportOfKnownId;
       d.messages.remembers_others = true;
     },
     .family = "message/put-passport/bad-header-after-good"},
    // Refuses what comes again, or too late
    {.id = "older-gossip-refused", .clause = "MSG-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a Gossip that is older than an earlier one of its id.",
     .apply = [](D& d) { d.messages.refuses_after = IsGossipOfThePast<IsLess>; },
     .family = "message/gossip/any-order"},
    {.id = "gossip-of-the-same-time-refused", .clause = "MSG-6", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a Gossip that is not newer than an earlier one of its id.",
     .apply = [](D& d) { d.messages.refuses_after = IsGossipOfThePast<IsNotGreater>; },
     .family = "message/gossip/any-order"},
    {.id = "duplicate-refused", .clause = "MSG-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a message that equals an earlier one of the session.",
     .apply = [](D& d) { d.messages.refuses_after = IsKnown; },
     .family = "message/any-order"},
    {.id = "duplicate-of-another-refused", .clause = "MSG-6", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a message that equals one of another session.",
     .apply = [](D& d) {
       d.messages.refuses_after = IsKnown;
       d.messages.remembers_others = true;
     },
     .family = "message/any-order"},
    {.id = "second-registration-refused", .clause = "MSG-6", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a RegisterTopic of a topic that is registered.",
     .apply = [](D& d) { d.messages.refuses_after = IsOfKnownTopic<5>; },
     .family = "message/any-order"},
    {.id = "second-deregistration-refused", .clause = "MSG-6", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a second DeregisterTopic of a topic.",
     .apply = [](D& d) { d.messages.refuses_after = IsOfKnownTopic<6>; },
     .family = "message/any-order"},
    {.id = "deregistration-of-unknown-refused", .clause = "MSG-6", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a DeregisterTopic of a topic that is not registered.",
     .apply = [](D& d) { d.messages.refuses_after = IsOfTopicNotRegistered<6>; },
     .family = "message/bad-after-good"},
    {.id = "query-of-unknown-refused", .clause = "MSG-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a QueryTopicMessages of a topic that is not registered.",
     .apply = [](D& d) { d.messages.refuses_after = IsOfTopicNotRegistered<7>; },
     .family = "message/bad-after-good"},
    {.id = "topic-of-unknown-refused", .clause = "MSG-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a Topic that is not registered.",
     .apply = [](D& d) { d.messages.refuses_after = IsOfTopicNotRegistered<2>; },
     .family = "message/any-order"},
    {.id = "passport-again-refused", .clause = "MSG-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a second PutPassport of an id.",
     .apply = [](D& d) { d.messages.refuses_after = IsPassportAgain; },
     .family = "message/put-passport/any-order"},
    {.id = "unknown-passport-refused", .clause = "MSG-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a GetPassport of an id that no PutPassport has brought.",
     .apply = [](D& d) { d.messages.refuses_after = IsUnknownPassportWanted; }},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointMemoryRows() { return kRows; }

}  // namespace asmtp::deviant
