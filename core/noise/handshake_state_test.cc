#include "core/noise/handshake_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/testing/noise_pair.h"
#include "core/testing/test_bytes.h"
#include "core/testing/test_memory.h"

namespace asmtp::noise {
namespace {

using Bytes = std::vector<uint8_t>;

// A script is a word of calls on one side. Their answers are recorded in order:
//
//   w   WriteMessage
//   s   WriteMessage into a buffer one byte too small
//   l   WriteMessage with a payload one byte too large
//   r   ReadMessage of the peer's message
//   b   ReadMessage of the peer's message with its last bit changed
//   t   ReadMessage of the peer's message without its last byte
//   f   Finish
//
// The keys are fixed, so the peer's message is always the same. "-" means success.
class Script {
 public:
  Script(Suite suite, Role role)
      : role_(role),
        messages_(MakeTestMessages(suite)),
        state_(role == Role::kInitiator ? TestInitiator(suite) : TestResponder(suite)) {}

  std::string Run(std::string_view calls) {
    std::string answers;
    for (const char call : calls) {
      if (!answers.empty()) answers += ' ';
      answers += Answer(call);
    }
    return answers;
  }

  const HandshakeState& state() const { return state_; }
  HandshakeState TakeState() && { return std::move(state_); }

 private:
  std::string Answer(char call) {
    switch (call) {
      case 'w':
        return Write({}, Bytes(kNoiseMessageSizeMax));
      case 's':
        return Write({}, Bytes(role_ == Role::kInitiator ? 95 : 47));
      case 'l':
        return Write(Bytes(kNoiseMessageSizeMax - (role_ == Role::kInitiator ? 95 : 47)),
                     Bytes(kNoiseMessageSizeMax + 1));
      case 'f':
        return NameOf(std::move(state_).Finish());
      default:
        return Read(call);
    }
  }

  std::string Write(ByteView payload, Bytes out) {
    const Bytes before = out;
    const auto written = state_.WriteMessage(payload, out);
    if (!written) EXPECT_EQ(out, before) << "a rejected call writes nothing";
    return NameOf(written);
  }

  std::string Read(char call) {
    Bytes message = role_ == Role::kInitiator ? messages_.second : messages_.first;
    if (call == 'b') message.back() ^= 1;
    if (call == 't') message.pop_back();
    return NameOf(state_.ReadMessage(message, {}));
  }

  template <class Result>
  static std::string NameOf(const Result& result) {
    return result ? "-" : std::string(Name(result.error()));
  }

