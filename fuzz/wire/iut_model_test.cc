// Tests required reactions and what SPEC.md leaves open. An error here causes false findings.
#include "fuzz/wire/iut_model.h"

#include <gtest/gtest.h>

#include "fuzz/seeds/message_seeds.h"

namespace asmtp::fuzz::wire {
namespace {

using conformance::Bytes;

constexpr conformance::Config kResponder{noise::Role::kResponder, Suite::kEd25519, Framing::kU16};
constexpr conformance::Config kInitiator{noise::Role::kInitiator, Suite::kEd25519, Framing::kU16};
constexpr conformance::Config kResponderU32{noise::Role::kResponder, Suite::kEd25519,
                                            Framing::kU32};

// Opens the runner's frames, whose first key is zero.
deviant::LooseOpener Opener() { return {deviant::LooseSplit(), noise::Role::kInitiator}; }

Bytes InitializeFrame() {
  Bytes initialize(97, 0xaa);
  initialize.front() = 1;
  return initialize;
}

// A model after a handshake, with a chain that seals frames for it.
class OpenModel {
 public:
  explicit OpenModel(const conformance::Config& config = kResponder, IutModel::Options options = {})
      : model(config, options), sealer_({}, noise::Role::kInitiator, config.framing) {
    model.ExpectHandshakeFrame(InitializeFrame());
    model.Feed(InitializeFrame());
    (void)model.TakeDue();
    model.SetReceiver(Opener());
  }

  Bytes Seal(ByteView plaintext) { return sealer_.SealFrame(plaintext, {}); }

  IutModel model;

