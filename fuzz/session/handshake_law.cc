#include "fuzz/session/handshake_law.h"

#include <algorithm>

#include "core/bytes/reader.h"
#include "fuzz/figures.h"
#include "fuzz/law.h"
#include "fuzz/sample.h"
#include "fuzz/session/end.h"
#include "fuzz/session/settings.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kDeterminism, RunIsDeterministic, "the same input gives the same result")

constexpr uint64_t kRunTwice = 64;

// Returns the frame of an honest peer for `end`, which has sent `first`.
model::Bytes HonestFrame(const EndSettings& peer_settings, const model::Bytes& first) {
  End peer(peer_settings);
  if (!first.empty()) peer.Deliver(first, {});
  peer.Decide();
  return peer.TakeOutput();
}

model::Bytes StreamOf(uint8_t mode, ByteView bytes, model::Bytes honest) {
  if (mode % 2 == 0) return model::ToBytes(bytes);
  const size_t both = std::min(bytes.size(), honest.size());
  for (size_t i = 0; i < both; ++i) honest[i] ^= bytes[i];
  return model::Join(honest, bytes.subspan(both));
}

// Returns a digest of what happened.
uint64_t Run(bool is_initiator, const Program& program, uint8_t mode, ByteView bytes) {
  End end(SettingsOf(program, is_initiator));
  const model::Bytes first = end.TakeOutput();
  model::Bytes honest;
  if (mode % 2 == 1) honest = HonestFrame(SettingsOf(program, !is_initiator), first);
  const model::Bytes stream = StreamOf(mode, bytes, std::move(honest));
  end.Deliver(stream, ByteView(stream).first(std::min<size_t>(stream.size(), 4)));
  end.Decide();
  const model::Bytes output = end.TakeOutput();
  static Figure inputs("inputs");
  static Figure finished("inputs that finish a handshake");
  inputs.Add();
  if (end.is_open()) finished.Add();
  end.DeliverEnd();
  end.CheckPieces();
  return end.Digest(HashOf(output));
}

}  // namespace

void CheckHandshake(bool is_initiator, ByteView input) {
  Reader reader(input);
  Program program;
  uint8_t mode;
  if (!reader.ReadU8(&program.flags) || !reader.ReadU8(&program.keys) || !reader.ReadU8(&mode)) {
    return;
  }
  const uint64_t digest = Run(is_initiator, program, mode, reader.rest());
  if (!IsSampled(input, kRunTwice)) return;
  Require(Run(is_initiator, program, mode, reader.rest()) == digest, RunIsDeterministic);
}

}  // namespace asmtp::fuzz
