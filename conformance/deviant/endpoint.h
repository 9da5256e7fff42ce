// Endpoint: one connection of a faulty endpoint, without I/O: bytes in, bytes out. It echoes every
// message, and applies its deviation. Program: what the connections of an endpoint share.
//
//   Program program;
//   Endpoint endpoint(setup, wrong, program);
//   Write(endpoint.TakeOutput());                 the initiator's first frame
//   endpoint.Feed(bytes);                         a segment of the stream, as it arrived
//   Write(endpoint.TakeOutput());
//   if (endpoint.state() != Endpoint::State::kOpen) ...
#ifndef ASMTP_CONFORMANCE_DEVIANT_ENDPOINT_H_
#define ASMTP_CONFORMANCE_DEVIANT_ENDPOINT_H_

#include <map>
#include <optional>
#include <vector>

#include "conformance/deviant/loose_handshake.h"
#include "conformance/deviant/receiver.h"
#include "core/testing/ledger_state.h"

namespace asmtp::deviant {

// The keys of an open connection.
struct EndpointKeys {
  LooseSealer sealer;
  Receiver receiver;
};

struct Program {
  size_t sessions = 0;           // begun so far
  size_t welcomed = 0;           // of those, with a complete handshake
  size_t failed_handshakes = 0;  // of those
  size_t endings = 0;            // failures that end all connections
  std::vector<EndpointKeys> contexts;
  Bytes inbox;
  std::map<size_t, std::vector<Bytes>> messages;  // accepted, by the number of the session
};

class Endpoint {
 public:
  // The parameters of an endpoint.
  struct Setup {
    noise::Role role = noise::Role::kResponder;
    Suite suite = Suite::kEd25519;
    Framing framing = Framing::kU32;
    Key32 secret{};
    Key32 peer{};                // public key of the responder, or of the only accepted initiator
    std::optional<Key32> e;      // secret of the ephemeral key; default: a new one
    bool reads_rightly = false;  // deviates only in what it sends
    bool is_node = false;        // answers nothing and takes anybody
  };

  enum class State : uint8_t {
    kOpen,
    kClosed,      // it has ended the stream
    kHalfClosed,  // it has ended its direction, and discards what comes
    kReset,       // it has ended the stream with RST
    kHangs,       // it never does anything again
    kCrashed,     // it would abort
    kReported,    // it would print a sanitizer report and exit
  };

  // `wrong` and `program` must outlive it.
  Endpoint(const Setup& setup, const Deviation& wrong, Program& program);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  void Feed(ByteView segment);
  // Reports that the stream is idle.
  void Idle();
  // Reports that the peer has ended the stream, before it has received all of the output if `owes`.
  void FeedEnd(bool owes = false);
  // Reports that the connection was reset, while the stream did not take all of the output if
  // `writing`.
  void FeedReset(bool writing = false);
  // Returns the bytes to send, and clears them.
  Bytes TakeOutput();
  State state() const { return state_; }
  // Returns the length that an incomplete frame has announced, or nothing.
  std::optional<uint64_t> Announced() const;
  // Whether a partial frame here blocks all other sessions.
  bool HoldsAll() const;

 private:
  enum class Phase : uint8_t { kHandshake, kFrames };

  bool IsResponder() const { return setup_.role == noise::Role::kResponder; }
  bool IsServed() const;
  size_t HandshakeFrameSize() const;
  void Write();
  void Work();
  bool WorkOnHandshake();
  bool TakeHandshakeFrame(ByteView frame);
  bool ReadAsOtherSuite(ByteView frame);
  bool IsWanted() const;
  bool Respond();
  void Open();
  bool WorkOnFrames();
  void OnPlaintext(const Bytes& plaintext);
  bool TakesNoMessage();
  bool IsTaken(const Bytes& plaintext);
  std::vector<Bytes> MessagesOfOthers() const;
  void Answer(Bytes plaintext);
  void Send(ByteView plaintext);
  bool Fail();
  bool Fail(Behaviour::OnFailure how);
  bool Stop(State state);

  Setup setup_;
  const Deviation* wrong_;
  const Deviation* reading_;  // how it deviates in reading
  Program* program_;
  size_t number_;   // of the session in the program, from 0
  size_t endings_;  // of the program before it
  LooseHandshake handshake_;
  Phase phase_ = Phase::kHandshake;
  State state_ = State::kOpen;
  // Its own, unless the deviation shares them.
  EndpointKeys own_keys_;
  EndpointKeys* keys_ = &own_keys_;
  Bytes own_inbox_;
  Bytes* inbox_ = &own_inbox_;
  Bytes output_;
  LedgerTeller teller_;
  std::vector<Bytes> late_;
  size_t messages_ = 0;
  bool ends_with_next_ = false;
  bool fed_ = false;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_ENDPOINT_H_
