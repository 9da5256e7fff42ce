// Both sides of a handshake with fixed keys, for tests.
#ifndef ASMTP_CORE_TESTING_NOISE_PAIR_H_
#define ASMTP_CORE_TESTING_NOISE_PAIR_H_

#include <vector>

#include "core/noise/handshake_state.h"
#include "core/testing/test_keys.h"

namespace asmtp::noise {

inline constexpr uint8_t kInitiatorStatic = 0x11;
inline constexpr uint8_t kInitiatorEphemeral = 0x22;
inline constexpr uint8_t kResponderStatic = 0x33;
inline constexpr uint8_t kResponderEphemeral = 0x44;

inline HandshakeState TestInitiator(Suite suite, ByteView prologue = {}) {
  return HandshakeState::Initiator(prologue, TestStatic(suite, kInitiatorStatic),
                                   TestEphemeral(suite, kInitiatorEphemeral),
                                   TestStatic(suite, kResponderStatic).public_key());
}

inline HandshakeState TestResponder(Suite suite, ByteView prologue = {}) {
  return HandshakeState::Responder(prologue, TestStatic(suite, kResponderStatic),
                                   TestEphemeral(suite, kResponderEphemeral));
}

// Returns the next message of `state`, or no bytes on failure.
inline std::vector<uint8_t> WriteToVector(HandshakeState& state, ByteView payload = {}) {
  std::vector<uint8_t> out(state.MessageSize(payload.size()));
  return state.WriteMessage(payload, out) ? out : std::vector<uint8_t>();
}

// The two messages with empty payloads that TestInitiator and TestResponder exchange.
struct TestMessages {
  std::vector<uint8_t> first;
  std::vector<uint8_t> second;
};

inline TestMessages MakeTestMessages(Suite suite) {
  TestMessages messages;
  HandshakeState responder = TestResponder(suite);
  HandshakeState initiator = TestInitiator(suite);
  messages.first = WriteToVector(initiator);
  if (responder.ReadMessage(messages.first, {})) messages.second = WriteToVector(responder);
  return messages;
}

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_TESTING_NOISE_PAIR_H_
