#include "fuzz/session/settings.h"

#include "fuzz/session/key_ring.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;

constexpr uint32_t kLengthLimitDefault = 64 * 1024;

// 32 bytes without a known secret; of low order if `keys` is 0 or 1.
Bytes RawKey(uint8_t keys) {
  Bytes key(32, keys < 2 ? 0 : keys);
  key[0] = keys;
  return key;
}

}  // namespace

EndSettings SettingsOf(const Program& program, bool is_initiator) {
  const Suite suite = program.Has(Program::kSuite25519) ? Suite::kX25519 : Suite::kEd25519;
  const Framing framing = program.Has(Program::kFramingU16) ? Framing::kU16 : Framing::kU32;
  const uint8_t ring = program.keys;
  const bool same = program.Has(Program::kReflexive);
  const StaticKey& initiator = StaticKeyOf(suite, Holder::kInitiator, ring);
  const StaticKey& responder = same ? initiator : StaticKeyOf(suite, Holder::kResponder, ring);
  const StaticKey& stranger = StaticKeyOf(suite, Holder::kStranger, ring);
  const StaticKey& own = is_initiator ? initiator : responder;
  const StaticKey* peer = is_initiator ? &responder : &initiator;
  if (program.Has(is_initiator ? Program::kWrongNumber : Program::kStranger)) peer = &stranger;
  const uint32_t limit = program.length_limit == 0 ? kLengthLimitDefault : program.length_limit;
  EndSettings settings{
      .suite = suite,
      .format = FrameFormat(framing, limit),
      .is_initiator = is_initiator,
      .s = &own.pair,
      .keys = {.s = own.secret,
               .e = EphemeralSecretOf(is_initiator ? Holder::kInitiator : Holder::kResponder,
                                      program.keys),
               .peer = peer->public_key}};
  settings.decides_later = !is_initiator && program.Has(Program::kDecideLater);
  if (is_initiator && program.Has(Program::kRawResponderKey)) {
    settings.keys.peer = RawKey(program.keys);
  }
  return settings;
}

}  // namespace asmtp::fuzz
