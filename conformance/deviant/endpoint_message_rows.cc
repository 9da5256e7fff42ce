// Violations of sections 7 to 9 of SPEC.md. Faults in the logic of the decoder are patches.
#include <algorithm>

#include "conformance/deviant/row.h"
#include "core/crypto/hash.h"
#include "core/testing/layout.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kMessage = Stage::kMessage;

// Conditions on a plaintext.

template <uint8_t kType, size_t kSize>
bool IsLonger(ByteView plaintext) {
  return plaintext.size() > kSize && plaintext.front() == kType;
}

template <uint8_t kType, size_t kSize>
bool IsShorter(ByteView plaintext) {
  return !plaintext.empty() && plaintext.size() < kSize && plaintext.front() == kType;
}

template <uint8_t kType>
bool IsOfType(ByteView plaintext) {
  return !plaintext.empty() && plaintext.front() == kType;
}

bool IsAnything(ByteView) { return true; }
bool IsEmptyTopic(ByteView plaintext) { return IsOfType<2>(plaintext) && plaintext.size() == 33; }
bool IsGetPassportOfType8(ByteView plaintext) {
  return IsOfType<8>(plaintext) && plaintext.size() == 17;
}
bool IsUnknown(ByteView plaintext) {
  return plaintext.size() >= kSmallestMessageSize && plaintext.front() > kMessageTypeCount;
}
bool IsGossipOfIpv6(ByteView plaintext) {
  return IsOfType<1>(plaintext) && (plaintext[1] & 0x80) == 0;
}
bool IsGossipWithReservedBits(ByteView plaintext) {
  return IsOfType<1>(plaintext) && (plaintext[1] & 0x7c) != 0;
}
bool IsGossipOfMoreThan255(ByteView plaintext) {
  return IsOfType<1>(plaintext) && (plaintext[1] & 0x03) != 0;
}
// A PutPassport: type 1, id 16, then the size of the first block, 4, and its header, 136.
bool IsPassportOfOtherId(ByteView plaintext) {
  if (!IsOfType<3>(plaintext) || plaintext.size() < 157) return false;
  return !Equal(Blake2b128(plaintext.subspan(21, 136)), plaintext.subspan(1, 16));
}
bool IsPassportWithoutBlock(ByteView plaintext) {
  return IsOfType<3>(plaintext) && plaintext.size() == 17;
}

// Conditions that depend on the messages before it.

bool IsLast(ByteView plaintext, Messages::Before before) {
  return !before.empty() && Equal(plaintext, before.back());
}

// Changes to an echoed plaintext.

void FlipLastBit(Bytes& plaintext) { plaintext.back() ^= 1; }
void AppendByte(Bytes& plaintext) { plaintext.push_back(0); }
void ClearReservedBits(Bytes& plaintext) {
  if (IsOfType<1>(plaintext)) plaintext[1] &= 0x83;
}
void ClearSince(Bytes& plaintext) {
  if (IsOfType<7>(plaintext)) std::fill(plaintext.end() - 4, plaintext.end(), uint8_t{0});
}
void CutContent(Bytes& plaintext) {
  if (IsOfType<2>(plaintext)) plaintext.resize(33);
}
void SwapRegistration(Bytes& plaintext) {
  if (IsOfType<5>(plaintext) || IsOfType<6>(plaintext)) plaintext[0] ^= 3;
}

