#include "bench/open_pair.h"

#include <utility>

#include "bench/pairs.h"

namespace asmtp::bench {

StaticKeyPair StaticKeyOf(Suite suite, uint8_t name) {
  ByteArray<kSecretKeySize> secret;
  secret.fill(name);
  return StaticKeyPair::FromSecret(suite, StaticSecret(secret));
}

OpenPair MakeOpenPair(Suite suite) {
  using noise::HandshakeState;
  const StaticKeyPair responder_static = StaticKeyOf(suite, 2);
  HandshakeState initiator = HandshakeState::Initiator(
      {}, StaticKeyOf(suite, 1), EphemeralKeyPair::Generate(suite), responder_static.public_key());
  HandshakeState responder =
      HandshakeState::Responder({}, responder_static.Clone(), EphemeralKeyPair::Generate(suite));
  ByteArray<96> first;
  ByteArray<48> second;
  Require(initiator.WriteMessage({}, first) && responder.ReadMessage(first, {}) &&
              responder.WriteMessage({}, second) && initiator.ReadMessage(second, {}),
          "the handshake fails");
  auto sending = *std::move(initiator).Finish();
  auto receiving = *std::move(responder).Finish();
  return {.writer = FrameWriter(FrameFormat(), std::move(sending.sealer)),
          .reader = FrameReader(FrameFormat(), std::move(receiving.opener), ReceiveBuffer())};
}

}  // namespace asmtp::bench