  Role role_;
  TestMessages messages_;
  HandshakeState state_;
};

struct ScriptRow {
  Role role;
  std::string_view calls;
  std::string_view answers;
};

constexpr Role kI = Role::kInitiator;
constexpr Role kR = Role::kResponder;

constexpr ScriptRow kScripts[] = {
    // -> e, es, s, ss
    {kI, "wrf", "- - -"},
    {kI, "f", "not-finished"},
    {kI, "r", "wrong-turn"},
    {kI, "ww", "- wrong-turn"},
    {kI, "rbtfw", "wrong-turn wrong-turn wrong-turn not-finished -"},
    {kI, "slw", "buffer-size message-size -"},
    // <- e, ee, se
    {kI, "wf", "- not-finished"},
    {kI, "wwfrf", "- wrong-turn not-finished - -"},
    {kI, "wslrf", "- wrong-turn wrong-turn - -"},
    {kI, "wbrwf", "- bad-tag failed failed failed"},
    {kI, "wtrwf", "- message-size failed failed failed"},
    {kI, "wrwrslbtf", "- - finished finished finished finished finished finished -"},
    {kI, "wrfwrf", "- - - failed failed failed"},
    // -> e, es, s, ss
    {kR, "rwf", "- - -"},
    {kR, "f", "not-finished"},
    {kR, "w", "wrong-turn"},
    {kR, "wslfr", "wrong-turn wrong-turn wrong-turn not-finished -"},
    {kR, "brwf", "bad-tag failed failed failed"},
    {kR, "trwf", "message-size failed failed failed"},
    // <- e, ee, se
    {kR, "rf", "- not-finished"},
    {kR, "rrbtw", "- wrong-turn wrong-turn wrong-turn -"},
    {kR, "rslwf", "- buffer-size message-size - -"},
    {kR, "rwrwbtslf", "- - finished finished finished finished finished finished -"},
    {kR, "rwfwrf", "- - - failed failed failed"},
};

TEST(HandshakeState, HandlesEveryOrderOfCalls) {
  for (const Suite suite : kSuites) {
    for (const ScriptRow& row : kScripts) {
      Script script(suite, row.role);
      EXPECT_EQ(script.Run(row.calls), row.answers)
          << DhName(suite) << (row.role == kI ? " initiator " : " responder ") << row.calls;
    }
  }
}

TEST(HandshakeState, ReportsItsProgress) {
  Script initiator(Suite::kEd25519, kI);
  EXPECT_TRUE(initiator.state().IsMyTurn());
  EXPECT_EQ(initiator.state().MessageSize(0), 96u);
  EXPECT_EQ(initiator.state().MessageSize(10), 106u);
  initiator.Run("w");
  EXPECT_FALSE(initiator.state().IsMyTurn());
  EXPECT_EQ(initiator.state().MessageSize(0), 48u);
  EXPECT_FALSE(initiator.state().IsFinished());
  EXPECT_EQ(initiator.state().re(), std::nullopt);
  initiator.Run("r");
  EXPECT_TRUE(initiator.state().IsFinished());
  EXPECT_FALSE(initiator.state().IsMyTurn());
  EXPECT_EQ(initiator.state().MessageSize(0), 0u);
  EXPECT_EQ(initiator.state().MessageSize(10), 0u);
  EXPECT_EQ(initiator.state().re(),
            TestEphemeral(Suite::kEd25519, kResponderEphemeral).public_key());
  Script failed(Suite::kEd25519, kR);
  failed.Run("b");
  EXPECT_TRUE(failed.state().HasFailed());
  EXPECT_FALSE(failed.state().IsFinished());
}

// The owner of a responder decides on rs before the responder answers.
TEST(HandshakeState, ResponderKnowsTheInitiatorBeforeItWrites) {
  for (const Suite suite : kSuites) {
    Script responder(suite, kR);
    EXPECT_EQ(responder.state().rs(), std::nullopt);
    responder.Run("r");
    EXPECT_EQ(responder.state().rs(), TestStatic(suite, kInitiatorStatic).public_key());
    EXPECT_EQ(responder.state().re(), TestEphemeral(suite, kInitiatorEphemeral).public_key());
    EXPECT_TRUE(responder.state().IsMyTurn());
    Script rejecting(suite, kR);
    rejecting.Run("b");
    EXPECT_EQ(rejecting.state().rs(), std::nullopt) << "a rejected message leaves nothing";
    EXPECT_EQ(rejecting.state().re(), std::nullopt);
  }
}

Suite Other(Suite suite) { return suite == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519; }

// Returns the answer of every call.
std::vector<std::string> AnswersOf(HandshakeState& state) {
  const auto name = [](const auto& result) {
    return result ? std::string("-") : std::string(Name(result.error()));
  };
  Bytes out(96);
  return {name(state.WriteMessage({}, out)), name(state.ReadMessage(out, {})),
          name(std::move(state).Split()), name(std::move(state).Finish())};
}

// Moves into a new object and onto an existing one, at every point of a handshake.
TEST(HandshakeState, MovedFromStateHasFailed) {
  for (const Suite suite : kSuites) {
    for (const ScriptRow& row : std::initializer_list<ScriptRow>{
             {kI, "", ""}, {kI, "w", "-"}, {kI, "wr", "- -"}, {kR, "", ""}, {kR, "r", "-"}}) {
      Script script(suite, row.role);
      EXPECT_EQ(script.Run(row.calls), row.answers);
      HandshakeState first = std::move(script).TakeState();
      HandshakeState second(std::move(first));
      HandshakeState third = TestResponder(suite);
      third = std::move(second);
      // NOLINTBEGIN(bugprone-use-after-move): tested on purpose
      for (HandshakeState* state : {&first, &second}) {
        EXPECT_TRUE(state->HasFailed()) << row.calls;
        EXPECT_FALSE(state->IsFinished()) << row.calls;
        EXPECT_EQ(AnswersOf(*state), std::vector<std::string>(4, "failed")) << row.calls;
      }
      // NOLINTEND(bugprone-use-after-move)
      EXPECT_FALSE(third.HasFailed()) << row.calls;
      HandshakeState& itself = third;
      third = std::move(itself);
      EXPECT_FALSE(third.HasFailed()) << "moved onto itself";
    }
  }
}

TEST(HandshakeState, RejectsKeysOfDifferentSuites) {
  for (const Suite suite : kSuites) {
    for (const Role role : {kI, kR}) {
      StaticKeyPair s = TestStatic(suite, kInitiatorStatic);
      EphemeralKeyPair e = TestEphemeral(Other(suite), kInitiatorEphemeral);
      const StaticPublic rs = TestStatic(suite, kResponderStatic).public_key();
      HandshakeState state = role == kI
                                 ? HandshakeState::Initiator({}, std::move(s), std::move(e), rs)
                                 : HandshakeState::Responder({}, std::move(s), std::move(e));
      EXPECT_TRUE(state.HasFailed());
      EXPECT_EQ(AnswersOf(state), std::vector<std::string>(4, "suite-mismatch"));
    }
  }
}

// After a rejected call, the next message is the same as without that call.
TEST(HandshakeState, RejectedCallChangesNothing) {
  for (const Suite suite : kSuites) {
    const TestMessages messages = MakeTestMessages(suite);
    HandshakeState initiator = TestInitiator(suite);
    const Hash512 before = initiator.GetHandshakeHash();
    for (size_t size = 0; size < messages.first.size(); ++size) {
      Bytes out(size);
      EXPECT_EQ(initiator.WriteMessage({}, out).error(), Error::kBufferSize);
    }
    EXPECT_FALSE(initiator.ReadMessage(messages.second, {}));
    EXPECT_EQ(initiator.GetHandshakeHash(), before);
    EXPECT_EQ(WriteToVector(initiator), messages.first);
  }
}

TEST(HandshakeState, RequiresRoomForThePayload) {
  HandshakeState initiator = TestInitiator(Suite::kEd25519);
  HandshakeState responder = TestResponder(Suite::kEd25519);
  const Bytes message = WriteToVector(initiator, PatternBytes(20));
  for (size_t size = 0; size < 20; ++size) {
    Bytes out(size, 0xee);
    EXPECT_EQ(responder.ReadMessage(message, out).error(), Error::kBufferSize);
    EXPECT_EQ(out, Bytes(size, 0xee));
  }
  Bytes out(25, 0xee);
  EXPECT_EQ(responder.ReadMessage(message, out), 20u);
  EXPECT_TRUE(Equal(ByteView(out).first(20), PatternBytes(20)));
  EXPECT_TRUE(Equal(ByteView(out).subspan(20), Bytes(5, 0xee)));
}

TEST(HandshakeState, CarriesPayloadsUpToTheLargestMessage) {
  for (const Suite suite : kSuites) {
    for (const size_t size : std::initializer_list<size_t>{0, 1, 1000, kNoiseMessageSizeMax - 96}) {
      HandshakeState initiator = TestInitiator(suite);
      HandshakeState responder = TestResponder(suite);
      Bytes read(size);
      const Bytes first = WriteToVector(initiator, PatternBytes(size, 1));
      EXPECT_EQ(first.size(), 96 + size);
      EXPECT_EQ(responder.ReadMessage(first, read), size);
      EXPECT_EQ(read, PatternBytes(size, 1));
      const Bytes second = WriteToVector(responder, PatternBytes(size, 2));
      EXPECT_EQ(second.size(), 48 + size);
      EXPECT_EQ(initiator.ReadMessage(second, read), size);
      EXPECT_EQ(read, PatternBytes(size, 2));
      EXPECT_TRUE(initiator.IsFinished() && responder.IsFinished());
      EXPECT_EQ(initiator.GetHandshakeHash(), responder.GetHandshakeHash());
    }
  }
}

// A size near the end of its type must not wrap around to that of a small message.
TEST(HandshakeState, RejectsPayloadsWhoseSizeOverflows) {
  HandshakeState initiator = TestInitiator(Suite::kEd25519);
  Bytes out(200, 0xee);
  for (const size_t below : std::initializer_list<size_t>{0, 1, 40, 95, 96, 97}) {
    const ByteView payload(out.data(), SIZE_MAX - below);  // never read
    EXPECT_EQ(initiator.WriteMessage(payload, out).error(), Error::kMessageSize) << below;
  }
  EXPECT_EQ(out, Bytes(200, 0xee));
  EXPECT_EQ(WriteToVector(initiator), MakeTestMessages(Suite::kEd25519).first);
}

TEST(HandshakeState, FinishAssignsTheDirections) {
  for (const Suite suite : kSuites) {
    const TestMessages messages = MakeTestMessages(suite);
    HandshakeState initiator = TestInitiator(suite);
    HandshakeState responder = TestResponder(suite);
    WriteToVector(initiator);
    ASSERT_TRUE(responder.ReadMessage(messages.first, {}));
    WriteToVector(responder);
    ASSERT_TRUE(initiator.ReadMessage(messages.second, {}));
    const Hash512 h = initiator.GetHandshakeHash();
    auto mine = std::move(initiator).Finish().value();
    auto theirs = std::move(responder).Finish().value();
    EXPECT_EQ(mine.session_id, h);
    EXPECT_EQ(theirs.session_id, h);
    EXPECT_EQ(mine.rs, TestStatic(suite, kResponderStatic).public_key());
    EXPECT_EQ(theirs.rs, TestStatic(suite, kInitiatorStatic).public_key());
    Bytes to_responder(kTagSize);
    Bytes to_initiator(kTagSize);
    ASSERT_TRUE(mine.sealer.Seal({}, to_responder) && theirs.sealer.Seal({}, to_initiator));
    EXPECT_NE(to_responder, to_initiator) << "the two directions have different keys";
    EXPECT_FALSE(mine.opener.Open(to_responder, {})) << "a reflected message";
    EXPECT_TRUE(theirs.opener.Open(to_responder, {}));
    EXPECT_TRUE(mine.opener.Open(to_initiator, {}));
  }
}

// Uninitialized bytes could hold an old secret, and a move would copy them.
TEST(HandshakeState, InitializesAllItsMemory) {
  const Bytes before(8, 0xa5);
  for (const Suite suite : kSuites) {
    for (const Role role : {Role::kInitiator, Role::kResponder}) {
      alignas(HandshakeState) unsigned char memory[sizeof(HandshakeState)];
      std::ranges::fill(memory, 0xa5);
      EXPECT_TRUE(MemoryHolds(memory, before));
      auto* state = new (memory)
          HandshakeState(role == Role::kInitiator ? TestInitiator(suite) : TestResponder(suite));
      EXPECT_FALSE(MemoryHolds(memory, before));
      state->~HandshakeState();
    }
  }
}

}  // namespace
}  // namespace asmtp::noise
