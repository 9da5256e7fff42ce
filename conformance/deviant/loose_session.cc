#include "conformance/deviant/loose_session.h"

#include <fmt/format.h>

#include "core/wire/handshake_frame.h"

namespace asmtp::deviant {

OrWhy<Bytes> LooseSession::WriteFlight(const Deviation& deviation) {
  auto flight = handshake_.Write(deviation);
  OpenIfFinished();
  return flight;
}

OrWhy<void> LooseSession::ReadFlight(ByteView flight) {
  if (!IsSupportedVersion(flight.front())) {
    return std::unexpected(fmt::format("the version byte is {:#04x}", flight.front()));
  }
  auto read = handshake_.Read(flight, {});
  if (read && !handshake_.IsExpected({})) {
    return std::unexpected("init: the static key is not the IUT's");
  }
  OpenIfFinished();
  return read;
}

size_t LooseSession::flight_size() const {
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
