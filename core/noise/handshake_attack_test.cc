// Messages that a hostile peer, or an attacker between two peers, sends instead of the right one.
#include <gtest/gtest.h>

#include "core/noise/handshake_state.h"
#include "core/testing/low_order_points.h"
#include "core/testing/noise_pair.h"
#include "core/testing/test_bytes.h"
#include "core/testing/test_memory.h"

namespace asmtp::noise {
namespace {

using Bytes = std::vector<uint8_t>;

// Returns a side that waits for the peer's message.
HandshakeState Waiting(Suite suite, Role role, ByteView prologue = {}) {
  if (role == Role::kResponder) return TestResponder(suite, prologue);
  HandshakeState initiator = TestInitiator(suite, prologue);
  EXPECT_FALSE(WriteToVector(initiator).empty());
  return initiator;
}

Bytes RightMessage(Suite suite, Role reader) {
  TestMessages messages = MakeTestMessages(suite);
  return reader == Role::kResponder ? messages.first : messages.second;
}

// Expects that `message` ends the handshake with `error` and that every later call fails.
void ExpectRejected(HandshakeState state, ByteView message, Error error) {
  Bytes payload(kNoiseMessageSizeMax, 0xee);
  const auto read = state.ReadMessage(message, payload);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), error) << Name(read.error());
  EXPECT_TRUE(state.HasFailed());
  EXPECT_EQ(state.ReadMessage(message, payload).error(), Error::kFailed);
  EXPECT_EQ(state.WriteMessage({}, payload).error(), Error::kFailed);
  EXPECT_EQ(std::move(state).Finish().error(), Error::kFailed);
}

class HandshakeAttack : public testing::TestWithParam<std::tuple<Suite, Role>> {
 protected:
  const Suite suite_ = std::get<0>(GetParam());
  const Role reader_ = std::get<1>(GetParam());
  const Bytes right_ = RightMessage(suite_, reader_);
};

INSTANTIATE_TEST_SUITE_P(EachSide, HandshakeAttack,
                         testing::Combine(testing::ValuesIn(kSuites),
                                          testing::Values(Role::kInitiator, Role::kResponder)));

TEST_P(HandshakeAttack, AcceptsTheRightMessage) {
  EXPECT_TRUE(Waiting(suite_, reader_).ReadMessage(right_, {}));
}

TEST_P(HandshakeAttack, RejectsAnyChangedBit) {
  for (size_t bit = 0; bit < 8 * right_.size(); ++bit) {
    SCOPED_TRACE(bit);
    Bytes changed = right_;
    changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    ExpectRejected(Waiting(suite_, reader_), changed, Error::kBadTag);
  }
}

TEST_P(HandshakeAttack, RejectsEveryTruncation) {
  for (size_t size = 0; size < right_.size(); ++size) {
    SCOPED_TRACE(size);
    ExpectRejected(Waiting(suite_, reader_), ByteView(right_).first(size), Error::kMessageSize);
  }
}

// The additional bytes count as a payload whose tag is wrong.
TEST_P(HandshakeAttack, RejectsExtensions) {
  for (const size_t more : std::initializer_list<size_t>{1, 2, 15, 16, 17, 1000}) {
    SCOPED_TRACE(more);
    Bytes extended = right_;
    extended.resize(right_.size() + more);
    ExpectRejected(Waiting(suite_, reader_), extended, Error::kBadTag);
  }
  Bytes largest = right_;
  largest.resize(kNoiseMessageSizeMax);
  ExpectRejected(Waiting(suite_, reader_), largest, Error::kBadTag);
  largest.push_back(0);
  ExpectRejected(Waiting(suite_, reader_), largest, Error::kMessageSize);
}

TEST_P(HandshakeAttack, RejectsAnotherPrologue) {
  ExpectRejected(Waiting(suite_, reader_, HexBytes("00")), right_, Error::kBadTag);
}

