// Whole handshakes: published vectors and recorded sessions.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/noise/handshake_state.h"
#include "core/testing/handshake_vectors.h"
#include "core/testing/test_bytes.h"

namespace asmtp::noise {
namespace {

using Bytes = std::vector<uint8_t>;
using Json = nlohmann::json;

Bytes Field(const Json& json, const char* name) {
  return HexBytes(json.at(name).get<std::string>());
}

template <class Pair, class Secret>
Pair PairField(const Json& json, const char* name) {
  const auto bytes = HexArray<32>(json.at(name).get<std::string>());
  return Pair::FromSecret(Suite::kX25519, Secret(bytes));
}

HandshakeState InitiatorOf(const Json& vector) {
  const auto rs = HexArray<32>(vector.at("init_remote_static").get<std::string>());
  return HandshakeState::Initiator(
      Field(vector, "init_prologue"), PairField<StaticKeyPair, StaticSecret>(vector, "init_static"),
      PairField<EphemeralKeyPair, EphemeralSecret>(vector, "init_ephemeral"), StaticPublic(rs));
}

HandshakeState ResponderOf(const Json& vector) {
  return HandshakeState::Responder(
      Field(vector, "resp_prologue"), PairField<StaticKeyPair, StaticSecret>(vector, "resp_static"),
      PairField<EphemeralKeyPair, EphemeralSecret>(vector, "resp_ephemeral"));
}

void PlayHandshakeMessage(HandshakeState& writer, HandshakeState& reader, const Json& message) {
  const Bytes payload = Field(message, "payload");
  Bytes written(writer.MessageSize(payload.size()));
  ASSERT_EQ(writer.WriteMessage(payload, written), written.size());
  EXPECT_EQ(written, Field(message, "ciphertext"));
  Bytes read(payload.size());
  ASSERT_EQ(reader.ReadMessage(written, read), payload.size());
  EXPECT_EQ(read, payload);
}

void PlayTransportMessage(CipherState& writer, CipherState& reader, const Json& message) {
  const Bytes payload = Field(message, "payload");
  Bytes sealed(payload.size() + kTagSize);
  ASSERT_TRUE(writer.EncryptWithAd({}, payload, sealed));
  EXPECT_EQ(sealed, Field(message, "ciphertext"));
  Bytes opened(payload.size());
  ASSERT_TRUE(reader.DecryptWithAd({}, sealed, opened));
  EXPECT_EQ(opened, payload);
}

void PlayCommunityVector(const Json& vector) {
  HandshakeState initiator = InitiatorOf(vector);
  HandshakeState responder = ResponderOf(vector);
  const Json& messages = vector.at("messages");
  PlayHandshakeMessage(initiator, responder, messages[0]);
  PlayHandshakeMessage(responder, initiator, messages[1]);
  EXPECT_EQ(initiator.GetHandshakeHash(), responder.GetHandshakeHash());
  if (vector.contains("handshake_hash")) {
    EXPECT_EQ(ToVector(initiator.GetHandshakeHash()), Field(vector, "handshake_hash"));
  }
  auto mine = std::move(initiator).Split().value();
  auto theirs = std::move(responder).Split().value();
  for (size_t i = 2; i < messages.size(); ++i) {
    if (i % 2 == 0) {
      PlayTransportMessage(mine.first, theirs.first, messages[i]);
    } else {
      PlayTransportMessage(theirs.second, mine.second, messages[i]);
    }
  }
}

// The vectors of cacophony and snow have a prologue and payloads, and no rekey.
TEST(NoiseVectors, MatchCommunityVectors) {
  for (const char* path : {"corpus/noise/cacophony_ik.json", "corpus/noise/snow_ik.json"}) {
    SCOPED_TRACE(path);
    size_t played = 0;
    std::ifstream file(path);
    const Json document = Json::parse(file);
    for (const Json& vector : document.at("vectors")) {
      if (vector.at("protocol_name") != ProtocolName(Suite::kX25519)) continue;
      PlayCommunityVector(vector);
      ++played;
    }
    EXPECT_GE(played, 1u);
  }
}

// Returns the Noise message of a recorded handshake frame.
ByteView WithoutVersion(const Bytes& frame) { return ByteView(frame).subspan(1); }

void PlayRecordedMessage(HandshakeState& writer, HandshakeState& reader, const Bytes& frame) {
  Bytes written(writer.MessageSize(0));
  ASSERT_TRUE(writer.WriteMessage({}, written));
  EXPECT_TRUE(Equal(written, WithoutVersion(frame)));
  ASSERT_TRUE(reader.ReadMessage(WithoutVersion(frame), {}));
}

TEST(NoiseVectors, MatchRecordedSessions) {
  size_t of_suite[2] = {};
  for (HandshakeVector& vector : ReadHandshakeVectors()) {
    SCOPED_TRACE(vector.index);
    HandshakeState initiator =
        HandshakeState::Initiator({}, std::move(vector.initiator.s), std::move(vector.initiator.e),
                                  vector.responder.s_public);
    HandshakeState responder =
        HandshakeState::Responder({}, std::move(vector.responder.s), std::move(vector.responder.e));
    PlayRecordedMessage(initiator, responder, vector.initialize);
    EXPECT_EQ(responder.rs(), vector.initiator.s_public);
    PlayRecordedMessage(responder, initiator, vector.response);
    auto mine = std::move(initiator).Finish().value();
    auto theirs = std::move(responder).Finish().value();
    EXPECT_EQ(ToVector(mine.session_id), vector.session_id);
    EXPECT_EQ(ToVector(theirs.session_id), vector.session_id);
    EXPECT_EQ(mine.rs, vector.responder.s_public);
    EXPECT_EQ(theirs.rs, vector.initiator.s_public);
    for (const HandshakeVector::Message& message : vector.messages) {
      Transport& writer = message.from_initiator ? mine : theirs;
      Transport& reader = message.from_initiator ? theirs : mine;
      Bytes sealed(message.ciphertext.size());
      ASSERT_TRUE(writer.sealer.Seal(message.plaintext, sealed));
      EXPECT_EQ(sealed, message.ciphertext);
      Bytes opened(message.plaintext.size());
      ASSERT_TRUE(reader.opener.Open(message.ciphertext, opened));
      EXPECT_EQ(opened, message.plaintext);
    }
    ++of_suite[static_cast<size_t>(vector.suite)];
  }
  EXPECT_GE(of_suite[0], 10u);
  EXPECT_GE(of_suite[1], 10u);
}

}  // namespace
}  // namespace asmtp::noise
