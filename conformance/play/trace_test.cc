#include "conformance/play/trace.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/play/model_iut.h"
#include "conformance/play/player.h"
#include "conformance/transcript/reader.h"
#include "core/session/session.h"

namespace asmtp::conformance {
namespace {

using Kind = TraceEvent::Kind;

constexpr const char* kHeader =
    "asmtp-transcript 1\nid test/case\ntitle t\nlevel MUST\nclause TR-1 \"x\"\n"
    "roles responder initiator\n[keys]\n"
    "runner.s = 1111111111111111111111111111111111111111111111111111111111111111\n"
    "runner.e = 1212121212121212121212121212121212121212121212121212121212121212\n"
    "iut.s    = 2121212121212121212121212121212121212121212121212121212121212121\n"
    "iut.e    = 2222222222222222222222222222222222222222222222222222222222222222\n"
    "[steps]\nconnect\nflight init\nflight resp\n";

// A separate case, played against core.
class TraceTest : public testing::Test {
 protected:
  const PlayResult& PlaySteps(const std::string& steps, Config config = {}) {
    auto cases = ReadTranscripts("t.atf", kHeader + steps);
    if (!cases) ADD_FAILURE() << cases.error().Format();
    set_ = *ResolveCases(*std::move(cases));
    ModelIut iut(config, set_.cases.front().keys.For(config.role));
    result_ = Play(set_.cases.front(), config, iut, {});
    return result_;
  }

  // The keys of the frames that were sent.
  std::vector<FrameKey> SentKeys() const {
    std::vector<FrameKey> keys;
    for (const TraceEvent& event : result_.trace) {
      if (event.kind == Kind::kSent && event.key) keys.push_back(*event.key);
    }
    return keys;
  }

  CaseSet set_;
  PlayResult result_;
};

constexpr const char* kMessage = "send msg get-passport id=rep(11,16)\n";

TEST_F(TraceTest, RecordsBytesAndKeysOfBothDirections) {
  const PlayResult& result =
      PlaySteps(std::string(kMessage) + "recv msg get-passport id=rep(11,16)\n");
  std::vector<std::string> lines;
  for (const TraceEvent& event : result.trace) {
    lines.push_back(std::string(Name(event.kind)) + ": " + LinesOf(event).front());
  }
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(lines[0], "note: connected");
  EXPECT_EQ(lines[1], "sent: sent flight init");
  EXPECT_EQ(lines[2], "received: received a response");
  EXPECT_TRUE(lines[3].starts_with("note: open, session id ")) << lines[3];
  EXPECT_EQ(lines[4], "sent: sent send msg get-passport id=rep(11,16)");
  EXPECT_EQ(lines[5],
            "received: received message get-passport id=111111111111..111111111111 (16 bytes)");
  const TraceEvent& sent = result.trace[4];
  const TraceEvent& received = result.trace[5];
  EXPECT_EQ(sent.plaintext.first, received.plaintext.first);
  EXPECT_EQ(sent.wire.size, 33U);
  ASSERT_TRUE(sent.key && received.key);
  EXPECT_EQ(sent.key->nonce, 0U);
  EXPECT_EQ(received.key->rekeys, 0U);
  EXPECT_NE(sent.key->fingerprint, received.key->fingerprint);
  EXPECT_EQ(sent.step->line, 16U);
  EXPECT_EQ(sent.session, 1U);
  EXPECT_EQ(received.outcome, "message");
  EXPECT_EQ(sent.outcome, "");
  EXPECT_TRUE(std::ranges::is_sorted(result.trace, {}, &TraceEvent::at));
}

TEST_F(TraceTest, HasTheSessionIdOfBothSides) {
  const PlayResult& result = PlaySteps("");
  const Keys keys = set_.cases.front().keys.For(noise::Role::kResponder);
  Session initiator = Session::Initiator(FrameFormat(), StaticPair(Suite::kEd25519, keys.runner_s),
                                         EphemeralPair(Suite::kEd25519, keys.runner_e),
                                         StaticPair(Suite::kEd25519, keys.iut_s).public_key());
  Session responder = Session::Responder(FrameFormat(), StaticPair(Suite::kEd25519, keys.iut_s),
                                         EphemeralPair(Suite::kEd25519, keys.iut_e));
  responder.Feed(initiator.TakeOutput());
  ASSERT_TRUE(std::holds_alternative<PeerIdentified>(responder.Next()));
  (void)responder.Accept();
  initiator.Feed(responder.TakeOutput());
  const Event opened = initiator.Next();
  ASSERT_TRUE(std::holds_alternative<Opened>(opened));
  ASSERT_TRUE(result.trace.back().session_id);
  EXPECT_EQ(*result.trace.back().session_id, std::get<Opened>(opened).session_id);
}

struct Tampered {
  std::string tamper;
  uint64_t nonce;
  uint64_t rekeys;
};

class TamperedTraceTest : public TraceTest, public testing::WithParamInterface<Tampered> {};

// Three messages with a tamper in the third. The trace shows the nonce and key that were really
// used.
TEST_P(TamperedTraceTest, RecordsTheNonceAndKeyReallyUsed) {
  for (const noise::Role role : {noise::Role::kResponder, noise::Role::kInitiator}) {
    PlaySteps(std::string(kMessage) + kMessage + kMessage + "  tamper noise " + GetParam().tamper,
              {.role = role});
    const auto keys = SentKeys();
    ASSERT_EQ(keys.size(), 3U);
    EXPECT_EQ(keys[1].nonce, 1U);
    EXPECT_EQ(keys[1].rekeys, 1U);
    EXPECT_EQ(keys[2].nonce, GetParam().nonce);
    EXPECT_EQ(keys[2].rekeys, GetParam().rekeys);
    const bool same_as_before = GetParam().tamper == "rekey skip";
    EXPECT_EQ(keys[2].fingerprint == keys[1].fingerprint, same_as_before);
  }
}

INSTANTIATE_TEST_SUITE_P(All, TamperedTraceTest,
                         testing::Values(Tampered{"nonce 7", 7, 2}, Tampered{"nonce +1", 3, 2},
                                         Tampered{"nonce -2", 0, 2}, Tampered{"rekey skip", 2, 1},
                                         Tampered{"rekey twice", 2, 3}, Tampered{"key zero", 2, 0},
                                         Tampered{"key other", 2, 0}));

TEST(FingerprintTest, IsAPrefixOfTheHash) {
  // BLAKE2b-512 of 32 zero bytes.
  EXPECT_EQ(Fingerprint(FixedView<32>()), (ByteArray<4>{0x9a, 0xb7, 0xa7, 0x3a}));
}

TEST(TraceBytesTest, KeepsAPrefixOfLongBytes) {
  const TraceBytes bytes = ForTrace(Bytes(5000, 0xab));
  EXPECT_EQ(bytes.first.size(), TraceBytes::kKeptMax);
  EXPECT_FALSE(bytes.IsWhole());
  EXPECT_EQ(ShortHex(bytes, 2), "abab.. (5000 bytes)");
  EXPECT_EQ(ShortHex(ForTrace(Bytes{1, 2, 3, 4}), 2), "01..04 (4 bytes)");
}

}  // namespace
}  // namespace asmtp::conformance
