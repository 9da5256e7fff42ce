// Peer: the runner's side of one session over one channel. It sends and receives handshake frames
// and frames, and applies the tampers of each step.
//
//   Peer peer(config, keys, std::move(channel));
//   peer.SendHandshakeFrame(step, names);
//   Outcome outcome = peer.Next(deadline);
//   peer.Send(step, names);
#ifndef ASMTP_CONFORMANCE_PLAY_PEER_H_
#define ASMTP_CONFORMANCE_PLAY_PEER_H_

#include <memory>
#include <optional>

#include "conformance/deviant/loose_session.h"
#include "conformance/play/byte_tamper.h"
#include "conformance/play/channel.h"
#include "conformance/play/config.h"
#include "conformance/play/evidence.h"
#include "conformance/play/inbox.h"
#include "conformance/play/outcome.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// Returns the static key pair of a secret.
StaticKeyPair StaticPair(Suite suite, const SecretText& secret);
// Returns the IUT's public key.
StaticPublic IutPublic(Suite suite, const Keys& keys);
// Returns the public key that the IUT is told to expect.
StaticPublic PublicOfPeer(Suite suite, const Keys& keys);
EphemeralKeyPair EphemeralPair(Suite suite, const SecretText& secret);
// Returns the ephemeral secret of a session: that of the case in the first session, a different one
// in each later session.
SecretText SecretOfSession(SecretText first, uint16_t session);
EphemeralKeyPair EphemeralOfSession(Suite suite, SecretText secret, uint16_t session);

// Returns the runner's keys for a session with the ephemeral key `e`.
deviant::SideKeys KeysOfRunner(const Config& config, const Keys& keys, const deviant::LoosePair& e);

// Whether the runner, as the peer of the IUT in `config`, sends this handshake frame.
bool RunnerSends(const HandshakeFrame& frame, const Config& config);
// Returns the step that sends a handshake frame without a fault.
const Step& PlainHandshakeFrame(HandshakeFrame::Kind kind);

// What a step sent.
struct Sent {
  Bytes plaintext;        // of a frame
  Bytes wire;             // the handshake frame or the ciphertext, after the layer `frame`
  Bytes made;             // the handshake frame before the layer `frame`
  size_t bytes_sent = 0;  // written to the stream so far
  std::optional<FrameKey> key = {};  // of a frame: the key it was sealed under
};

class Peer {
 public:
  // `e` is the runner's ephemeral key, used for this session.
  Peer(const Config& config, const Keys& keys, const deviant::LoosePair& e,
       std::unique_ptr<Channel> channel);
  // With a new ephemeral key.
  Peer(const Config& config, const Keys& keys, std::unique_ptr<Channel> channel)
      : Peer(config, keys, deviant::LoosePair::Generate(config.suite), std::move(channel)) {}

  // Sends what the step says. Fails with a sentence if that is impossible.
  OrWhy<Sent> SendHandshakeFrame(const Step& step, const Names& names, Deadline deadline);
  OrWhy<Sent> Send(const Step& step, const Names& names, Deadline deadline);
  // Seals a plaintext without faults and returns the frame. The handshake must be complete.
  Bytes SealFrame(ByteView plaintext);
  // Multiplies the pauses of `stream pace`.
  void StretchPauses(double scale) { pause_scale_ = scale; }
  // Sends bytes that were held or delayed.
  void Flush(Deadline deadline);
  // Ends both directions at once, with the bytes that were held or delayed.
  void Leave(Deadline deadline);

  // Buffers what arrives until the deadline or the end of the stream.
  void Listen(Deadline deadline);
  // Waits for the IUT's next outcome.
  Outcome Next(Deadline deadline);
  // Returns the evidence about the bytes that did not verify, with the bytes that follow until the
  // deadline.
  Evidence CollectEvidence(Deadline deadline);
  // Sends one more message and adds its answer to the evidence: a second frame tells apart mistakes
  // that look alike in the first. Waits for at most `patience`.
  void AskAgain(Evidence& evidence, Deadline patience);
  // Returns the evidence of a session without a failure.
  Evidence SessionSoFar() const;

  Channel& channel() { return *channel_; }
  // Whether the handshake is complete.
  bool IsOpen() const { return session_.IsOpen(); }
  Hash512 session_id() const;
  // Returns an opener for the runner's frames, from the first one on. The handshake must be
  // complete.
  deviant::LooseOpener ReceiverOfIut() const { return session_.OpenerOfOther(); }

 private:
  OrWhy<Sent> SendFrame(Tampers tampers, const Names& names, Sent sent, Deadline deadline);
  OrWhy<Sent> Write(Tampers tampers, const Names& names, Bytes bytes, Sent sent, Deadline deadline);
  void Keep(ByteView plaintext);
  Bytes TakeHeld();
  Bytes& HandshakeFrameOf(HandshakeFrame::Kind kind);

  // Returns the outcome of the bytes received so far, or nothing if more are needed.
  std::optional<Outcome> Recognise();
  std::optional<Outcome> RecogniseHandshakeFrame();
  std::optional<Outcome> RecogniseFrame();
  Outcome AtEnd(const Arrival& arrival);
  // Returns how many bytes of an answer are read, in bytes.
  size_t AnswerMax() const;
  // Remembers the first invalid bytes.
  void Suspect(Evidence::Suspect what, ByteView bytes, ByteView more = {});

  Config config_;
  deviant::LooseSession session_;
  SecretText first_e_;  // the runner's ephemeral secret in the first session
  std::unique_ptr<Channel> channel_;
  double pause_scale_ = 1.0;
  Bytes held_;         // to be sent with the next bytes
  Bytes delayed_;      // to be sent after the next frame
  Inbox inbox_;        // received and not yet recognised
  Evidence evidence_;  // except what is known only at the end
  bool lost_ = false;  // the start of the next frame is unknown
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_PEER_H_
