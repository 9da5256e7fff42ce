// The mapper against correct and faulty endpoints in this process, and the comparison of machines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/deviant/row.h"
#include "conformance/learn/comparison.h"
#include "conformance/learn/mapper.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/play/model_iut.h"

namespace asmtp::conformance {
namespace {

using noise::Role;
using ::testing::ElementsAre;
using Words = std::vector<std::string>;

Alphabet AlphabetFor(Role role) {
  auto alphabet = LoadAlphabet("conformance/learn/alphabet.atf", role);
  EXPECT_TRUE(alphabet) << alphabet.error().Format();
  return *std::move(alphabet);
}

Words Say(Iut& iut, const Config& config, const Alphabet& alphabet, const Words& word,
          bool is_node = false) {
  Patience patience(Milliseconds(1));
  Conversation conversation(alphabet, config, alphabet.keys.For(config.role),
                            *iut.Open(Clock::now()), patience, is_node);
  EXPECT_TRUE(conversation.BeginsCorrectly());
  Words answers;
  for (const std::string& symbol : word) {
    answers.push_back(conversation.Say(*alphabet.Find(symbol)));
  }
  return answers;
}

Words SayToCore(Role role, const Words& word) {
  const Config config{.role = role};
  const Alphabet alphabet = AlphabetFor(role);
  ModelIut iut(config, alphabet.keys.For(config.role));
  return Say(iut, config, alphabet, word);
}

Words SayToFaulty(std::string_view fault, const Words& word) {
  const Config config;
  const Alphabet alphabet = AlphabetFor(config.role);
  const auto* row = deviant::FindRow(deviant::Serves::kEndpoint, fault);
  DeviantIut iut(config, alphabet.keys.For(config.role), row->deviation());
  return Say(iut, config, alphabet, word);
}

TEST(Mapper, ReturnsTheAnswersOfAResponder) {
  EXPECT_THAT(SayToCore(Role::kResponder, {"init", "message", "message", "forged", "message"}),
              ElementsAre("response", "echo", "echo", "close", "closed"));
  EXPECT_THAT(SayToCore(Role::kResponder, {"message", "init"}), ElementsAre("close", "closed"));
}

TEST(Mapper, ReturnsTheAnswersOfAnInitiator) {
  EXPECT_THAT(SayToCore(Role::kInitiator, {"resp", "message", "end"}),
              ElementsAre("silence", "echo", "close"));
  EXPECT_THAT(SayToCore(Role::kInitiator, {"resp-weak", "resp"}), ElementsAre("close", "closed"));
}

// SPEC.md makes a correct endpoint close at each of these.
TEST(Mapper, CorrectEndpointClosesOnFaultySymbols) {
  const Alphabet alphabet = AlphabetFor(Role::kResponder);
  for (const std::string& symbol : alphabet.Names()) {
    if (symbol == "message") continue;
    const Words after = SayToCore(Role::kResponder, {"init", "message", symbol});
    EXPECT_EQ(after.back(), "close") << symbol << " after a message";
    if (symbol != "init")
      EXPECT_EQ(SayToCore(Role::kResponder, {symbol}).back(), "close") << symbol;
  }
}

TEST(Mapper, SymbolsDetectTheirFaults) {
  EXPECT_THAT(SayToFaulty("anybody-welcome", {"init-stranger"}), ElementsAre("response"));
  EXPECT_THAT(SayToFaulty("any-version-taken", {"init-version"}), ElementsAre("response"));
  EXPECT_THAT(SayToFaulty("low-order-taken", {"init-weak"}), ElementsAre("response"));
  EXPECT_THAT(SayToFaulty("takes-key-after", {"init", "later-key"}),
              ElementsAre("response", "echo"));
  EXPECT_THAT(SayToFaulty("takes-nonce-ahead", {"init", "later-nonce"}),
              ElementsAre("response", "echo"));
  EXPECT_THAT(SayToFaulty("tag-ignored", {"init", "forged"}), ElementsAre("response", "echo"));
  EXPECT_THAT(SayToFaulty("skips-forged", {"init", "forged"}), ElementsAre("response", "silence"));
}

// A responder as specified in SPEC.md, over three symbols.
Machine Responder() {
  return {
      .states = {{{"init", {"response", 1}}, {"forged", {"close", 2}}, {"message", {"close", 2}}},
                 {{"init", {"close", 2}}, {"forged", {"close", 2}}, {"message", {"echo", 1}}},
                 {{"init", {"closed", 2}}, {"forged", {"closed", 2}}, {"message", {"closed", 2}}}}};
}

TEST(Mapper, PassesOverWhatANodeSaysUnasked) {
  const Config config;
  const Alphabet alphabet = AlphabetFor(config.role);
  deviant::Deviation talks;
  talks.behaviour.talks_unasked = true;
  const Words word = {"init", "message"};
  DeviantIut iut(config, alphabet.keys.For(config.role), talks);
  EXPECT_THAT(Say(iut, config, alphabet, word), ElementsAre("response", "message"));
  EXPECT_THAT(Say(iut, config, alphabet, word, /*is_node=*/true), ElementsAre("response", "echo"));
}

// A node takes a message without a word; that is an error of an IUT that echoes.
TEST(SpecComparison, AllowsANodeToAnswerNothing) {
  Machine machine = Responder();
  machine.states[1]["message"] = {"silence", 1};
  EXPECT_TRUE(
      CompareWithSpec(machine, {.role = Role::kResponder, .is_node = true}).differences.empty());
  EXPECT_EQ(CompareWithSpec(machine, {Role::kResponder}).differences.size(), 1U);
}

TEST(SpecComparison, NamesStatesAfterPhases) {
  const SpecComparison comparison = CompareWithSpec(Responder(), {Role::kResponder});
  EXPECT_TRUE(comparison.differences.empty());
  EXPECT_THAT(comparison.names, ElementsAre("Connected", "Open", "Closed"));
}

TEST(SpecComparison, ReportsADifferenceWithItsShortestWord) {
  Machine machine = Responder();
  machine.states[1]["forged"] = {"silence", 1};
  const SpecComparison comparison = CompareWithSpec(machine, {Role::kResponder});
  ASSERT_EQ(comparison.differences.size(), 1U);
  EXPECT_EQ(comparison.differences.front().Describe(),
            "init, forged: silence, where SPEC.md has close in Open (TR-8)");
}

TEST(SpecComparison, AcceptsEveryAllowedAnswer) {
  Machine machine = Responder();
  machine.states[0]["no-message"] = {"close", 2};
  machine.states[2]["no-message"] = {"closed", 2};
  machine.states[1]["no-message"] = {"close", 2};
  EXPECT_TRUE(CompareWithSpec(machine, {Role::kResponder}).differences.empty());
  machine.states[1]["no-message"] = {"silence", 1};
  EXPECT_TRUE(CompareWithSpec(machine, {Role::kResponder}).differences.empty());
  machine.states[1]["no-message"] = {"echo", 1};
  EXPECT_EQ(CompareWithSpec(machine, {Role::kResponder}).differences.size(), 1U);
}

// A wrong version may be acted on at once, or when the handshake frame is complete.
TEST(SpecComparison, AllowsWaitingForTheRestAfterAWrongVersion) {
  Machine machine = Responder();
  machine.states[0]["short"] = {"silence", 3};
  machine.states.push_back(
      {{"short", {"silence", 3}}, {"init", {"close", 2}}, {"end", {"close", 2}}});
  const SpecComparison comparison = CompareWithSpec(machine, {Role::kResponder});
  EXPECT_TRUE(comparison.differences.empty());
  EXPECT_EQ(comparison.names.back(), "Waiting");
  machine.states[3]["init"] = {"response", 1};
  EXPECT_EQ(CompareWithSpec(machine, {Role::kResponder}).differences.size(), 1U);
}

}  // namespace
}  // namespace asmtp::conformance
