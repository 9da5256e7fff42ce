// A change in any kind of field makes exactly that vector fail: the checker does not accept
// everything.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/vectors/vector_file.h"

namespace asmtp::vectors {
namespace {

using nlohmann::json;

json Load(const std::string& path) {
  std::ifstream file(path);
  return json::parse(file);
}

// Changes one bit of the byte at `offset` of a hexadecimal text; a negative offset counts from the
// end.
void FlipBit(json& field, int offset) {
  std::string text = field;
  const size_t digit = static_cast<size_t>(
      offset < 0 ? static_cast<int>(text.size()) + 2 * offset + 1 : 2 * offset + 1);
  const bool is_zero = text.at(digit) == '0';
  text[digit] = is_zero ? '1' : text[digit] == '1' ? '0' : text[digit] == '2' ? '3' : '2';
  field = text;
}

// Replaces a field of any type with another value.
void Change(json& field, int offset) {
  if (field.is_number()) {
    field = field.get<uint64_t>() + 1;
  } else if (field == "initiator" || field == "responder") {
    field = field == "initiator" ? "responder" : "initiator";
  } else if (field == "accept") {
    field = "reject";
  } else if (field == "Topic") {
    field = "Gossip";
  } else if (field == "Gossip" || field == "PutPassport") {
    field = "Topic";
  } else {
    FlipBit(field, offset);
  }
}

// Changes one field of vectors[index]. Returns whether only this vector fails.
testing::AssertionResult FailsAlone(const json& document, size_t index, const std::string& path,
                                    int offset = 0) {
  json changed = document;
  Change(changed.at("vectors").at(index).at(json::json_pointer(path)), offset);
  const auto checked = CheckText(changed.dump());
  if (!checked) return testing::AssertionFailure() << path << ": " << checked.error().what;
  for (size_t i = 0; i < checked->size(); ++i) {
    const Verdict& verdict = (*checked)[i].verdict;
    if ((verdict.kind == Verdict::Kind::kFailed) != (i == index)) {
      return testing::AssertionFailure() << path << ": vectors[" << i << "] " << verdict.detail;
    }
  }
  return testing::AssertionSuccess();
}

size_t IndexOf(const json& document, const std::string& description) {
  const json& vectors = document.at("vectors");
  for (size_t i = 0; i < vectors.size(); ++i) {
    if (vectors[i].value("description", "") == description) return i;
  }
  ADD_FAILURE() << "no vector " << description;
  return 0;
}

TEST(Mutation, HandshakeVectors) {
  const json document = Load("corpus/vectors/handshakes.json");
  for (const char* path :
       {"/version", "/initiator_static_secret", "/initiator_static_public",
        "/initiator_ephemeral_secret", "/responder_static_secret", "/responder_static_public",
        "/responder_ephemeral_secret", "/handshake_initialize", "/handshake_response",
        "/session_id", "/messages/0/from", "/messages/0/ciphertext", "/messages/1/ciphertext",
        "/messages/1/plaintext", "/messages/2/plaintext", "/messages/2/ciphertext"}) {
    for (const size_t index : {0u, 1u}) EXPECT_TRUE(FailsAlone(document, index, path, 1));
  }
  for (const char* path : {"/handshake_initialize", "/handshake_response", "/session_id",
                           "/messages/2/ciphertext", "/messages/2/plaintext"}) {
    EXPECT_TRUE(FailsAlone(document, 0, path, -1));
  }
}

TEST(Mutation, FailureVectors) {
  const json document = Load("corpus/vectors/failures.json");
  const size_t responder = IndexOf(document, "responder: a valid session");
  for (const char* path :
       {"/static_secret", "/ephemeral_secret", "/peer_static_public", "/acts/0/input",
        "/acts/0/output", "/acts/1/input", "/acts/1/plaintext"}) {
    EXPECT_TRUE(FailsAlone(document, responder, path, 1));
    if (std::string_view(path) != "/static_secret") {  // whose last byte X25519 clamps
      EXPECT_TRUE(FailsAlone(document, responder, path, -1));
    }
  }
  const size_t tampered = IndexOf(document, "responder: initialize, the last byte is changed");
  for (const char* member : {"error", "phase"}) {
    json changed = document;
    changed["vectors"][tampered]["acts"][0][member] =
        std::string_view(member) == "phase" ? "Open" : "low-order-point";
    const auto checked = CheckText(changed.dump());
    ASSERT_TRUE(checked);
    EXPECT_EQ((*checked)[tampered].verdict.kind, Verdict::Kind::kFailed) << member;
  }
  json unchanged = document;
  json& act = unchanged["vectors"][tampered]["acts"][0];
  act["changed"]["valid"] = act["input"].get<std::string>().substr(2 * 96);
  EXPECT_FALSE(CheckText(unchanged.dump()));
}

TEST(Mutation, LedgerVectors) {
  const json document = Load("corpus/vectors/ledgers.json");
  const size_t accepted =
      IndexOf(document, "shared-key/older-wins: A last shared key that is older wins");
  for (const char* path : {"/bytes", "/verdict", "/blocks", "/id", "/active_master_keys/0",
                           "/shared_key/created_at", "/shared_key/key"}) {
    EXPECT_TRUE(FailsAlone(document, accepted, path, -1));
  }
}

TEST(Mutation, SealedSecretVectors) {
  const json document = Load("corpus/vectors/sealed_secrets.json");
  for (const char* path : {"/recipient_secret", "/recipient", "/passphrase", "/ephemeral_secret",
                           "/secret", "/sealed"}) {
    EXPECT_TRUE(FailsAlone(document, 0, path, 1));
  }
  // A vector that must not open, and does.
  json opens = document;
  opens["vectors"][0].erase("secret");
  const auto checked = CheckText(opens.dump());
  ASSERT_TRUE(checked);
  EXPECT_EQ((*checked)[0].verdict.kind, Verdict::Kind::kFailed);
}

TEST(Mutation, NoiseVectors) {
  json document = Load("corpus/noise/cacophony_ik.json");
  for (const char* path :
       {"/init_prologue", "/init_static", "/init_ephemeral", "/init_remote_static",
        "/resp_prologue", "/resp_static", "/resp_ephemeral", "/handshake_hash",
        "/messages/0/payload", "/messages/0/ciphertext", "/messages/1/payload",
        "/messages/1/ciphertext", "/messages/4/payload", "/messages/4/ciphertext",
        "/messages/5/payload", "/messages/5/ciphertext"}) {
    EXPECT_TRUE(FailsAlone(document, 0, path, 1));
    EXPECT_TRUE(FailsAlone(document, 0, path, -1));
  }
}

TEST(Mutation, NoiseVectorsWithTheOldFieldName) {
  json document = Load("corpus/noise/cacophony_ik.json");
  json& vector = document["vectors"][0];
  vector["name"] = vector["protocol_name"];
  vector.erase("protocol_name");
  vector.erase("handshake_hash");
  const auto checked = CheckText(document.dump());
  ASSERT_TRUE(checked);
  EXPECT_EQ((*checked)[0].verdict.kind, Verdict::Kind::kPassed);
  vector["fail"] = true;
  const auto failing = CheckText(document.dump());
  ASSERT_TRUE(failing);
  EXPECT_EQ((*failing)[0].verdict.kind, Verdict::Kind::kSkipped);
}

TEST(Mutation, MessageVectors) {
  const json document = Load("corpus/vectors/messages.json");
  const size_t gossip = IndexOf(document, "gossip 192.0.2.0:1000 0 subs");
  const size_t topic = IndexOf(document, "topic 0 B");
  const size_t passport = IndexOf(document, "put passport, 1 blocks");
  for (const size_t index : {gossip, passport}) {
    EXPECT_TRUE(FailsAlone(document, index, "/bytes", -1));
    EXPECT_TRUE(FailsAlone(document, index, "/type"));
    EXPECT_TRUE(FailsAlone(document, index, "/reference"));
  }
  EXPECT_TRUE(FailsAlone(document, topic, "/bytes", 0));
  EXPECT_TRUE(FailsAlone(document, topic, "/type"));
}

TEST(Mutation, PassportVectors) {
  const json document = Load("corpus/vectors/passports.json");
  const size_t index = IndexOf(document, "two blocks");
  for (const char* path : {"/blocks", "/reference", "/id", "/active_master_keys/0",
                           "/active_master_keys/1", "/shared_key/created_at", "/shared_key/key"}) {
    EXPECT_TRUE(FailsAlone(document, index, path, -1));
  }
  json changed = document;
  changed["vectors"][index]["shared_key"] = nullptr;
  const auto checked = CheckText(changed.dump());
  ASSERT_TRUE(checked);
  EXPECT_EQ((*checked)[index].verdict.kind, Verdict::Kind::kFailed);
}

}  // namespace
}  // namespace asmtp::vectors
