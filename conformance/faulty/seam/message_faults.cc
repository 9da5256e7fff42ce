// Faults in sections 7 to 9 of SPEC.md. Those of the decoder's own logic are patches.
#include <algorithm>

#include "conformance/faulty/seam/fault_table.h"
#include "core/crypto/hash.h"
#include "core/testing/layout.h"

namespace asmtp::faulty {
namespace {

// Questions about a plaintext.

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

// Changes to what is sent back.

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
const SeamFault kFaults[] = {
    {.name = "echoes-anything", .clause = "MSG-3",
     .what = "sends every plaintext back, message or not.",
     .wrong = {.message = {.takes = IsAnything}}},
    {.name = "echoes-unknown-types", .clause = "MSG-3",
     .what = "takes messages of the types 8 to 255.",
     .wrong = {.message = {.takes = IsUnknown}}},
    {.name = "echoes-type-8-of-17-bytes", .clause = "MSG-3",
     .what = "takes messages of the type 8 that have the size of a GetPassport.",
     .wrong = {.message = {.takes = IsGetPassportOfType8}}},
    {.name = "echoes-type-0", .clause = "MSG-3",
     .what = "takes messages of the type 0.",
     .wrong = {.message = {.takes = IsOfType<0>}}},
    {.name = "long-get-passport-taken", .clause = "GET-1",
     .what = "takes a GetPassport of more than 17 bytes.",
     .wrong = {.message = {.takes = IsLonger<4, 17>}}},
    {.name = "short-get-passport-taken", .clause = "GET-1",
     .what = "takes a GetPassport of fewer than 17 bytes.",
     .wrong = {.message = {.takes = IsShorter<4, 17>}}},
    {.name = "long-register-topic-taken", .clause = "REG-1",
     .what = "takes a RegisterTopic of more than 33 bytes.",
     .wrong = {.message = {.takes = IsLonger<5, 33>}}},
    {.name = "short-register-topic-taken", .clause = "REG-1",
     .what = "takes a RegisterTopic of fewer than 33 bytes.",
     .wrong = {.message = {.takes = IsShorter<5, 33>}}},
    {.name = "long-deregister-topic-taken", .clause = "DRG-1",
     .what = "takes a DeregisterTopic of more than 33 bytes.",
     .wrong = {.message = {.takes = IsLonger<6, 33>}}},
    {.name = "short-deregister-topic-taken", .clause = "DRG-1",
     .what = "takes a DeregisterTopic of fewer than 33 bytes.",
     .wrong = {.message = {.takes = IsShorter<6, 33>}}},
    {.name = "long-query-taken", .clause = "QRY-1",
     .what = "takes a QueryTopicMessages of more than 37 bytes.",
     .wrong = {.message = {.takes = IsLonger<7, 37>}}},
    {.name = "short-query-taken", .clause = "QRY-1",
     .what = "takes a QueryTopicMessages of fewer than 37 bytes.",
     .wrong = {.message = {.takes = IsShorter<7, 37>}}},
    {.name = "short-topic-taken", .clause = "TOP-1",
     .what = "takes a Topic of fewer than 33 bytes.",
     .wrong = {.message = {.takes = IsShorter<2, 33>}}},
    {.name = "bad-gossip-taken", .clause = "GOS-7",
     .what = "takes every Gossip, whatever its signature and size.",
     .wrong = {.message = {.takes = IsOfType<1>}}},
    {.name = "bad-passport-taken", .clause = "PUT-1",
     .what = "takes every PutPassport, whatever its blocks.",
     .wrong = {.message = {.takes = IsOfType<3>}}},
    {.name = "empty-topic-refused", .clause = "TOP-2",
     .what = "refuses a Topic without content.",
     .wrong = {.message = {.refuses = IsEmptyTopic}}},
    {.name = "ipv6-refused", .clause = "GOS-1",
     .what = "refuses a Gossip over IPv6.",
     .wrong = {.message = {.refuses = IsGossipOfIpv6}}},
    {.name = "reserved-bits-refused", .clause = "GOS-4",
     .what = "refuses a Gossip with a reserved bit that is set.",
     .wrong = {.message = {.refuses = IsGossipWithReservedBits}}},
    {.name = "many-subscriptions-refused", .clause = "GOS-2",
     .what = "refuses a Gossip of more than 255 subscriptions.",
     .wrong = {.message = {.refuses = IsGossipOfMoreThan255}}},
    {.name = "passport-without-block-refused", .clause = "PUT-2",
     .what = "refuses a PutPassport without a block.",
     .wrong = {.message = {.refuses = IsPassportWithoutBlock}}},
    {.name = "passport-of-other-id-refused", .clause = "PUT-3",
     .what = "refuses a PutPassport whose id is not that of its blocks.",
     .wrong = {.message = {.refuses = IsPassportOfOtherId}}},
    {.name = "passports-refused", .clause = "MSG-11",
     .what = "does not know PutPassport.",
     .wrong = {.message = {.refuses = IsOfType<3>}}},
    {.name = "repetition-refused", .clause = "MSG-11",
     .what = "refuses a message that it has taken just before.",
     .wrong = {.message = {.refuses_repeated = true}}},
    {.name = "deregistration-refused", .clause = "MSG-11",
     .what = "does not know DeregisterTopic.",
     .wrong = {.message = {.refuses = IsOfType<6>}}},
    {.name = "last-bit-flipped", .clause = "FR-10",
     .what = "flips the last bit of what it sends back.",
     .wrong = {.message = {.changes = FlipLastBit}}},
    {.name = "byte-appended", .clause = "MSG-7",
     .what = "sends a byte behind each message.",
     .wrong = {.message = {.changes = AppendByte}}},
    {.name = "reserved-bits-lost", .clause = "GOS-6",
     .what = "clears the reserved bits of a Gossip that it passes on.",
     .wrong = {.message = {.changes = ClearReservedBits}}},
    {.name = "since-lost", .clause = "QRY-1",
     .what = "loses the time of a QueryTopicMessages.",
     .wrong = {.message = {.changes = ClearSince}}},
    {.name = "content-lost", .clause = "TOP-2",
     .what = "loses the content of a Topic.",
     .wrong = {.message = {.changes = CutContent}}},
    {.name = "registration-turned-round", .clause = "REG-1",
     .what = "takes RegisterTopic for DeregisterTopic and the other way round.",
     .wrong = {.message = {.changes = SwapRegistration}}},
};
// clang-format on

}  // namespace

std::span<const SeamFault> MessageFaults() { return kFaults; }

}  // namespace asmtp::faulty
