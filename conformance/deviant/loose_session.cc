#include "conformance/deviant/loose_session.h"

#include <fmt/format.h>

#include "core/wire/framing.h"

namespace asmtp::deviant {

OrWhy<Bytes> LooseSession::WriteHandshakeFrame(const Deviation& deviation) {
  auto frame = handshake_.Write(deviation);
  OpenIfFinished();
  return frame;
}

OrWhy<void> LooseSession::ReadHandshakeFrame(ByteView frame) {
  if (frame.front() != kVersion1) {
    return std::unexpected(fmt::format("the version byte is {:#04x}", frame.front()));
  }
  auto read = handshake_.Read(frame, {});
  if (read && !handshake_.IsExpected({})) {
    // Expectations files quote this text.
    return std::unexpected("init: the static key is not the IUT's");
  }
  OpenIfFinished();
  return read;
}

size_t LooseSession::handshake_frame_size() const {
  return role() == noise::Role::kInitiator ? kResponseFrameSize : kInitializeFrameSize;
}

LooseOpener LooseSession::OpenerOfOther() const { return {split_, role()}; }

void LooseSession::OpenIfFinished() {
  if (!handshake_.IsFinished()) return;
  split_ = handshake_.Split({});
  sealer_ = LooseSealer(split_, role(), framing_);
  opener_ = LooseOpener(split_, noise::Peer(role()));
}

}  // namespace asmtp::deviant