// clang-format off
constexpr Row kRows[] = {
    {.id = "echoes-anything", .clause = "MSG-3", .stage = kMessage, .serves = kEndpoint,
     .sentence = "echoes every plaintext, whether or not it is a message.",
     .apply = [](D& d) { d.messages.takes = IsAnything; }},
    {.id = "echoes-unknown-types", .clause = "MSG-3", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts messages of types 8 to 255.",
     .apply = [](D& d) { d.messages.takes = IsUnknown; },
     .framing = Framing::kU16, .family = "message/type/unknown-rest"},
    {.id = "echoes-type-8-of-17-bytes", .clause = "MSG-3", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a message of type 8 with the size of a GetPassport.",
     .apply = [](D& d) { d.messages.takes = IsGetPassportOfType8; }},
    {.id = "echoes-type-0", .clause = "MSG-3", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts messages of type 0.",
     .apply = [](D& d) { d.messages.takes = IsOfType<0>; }},
    {.id = "long-get-passport-taken", .clause = "GET-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a GetPassport of more than 17 bytes.",
     .apply = [](D& d) { d.messages.takes = IsLonger<4, 17>; }},
    {.id = "short-get-passport-taken", .clause = "GET-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a GetPassport of fewer than 17 bytes.",
     .apply = [](D& d) { d.messages.takes = IsShorter<4, 17>; }},
    {.id = "long-register-topic-taken", .clause = "REG-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a RegisterTopic of more than 33 bytes.",
     .apply = [](D& d) { d.messages.takes = IsLonger<5, 33>; }},
    {.id = "short-register-topic-taken", .clause = "REG-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a RegisterTopic of fewer than 33 bytes.",
     .apply = [](D& d) { d.messages.takes = IsShorter<5, 33>; }},
    {.id = "long-deregister-topic-taken", .clause = "DRG-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a DeregisterTopic of more than 33 bytes.",
     .apply = [](D& d) { d.messages.takes = IsLonger<6, 33>; }},
    {.id = "short-deregister-topic-taken", .clause = "DRG-1", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "accepts a DeregisterTopic of fewer than 33 bytes.",
     .apply = [](D& d) { d.messages.takes = IsShorter<6, 33>; }},
    {.id = "long-query-taken", .clause = "QRY-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a QueryTopicMessages of more than 37 bytes.",
     .apply = [](D& d) { d.messages.takes = IsLonger<7, 37>; }},
    {.id = "short-query-taken", .clause = "QRY-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a QueryTopicMessages of fewer than 37 bytes.",
     .apply = [](D& d) { d.messages.takes = IsShorter<7, 37>; }},
    {.id = "short-topic-taken", .clause = "TOP-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a Topic of fewer than 33 bytes.",
     .apply = [](D& d) { d.messages.takes = IsShorter<2, 33>; }},
    {.id = "bad-gossip-taken", .clause = "GOS-7", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts every Gossip, whatever its signature and size.",
     .apply = [](D& d) { d.messages.takes = IsOfType<1>; }},
    {.id = "bad-passport-taken", .clause = "PUT-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts every PutPassport, whatever its blocks.",
     .apply = [](D& d) { d.messages.takes = IsOfType<3>; }},
    {.id = "empty-topic-refused", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a Topic without content.",
     .apply = [](D& d) { d.messages.refuses = IsEmptyTopic; }},
    {.id = "ipv6-refused", .clause = "GOS-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a Gossip with an IPv6 address.",
     .apply = [](D& d) { d.messages.refuses = IsGossipOfIpv6; }},
    {.id = "reserved-bits-refused", .clause = "GOS-4", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a Gossip with a reserved bit set.",
     .apply = [](D& d) { d.messages.refuses = IsGossipWithReservedBits; }},
    {.id = "many-subscriptions-refused", .clause = "GOS-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a Gossip with more than 255 subscriptions.",
     .apply = [](D& d) { d.messages.refuses = IsGossipOfMoreThan255; }},
    {.id = "passport-without-block-refused", .clause = "PUT-2", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a PutPassport without a block.",
     .apply = [](D& d) { d.messages.refuses = IsPassportWithoutBlock; }},
    {.id = "passport-of-other-id-refused", .clause = "PUT-3", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a PutPassport whose id does not match its blocks.",
     .apply = [](D& d) { d.messages.refuses = IsPassportOfOtherId; }},
    {.id = "passports-refused", .clause = "MSG-11", .stage = kMessage, .serves = kEndpoint,
     .sentence = "does not know PutPassport.",
     .apply = [](D& d) { d.messages.refuses = IsOfType<3>; }},
    {.id = "repetition-refused", .clause = "MSG-11", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a message that equals the previous one.",
     .apply = [](D& d) { d.messages.refuses_after = IsLast; }},
    {.id = "deregistration-refused", .clause = "MSG-11", .stage = kMessage, .serves = kEndpoint,
     .sentence = "does not know DeregisterTopic.",
     .apply = [](D& d) { d.messages.refuses = IsOfType<6>; }},
    {.id = "last-bit-flipped", .clause = "FR-10", .stage = kMessage, .serves = kEndpoint,
     .sentence = "flips the last bit of every echoed message.",
     .apply = [](D& d) { d.messages.changes = FlipLastBit; }},
    {.id = "byte-appended", .clause = "MSG-7", .stage = kMessage, .serves = kEndpoint,
     .sentence = "appends a byte to every message.",
     .apply = [](D& d) { d.messages.changes = AppendByte; }},
    {.id = "reserved-bits-lost", .clause = "GOS-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "clears the reserved bits of an echoed Gossip.",
     .apply = [](D& d) { d.messages.changes = ClearReservedBits; }},
    {.id = "since-lost", .clause = "QRY-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "clears the time of an echoed QueryTopicMessages.",
     .apply = [](D& d) { d.messages.changes = ClearSince; }},
    {.id = "content-lost", .clause = "TOP-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "drops the content of an echoed Topic.",
     .apply = [](D& d) { d.messages.changes = CutContent; }},
    {.id = "registration-turned-round", .clause = "REG-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "swaps RegisterTopic and DeregisterTopic.",
     .apply = [](D& d) { d.messages.changes = SwapRegistration; }},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointMessageRows() { return kRows; }

}  // namespace asmtp::deviant
