// LooseSession: one side of a session, without I/O. It may deviate in everything it sends. It reads
// correctly.
//
//   LooseSession session(Role::kInitiator, suite, framing, keys);
//   Bytes frame = *session.WriteHandshakeFrame(wrong);
//   if (!session.ReadHandshakeFrame(bytes)) ...
//   Bytes body = session.Seal(plaintext, wrong.send);        without its length field
//   auto plaintext = session.Open(body);
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_SESSION_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_SESSION_H_

#include <optional>

#include "conformance/deviant/loose_handshake.h"
#include "conformance/deviant/loose_transport.h"

namespace asmtp::deviant {

class LooseSession {
 public:
  LooseSession(noise::Role role, Suite suite, Framing framing, SideKeys keys)
      : framing_(framing), handshake_(role, suite, keys) {}

  // Writes the handshake frame of this side, or reads that of the other. Both fail with a sentence;
  // the session is unusable after that.
  OrWhy<Bytes> WriteHandshakeFrame(const Deviation& deviation);
  OrWhy<void> ReadHandshakeFrame(ByteView frame);
  // Size of the other side's handshake frame, in bytes.
  size_t handshake_frame_size() const;
  // Replaces the ephemeral key. Call before WriteHandshakeFrame().
  void UseEphemeral(const LoosePair& e) { handshake_.UseEphemeral(e); }

  // Whether both handshake frames are done.
  bool IsOpen() const { return handshake_.IsFinished(); }
  // Call only if the session is open.
  Bytes Seal(ByteView plaintext, const Direction& deviation) {
    return sealer_.Seal(plaintext, deviation);
  }
  std::optional<Bytes> Open(ByteView body) { return opener_.Open(body); }
  const LooseSealer& sealer() const { return sealer_; }
  const LooseOpener& opener() const { return opener_; }
  // Returns an opener for the frames of this side, starting at the first one.
  LooseOpener OpenerOfOther() const;

  const Bytes& session_id() const { return handshake_.session_id(); }
  noise::Role role() const { return handshake_.role(); }
  const SideKeys& keys() const { return handshake_.keys(); }

 private:
  void OpenIfFinished();

  Framing framing_;
  LooseHandshake handshake_;
  LooseSplit split_;
  LooseSealer sealer_;
  LooseOpener opener_;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_SESSION_H_
