// Sessions with fixed keys, and events as text, for tests.
#ifndef ASMTP_CORE_TESTING_SESSION_PAIR_H_
#define ASMTP_CORE_TESTING_SESSION_PAIR_H_

#include <string>
#include <vector>

#include "core/session/session.h"
#include "core/testing/hex.h"
#include "core/testing/test_bytes.h"
#include "core/testing/test_keys.h"

namespace asmtp {

inline Session TestInitiatorSession(FrameFormat format, Suite suite = Suite::kEd25519) {
  return Session::Initiator(format, TestStatic(suite, 0x11), TestEphemeral(suite, 0x22),
                            TestStatic(suite, 0x33).public_key());
}

inline Session TestResponderSession(FrameFormat format, Suite suite = Suite::kEd25519) {
  return Session::Responder(format, TestStatic(suite, 0x33), TestEphemeral(suite, 0x44));
}

// Returns e.g. "Received 0102" or "Closed frame-rejected".
inline std::string ToText(const Event& event) {
  struct Visitor {
    std::string operator()(const NeedBytes&) { return "NeedBytes"; }
    std::string operator()(const PeerIdentified&) { return "PeerIdentified"; }
    std::string operator()(const Opened&) { return "Opened"; }
    std::string operator()(const Received& event) { return "Received " + ToHex(event.plaintext); }
    std::string operator()(const Closed& event) {
      return "Closed " + std::string(Name(event.reason));
    }
  };
  return std::visit(Visitor(), event);
}

inline std::string_view PhaseName(Phase phase) {
  switch (phase) {
    case Phase::kListening:
      return "Listening";
    case Phase::kReceivedInitialize:
      return "ReceivedInitialize";
    case Phase::kSentInitialize:
      return "SentInitialize";
    case Phase::kOpen:
      return "Open";
    case Phase::kClosed:
      break;
  }
  return "Closed";
}

// Returns "-" on success, otherwise the name of the error.
template <class Result>
std::string ToText(const Result& result) {
  return result ? "-" : std::string(Name(result.error()));
}

// Returns the frame of `plaintext`, or no bytes if it cannot be sealed.
template <class Writer>
std::vector<uint8_t> SealToVector(Writer& writer, ByteView plaintext) {
  std::vector<uint8_t> frame(writer.format().FrameSize(plaintext.size()));
  return writer.Seal(plaintext, frame) ? frame : std::vector<uint8_t>();
}

// Both sides of an open session.
struct SessionPair {
  Session initiator;
  Session responder;
};

// Performs the handshake. If `opened_taken` is false, the responder's Opened event is pending.
inline SessionPair OpenSessionPair(FrameFormat format, Suite suite = Suite::kEd25519,
                                   bool opened_taken = true) {
  SessionPair pair = {TestInitiatorSession(format, suite), TestResponderSession(format, suite)};
  pair.responder.Feed(pair.initiator.TakeOutput());
  pair.responder.Next();
  if (!pair.responder.Accept()) return pair;
  pair.initiator.Feed(pair.responder.TakeOutput());
  pair.initiator.Next();
  if (opened_taken) pair.responder.Next();
  return pair;
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_SESSION_PAIR_H_