 private:
  deviant::LooseSealer sealer_;
};

Bytes Message() { return MessageSeeds().at("gossip_ipv4"); }
Bytes OtherMessage() { return MessageSeeds().at("put_passport_first_block"); }

TEST(IutModelTest, ExpectsAResponseOnlyToTheCorrectInitialize) {
  IutModel model(kResponder, {});
  EXPECT_TRUE(model.due().empty());
  model.ExpectHandshakeFrame(InitializeFrame());
  model.Feed(ByteView(InitializeFrame()).first(96));
  EXPECT_TRUE(model.due().empty());
  model.Feed(ByteView(InitializeFrame()).last(1));
  ASSERT_EQ(model.due().size(), 1U);
  EXPECT_EQ(model.due().front().kind, Due::Kind::kResponse);
  EXPECT_FALSE(model.due().front().may_close);
}

TEST(IutModelTest, ExpectsClosingAfterAnotherInitialize) {
  IutModel model(kResponder, {});
  Bytes initialize = InitializeFrame();
  model.ExpectHandshakeFrame(initialize);
  initialize.back() ^= 1;
  model.Feed(initialize);
  ASSERT_EQ(model.due().size(), 1U);
  EXPECT_EQ(model.due().front().kind, Due::Kind::kClose);
  EXPECT_EQ(model.due().front().why, "handshake-rejected");
}

TEST(IutModelTest, NamesTheFaultOfAnInitialize) {
  IutModel model(kResponder, {});
  model.ExpectHandshakeFrame(InitializeFrame(), "weak-e");
  model.Feed(InitializeFrame());
  ASSERT_EQ(model.due().size(), 1U);
  EXPECT_EQ(model.due().front().why, "handshake-with-weak-e");
}

TEST(IutModelTest, AllowsClosingAtOnceAfterAWrongVersion) {
  IutModel model(kResponder, {});
  model.ExpectHandshakeFrame(InitializeFrame());
  model.Feed(Bytes{2});
  EXPECT_TRUE(model.due().empty());
  EXPECT_TRUE(model.MayClose());
  model.Feed(Bytes(96));
  ASSERT_EQ(model.due().size(), 1U);
  EXPECT_EQ(model.due().front().why, "version");
}

TEST(IutModelTest, AllowsClosingOnTooManyBytesBeforeTheResponse) {
  IutModel model(kResponder, {});
  model.ExpectHandshakeFrame(InitializeFrame());
  Bytes bytes = InitializeFrame();
  bytes.push_back(0);
  model.Feed(bytes);
  ASSERT_EQ(model.due().size(), 1U);
  EXPECT_EQ(model.due().front().kind, Due::Kind::kResponse);
  EXPECT_TRUE(model.due().front().may_close);
}

TEST(IutModelTest, ExpectsRefusalOfAStranger) {
  IutModel model(kResponder, {.wants_identity = false});
  model.ExpectHandshakeFrame(InitializeFrame());
  model.Feed(InitializeFrame());
  ASSERT_EQ(model.due().size(), 1U);
  EXPECT_EQ(model.due().front().why, "identity-refused");
}

TEST(IutModelTest, ExpectsOnlyAnInitializeOfAnInitiator) {
  IutModel model(kInitiator, {});
  ASSERT_EQ(model.due().size(), 1U);
  EXPECT_EQ(model.TakeDue().kind, Due::Kind::kInitialize);
  Bytes response(49, 0xbb);
  response.front() = 1;
  model.ExpectHandshakeFrame(response);
  model.SetReceiver(Opener());
  model.Feed(response);
  EXPECT_TRUE(model.due().empty());
  EXPECT_FALSE(model.IsWithin());
}

TEST(IutModelTest, ExpectsEchoesInOrderForAnyPieces) {
  OpenModel open;
  const Bytes first = open.Seal(Message());
  const Bytes second = open.Seal(OtherMessage());
  for (const uint8_t byte : first) open.model.Feed(ByteView(&byte, 1));
  open.model.Feed(second);
  ASSERT_EQ(open.model.due().size(), 2U);
  EXPECT_EQ(open.model.due()[0].kind, Due::Kind::kEcho);
  EXPECT_EQ(open.model.due()[0].plaintext, Message());
  EXPECT_EQ(open.model.due()[1].plaintext, OtherMessage());
}

TEST(IutModelTest, LeavesANonMessageOpenButNotTheNextMessage) {
  OpenModel open;
  open.model.Feed(open.Seal(Bytes(33)));
  open.model.Feed(open.Seal(Message()));
  ASSERT_EQ(open.model.due().size(), 2U);
  EXPECT_EQ(open.model.due()[0].kind, Due::Kind::kOpen);
  EXPECT_EQ(open.model.due()[0].why, "unknown-type");
  EXPECT_EQ(open.model.due()[1].kind, Due::Kind::kEcho);
}

TEST(IutModelTest, ExpectsEveryEchoWithoutKnowledgeOfMessages) {
  OpenModel open(kResponder, {.knows_messages = false});
  open.model.Feed(open.Seal({}));
  ASSERT_EQ(open.model.due().size(), 1U);
  EXPECT_EQ(open.model.due()[0].kind, Due::Kind::kEcho);
}

TEST(IutModelTest, ExpectsNoEchoWithoutEchoing) {
  OpenModel open(kResponder, {.echoes = false});
  open.model.Feed(open.Seal(Message()));
  ASSERT_EQ(open.model.due().size(), 1U);
  EXPECT_EQ(open.model.due()[0].kind, Due::Kind::kOpen);
}

TEST(IutModelTest, IgnoresEverythingAfterAForgedFrame) {
  OpenModel open;
  Bytes forged = open.Seal(Message());
  forged.back() ^= 1;
  open.model.Feed(forged);
  open.model.Feed(open.Seal(Message()));
  ASSERT_EQ(open.model.due().size(), 1U);
  EXPECT_EQ(open.model.due()[0].why, "frame-rejected");
  EXPECT_TRUE(open.model.IsClosed());
}

TEST(IutModelTest, ExpectsClosingAtOnceOnInvalidLengths) {
  OpenModel small;
  small.model.Feed(Bytes{0, 15});
  EXPECT_EQ(small.model.due().front().why, "frame-length-too-small");
  OpenModel large;
  large.model.Feed(Bytes{0xff, 0xfe});
  EXPECT_EQ(large.model.due().front().why, "frame-length-too-large");
}

TEST(IutModelTest, AllowsAnOwnLimit) {
  OpenModel open(kResponderU32);
  open.model.Feed(Bytes{0, 0, 0xff, 0xfe});
  EXPECT_TRUE(open.model.due().empty());
  EXPECT_TRUE(open.model.MayClose());
  OpenModel usual(kResponderU32);
  usual.model.Feed(Bytes{0, 0, 0xff, 0xfd});
  EXPECT_FALSE(usual.model.MayClose());
}

TEST(IutModelTest, HonoursTheEndOfStreamAtItsPosition) {
  OpenModel between;
  between.model.FeedEnd();
  EXPECT_EQ(between.model.due().front().kind, Due::Kind::kEnd);
  OpenModel within;
  within.model.Feed(Bytes{0});
  within.model.FeedEnd();
  EXPECT_EQ(within.model.due().front().why, "frame-truncated");
  IutModel early(kResponder, {});
  early.FeedEnd();
  EXPECT_EQ(early.due().front().why, "handshake-truncated");
}

}  // namespace
}  // namespace asmtp::fuzz::wire