// e is sent in the clear. Its first use is es for the responder and ee for the initiator.
TEST_P(HandshakeAttack, RejectsLowOrderEphemeralKeys) {
  for (const ByteArray<32>& point : LowOrderPoints(suite_)) {
    Bytes message = right_;
    CopyTo(point, message);
    ExpectRejected(Waiting(suite_, reader_), message, Error::kLowOrderPoint);
  }
}

TEST_P(HandshakeAttack, RejectsTheMessageOfTheOtherSuite) {
  const Suite other = suite_ == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519;
  ExpectRejected(Waiting(suite_, reader_), RightMessage(other, reader_), Error::kBadTag);
}

TEST_P(HandshakeAttack, RejectsReflectedMessage) {
  const Role writer = reader_ == Role::kResponder ? Role::kInitiator : Role::kResponder;
  const Bytes own = RightMessage(suite_, writer);
  ExpectRejected(Waiting(suite_, reader_), own,
                 reader_ == Role::kResponder ? Error::kMessageSize : Error::kBadTag);
}

// After a failure the object holds neither its secret keys nor keys derived from them.
TEST_P(HandshakeAttack, FailureWipesSecrets) {
  const bool initiator = reader_ == Role::kInitiator;
  const StaticKeyPair s = TestStatic(suite_, initiator ? kInitiatorStatic : kResponderStatic);
  const EphemeralKeyPair e =
      TestEphemeral(suite_, initiator ? kInitiatorEphemeral : kResponderEphemeral);
  alignas(HandshakeState) unsigned char memory[sizeof(HandshakeState)];
  auto* state = new (memory) HandshakeState(Waiting(suite_, reader_));
  EXPECT_TRUE(MemoryHolds(memory, s.scalar().Expose()));
  EXPECT_TRUE(MemoryHolds(memory, e.scalar().Expose()));
  Bytes changed = right_;
  changed.back() ^= 1;
  EXPECT_FALSE(state->ReadMessage(changed, {}));
  EXPECT_FALSE(MemoryHolds(memory, s.scalar().Expose()));
  EXPECT_FALSE(MemoryHolds(memory, e.scalar().Expose()));
  state->~HandshakeState();
}

class EachSuite : public testing::TestWithParam<Suite> {
 protected:
  // Returns ck and k of the initiator after its first message.
  HkdfOutput KeysAfterFirstMessage() const {
    const ByteArray<32> rs = TestStatic(suite_, kResponderStatic).public_key().bytes();
    const auto es =
        Dh(TestEphemeral(suite_, kInitiatorEphemeral).scalar(), PreparePublic(suite_, rs)).value();
    const auto ss =
        Dh(TestStatic(suite_, kInitiatorStatic).scalar(), PreparePublic(suite_, rs)).value();
    const SymmetricState begin(ProtocolName(suite_));
    return Hkdf(Hkdf(begin.GetHandshakeHash(), es.Expose()).first.Expose(), ss.Expose());
  }

  const Suite suite_ = GetParam();
};

INSTANTIATE_TEST_SUITE_P(Suites, EachSuite, testing::ValuesIn(kSuites));

TEST_P(EachSuite, FailureWipesTheChainingKey) {
  const HkdfOutput keys = KeysAfterFirstMessage();
  const ByteView k = ByteView(keys.second.Expose()).first(kAeadKeySize);
  alignas(HandshakeState) unsigned char memory[sizeof(HandshakeState)];
  auto* state = new (memory) HandshakeState(Waiting(suite_, Role::kInitiator));
  EXPECT_TRUE(MemoryHolds(memory, keys.first.Expose()));
  EXPECT_TRUE(MemoryHolds(memory, k));
  EXPECT_FALSE(state->ReadMessage({}, {}));
  EXPECT_FALSE(MemoryHolds(memory, keys.first.Expose()));
  EXPECT_FALSE(MemoryHolds(memory, k));
  state->~HandshakeState();
}

