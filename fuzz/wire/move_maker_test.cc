// Tests the moves of programs.
#include "fuzz/wire/move_maker.h"

#include <gtest/gtest.h>

#include "fuzz/program/text.h"

namespace asmtp::fuzz::wire {
namespace {

constexpr conformance::Config kResponder{noise::Role::kResponder, Suite::kEd25519, Framing::kU16};
constexpr conformance::Config kInitiator{noise::Role::kInitiator, Suite::kEd25519, Framing::kU16};

// Returns all moves in order. A move that does not wait ends with "...".
std::string MovesOf(const std::string& actions, const conformance::Config& config = kResponder) {
  const auto program = ReadText("flags\nkeys 0\nlimit 0\n" + actions);
  EXPECT_TRUE(program) << program.error();
  MoveMaker maker(config);
  std::string text;
  for (const SaidStep& move : maker.Make(*program)) {
    text += TextOf(move) + (move.waits ? "" : "...\n");
  }
  return text;
}

TEST(MoveMakerTest, BeginsWithTheRunnersHandshakeFrame) {
  EXPECT_EQ(MovesOf(""), "hs1: flight init\n");
  EXPECT_EQ(MovesOf("", kInitiator), "hs2: flight resp\n");
}

TEST(MoveMakerTest, DeliversWaitingFrames) {
  EXPECT_EQ(MovesOf("send initiator.0 aabb\ndeliver initiator.0\nsend initiator.0 cc\n"),
            "hs1: flight init\nm1: send plain aabb\nm2: send plain cc\n");
}

TEST(MoveMakerTest, HoldsFramesThatAreSentTogether) {
  EXPECT_EQ(MovesOf("send initiator.0 aa\nsend initiator.0 bb\ndeliver initiator.0 0302\n"),
            "hs1: flight init\nm1: send plain aa\n  tamper stream hold\n...\n"
            "m2: send plain bb\n  tamper stream split 3,2\n");
}

TEST(MoveMakerTest, TampersWithWaitingFrames) {
  // Bit 16 is the first bit after the length.
  EXPECT_EQ(MovesOf("send initiator.0 aa\nflip initiator.0 0010\n"),
            "hs1: flight init\nm1: send plain aa\n  tamper frame xor 01 at 0\n");
  EXPECT_EQ(MovesOf("send initiator.0 aa\nflip initiator.0 0008\n"),
            "hs1: flight init\nm1: send plain aa\n  tamper frame length 16\n");
}

TEST(MoveMakerTest, SendsFramesLater) {
  EXPECT_EQ(MovesOf("send initiator.0 aa\nsend initiator.0 bb\nswap initiator.0\n"),
            "hs1: flight init\nm1: send plain aa\n  tamper frame drop\n...\n"
            "m2: send plain bb\n  tamper stream hold\n...\nsend frame $m1.wire\n");
}

TEST(MoveMakerTest, ForgesFramesAndHandshakeFrames) {
  EXPECT_EQ(MovesOf("forge initiator.0 01aa\n"),
            "hs1: flight init\nm1: send plain aa\n  tamper noise rekey twice\n");
  const auto program =
      ReadText("flags handshake-by-hand\nkeys 0\nlimit 0\nforge initiator.0 0201\n");
  ASSERT_TRUE(program);
  const std::vector<SaidStep> moves = MoveMaker(kResponder).Make(*program);
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(TextOf(moves[0]),
            "hs1: flight init\n  tamper noise e "
            "0100000000000000000000000000000000000000000000000000000000000000\n");
  EXPECT_EQ(moves[0].handshake_fault, "weak-e");
}

TEST(MoveMakerTest, SendsNothingAfterTheEnd) {
  EXPECT_EQ(MovesOf("end initiator.0\nsend initiator.0 aa\n"), "hs1: flight init\nshutdown\n");
}

}  // namespace
}  // namespace asmtp::fuzz::wire
