// Peer: the runner's side of one session over one channel: handshake frames and frames in both
// directions, each tampered with as its step says.
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
// Returns the secret of an ephemeral key in a session: the first has that of the case, each further
// one another.
SecretText SecretOfSession(SecretText first, uint8_t session);
EphemeralKeyPair EphemeralOfSession(Suite suite, SecretText secret, uint8_t session);

// Returns the runner's keys for a session with the ephemeral key `e`.
deviant::SideKeys KeysOfRunner(const Config& config, const Keys& keys, const deviant::LoosePair& e);

// Whether the runner sends this handshake frame, the other side being the IUT of `config`.
bool RunnerSends(const HandshakeFrame& frame, const Config& config);
// Returns the step that sends a handshake frame without a fault.
const Step& PlainHandshakeFrame(HandshakeFrame::Kind kind);

// What a step sent.
struct Sent {
  Bytes plaintext;        // of a frame
  Bytes wire;             // the handshake frame or the ciphertext, after the layer `frame`
  Bytes made;             // the handshake frame before the layer `frame`
  size_t bytes_sent = 0;  // handed to the stream by now
  std::optional<FrameKey> key = {};  // of a frame: under what it was sealed
};

class Peer {
 public:
  // `e` is the runner's ephemeral key, used for this session.
  Peer(const Config& config, const Keys& keys, const deviant::LoosePair& e,
       std::unique_ptr<Channel> channel);
  // With a new one.
  Peer(const Config& config, const Keys& keys, std::unique_ptr<Channel> channel)
      : Peer(config, keys, deviant::LoosePair::Generate(config.suite), std::move(channel)) {}

  // Sends what the step says. Fails, with a sentence, where that cannot be done.
  OrWhy<Sent> SendHandshakeFrame(const Step& step, const Names& names, Deadline deadline);
  OrWhy<Sent> Send(const Step& step, const Names& names, Deadline deadline);
  // Seals a plaintext as it should be, and returns the frame. The handshake has to be done.
  Bytes SealFrame(ByteView plaintext);
  // Has `stream pace` wait so many times as long.
  void StretchPauses(double scale) { pause_scale_ = scale; }
  // Sends what was held back or delayed.
  void Flush(Deadline deadline);

  // Keeps what arrives, until the deadline or the end of the stream.
  void Listen(Deadline deadline);
  // Waits for what the IUT does next.
  Outcome Next(Deadline deadline);
  // Returns what is known about the bytes that did not verify, and until the deadline collects what
  // follows them.
  Evidence CollectEvidence(Deadline deadline);
  // Returns what is known of a session in which all was well.
  Evidence SessionSoFar() const;

  Channel& channel() { return *channel_; }
  // Whether the handshake is done.
  bool IsOpen() const { return session_.IsOpen(); }
  Hash512 session_id() const;
  // Returns what opens the runner's frames, from the first one on. The handshake has to be done.
  deviant::LooseOpener ReceiverOfIut() const { return session_.OpenerOfOther(); }

 private:
  OrWhy<Sent> SendFrame(Tampers tampers, const Names& names, Sent sent, Deadline deadline);
  OrWhy<Sent> Write(Tampers tampers, const Names& names, Bytes bytes, Sent sent, Deadline deadline);
  void Keep(ByteView plaintext);
  Bytes& HandshakeFrameOf(HandshakeFrame::Kind kind);

  // Returns what the bytes received so far are, or nothing where more are needed.
  std::optional<Outcome> Recognise();
  std::optional<Outcome> RecogniseHandshakeFrame();
  std::optional<Outcome> RecogniseFrame();
  Outcome AtEnd(const Arrival& arrival);
  // Remembers the first bytes that are not what they should be.
  void Suspect(Evidence::Suspect what, ByteView bytes, ByteView more = {});

  Config config_;
  deviant::LooseSession session_;
  SecretText first_e_;  // of the runner's ephemeral key in the first session
  std::unique_ptr<Channel> channel_;
  double pause_scale_ = 1.0;
  Bytes held_;         // to be sent with what comes next
  Bytes delayed_;      // to be sent after what comes next
  Inbox inbox_;        // received and not yet recognised
  Evidence evidence_;  // but for what is known at the end
  bool lost_ = false;  // the place where the next frame begins is lost
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_PEER_H_