TEST_P(EachSuite, FinishAndMoveWipeSecrets) {
  const StaticKeyPair s = TestStatic(suite_, kInitiatorStatic);
  alignas(HandshakeState) unsigned char memory[sizeof(HandshakeState)];
  auto* state = new (memory) HandshakeState(Waiting(suite_, Role::kInitiator));
  HandshakeState moved = std::move(*state);
  EXPECT_FALSE(MemoryHolds(memory, s.scalar().Expose()));
  EXPECT_FALSE(MemoryHolds(memory, KeysAfterFirstMessage().first.Expose()));
  *state = std::move(moved);
  EXPECT_TRUE(MemoryHolds(memory, s.scalar().Expose()));
  ASSERT_TRUE(state->ReadMessage(MakeTestMessages(suite_).second, {}));
  ASSERT_TRUE(std::move(*state).Finish());
  EXPECT_FALSE(MemoryHolds(memory, s.scalar().Expose()));
  state->~HandshakeState();
}

// An initiator that expects another key gets no answer.
TEST_P(EachSuite, ResponderRejectsAMessageForAnotherKey) {
  HandshakeState initiator = HandshakeState::Initiator({}, TestStatic(suite_, kInitiatorStatic),
                                                       TestEphemeral(suite_, kInitiatorEphemeral),
                                                       TestStatic(suite_, 0x55).public_key());
  ExpectRejected(TestResponder(suite_), WriteToVector(initiator), Error::kBadTag);
}

TEST_P(EachSuite, InitiatorRejectsLowOrderResponderKeys) {
  for (const ByteArray<32>& point : LowOrderPoints(suite_)) {
    HandshakeState initiator =
        HandshakeState::Initiator({}, TestStatic(suite_, kInitiatorStatic),
                                  TestEphemeral(suite_, kInitiatorEphemeral), StaticPublic(point));
    Bytes out(100, 0xee);
    EXPECT_EQ(initiator.WriteMessage({}, out).error(), Error::kLowOrderPoint);
    EXPECT_TRUE(Equal(ByteView(out).first(96), Bytes(96))) << "no part of the message is left";
    EXPECT_TRUE(initiator.HasFailed());
  }
}

// An attacker with a valid ephemeral key claims a static key of low order. The tag of s is right,
// and ss would be all zero.
TEST_P(EachSuite, ResponderRejectsLowOrderStaticKeys) {
  const StaticPublic rs = TestStatic(suite_, kResponderStatic).public_key();
  const EphemeralKeyPair e = TestEphemeral(suite_, kInitiatorEphemeral);
  for (const ByteArray<32>& point : LowOrderPoints(suite_)) {
    Bytes message = ToVector(e.public_key().bytes());
    message.resize(96);
    SymmetricState symmetric(ProtocolName(suite_));
    symmetric.MixHash({});
    symmetric.MixHash(rs.bytes());
    symmetric.MixHash(e.public_key().bytes());
    symmetric.MixKey(Dh(e.scalar(), PreparePublic(suite_, rs.bytes()))->Expose());
    ASSERT_TRUE(symmetric.EncryptAndHash(point, MutableByteView(message).subspan(32, 48)));
    ExpectRejected(TestResponder(suite_), message, Error::kLowOrderPoint);
  }
}

// A responder cannot detect a replayed first message (Noise 7.7). It is protected by its new
// ephemeral key, which gives the replayed handshake other keys.
TEST_P(EachSuite, ReplayedFirstMessageGetsADifferentResponse) {
  const Bytes first = MakeTestMessages(suite_).first;
  HandshakeState responder = HandshakeState::Responder({}, TestStatic(suite_, kResponderStatic),
                                                       TestEphemeral(suite_, 0x66));
  ASSERT_TRUE(responder.ReadMessage(first, {}));
  EXPECT_NE(WriteToVector(responder), MakeTestMessages(suite_).second);
  EXPECT_NE(responder.GetHandshakeHash(), TestResponder(suite_).GetHandshakeHash());
}

}  // namespace
}  // namespace asmtp::noise
