// Violations of section 3 of SPEC.md. With most of them the handshake fails with any correct peer.
#include <algorithm>

#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kHandshake = Stage::kHandshake;

// Whether a secret looks like uninitialized memory.
bool IsUnset(ByteView secret) {
  const auto is_first = [&](uint8_t byte) { return byte == secret.front(); };
  return (secret.front() == 0 || secret.front() == 0xff) && std::ranges::all_of(secret, is_first);
}
bool BeginsWithZero(ByteView secret) { return secret.front() == 0 && !IsUnset(secret); }

// clang-format off
constexpr Row kRows[] = {
    {.id = "low-order-taken", .clause = "CRY-14", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "accepts an all-zero shared secret.",
     .apply = [](D& d) { d.crypto.low_order_accepted = true; }},
    {.id = "low-order-taken-25519", .clause = "CRY-14", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "accepts an all-zero shared secret in the suite 25519.",
     .apply = [](D& d) { d.crypto.low_order_accepted = true; },
     .suite = Suite::kX25519},
    {.id = "high-bit-refused", .clause = "CRY-6", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "rejects an ephemeral key with bit 255 set.",
     .apply = [](D& d) { d.crypto.high_bit_refused = true; },
     .suite = Suite::kX25519},
    {.id = "non-canonical-refused", .clause = "CRY-11", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "rejects an ephemeral key with a y of p or more.",
     .apply = [](D& d) { d.crypto.non_canonical_refused = true; }},
    {.id = "non-canonical-refused-25519", .clause = "CRY-7", .stage = kHandshake,
     .serves = kEndpoint,
     .sentence = "rejects an ephemeral key of p or more in the suite 25519.",
     .apply = [](D& d) { d.crypto.non_canonical_refused = true; },
     .suite = Suite::kX25519},
    {.id = "high-bit-of-peer-lost-25519", .clause = "CRY-6", .stage = kHandshake,
     .serves = kEndpoint,
     .sentence = "clears bit 255 of the static key that it expects, in the suite 25519.",
     .apply = [](D& d) { d.admission.high_bit_of_peer_lost = true; },
     .suite = Suite::kX25519},
    {.id = "unset-secret-replaced", .clause = "CRY-9", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "replaces a static secret of 32 bytes 00 or ff by another one.",
     .apply = [](D& d) { d.admission.replaces_secret = IsUnset; }},
    {.id = "secret-of-zero-replaced", .clause = "CRY-9", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "replaces a static secret that begins with a zero byte by another one.",
     .apply = [](D& d) { d.admission.replaces_secret = BeginsWithZero; },
     .family = "handshake/zero-byte/secret"},
    {.id = "first-zeros-of-dh-lost", .clause = "CRY-9", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "mixes the result of DH without the zero bytes that it begins with.",
     .apply = [](D& d) { d.crypto.dh = Strips::kFirst; },
     .family = "handshake/zero-byte/dh-first", .hypothesis = "dh-first-zeros-lost"},
    {.id = "last-zeros-of-dh-lost", .clause = "CRY-9", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "mixes the result of DH without the zero bytes that it ends with.",
     .apply = [](D& d) { d.crypto.dh = Strips::kLast; },
     .family = "handshake/zero-byte/dh-last", .hypothesis = "dh-last-zeros-lost"},
    {.id = "first-zeros-of-keys-lost", .clause = "HS-14", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "hashes public keys without the zero bytes that they begin with.",
     .apply = [](D& d) { d.handshake.keys_hashed = Strips::kFirst; },
     .family = "handshake/zero-byte/ephemeral-key-first", .hypothesis = "key-first-zeros-lost"},
    {.id = "last-zeros-of-keys-lost", .clause = "HS-14", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "hashes public keys without the zero bytes that they end with.",
     .apply = [](D& d) { d.handshake.keys_hashed = Strips::kLast; },
     .family = "handshake/zero-byte/ephemeral-key-last", .hypothesis = "key-last-zeros-lost"},
    {.id = "same-e", .clause = "CRY-4", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "uses one ephemeral key for all connections.",
     .apply = [](D& d) { d.handshake.e_pool = 1; }},
    {.id = "key-unconverted", .clause = "CRY-9", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "uses an Ed25519 public key as an X25519 key, without conversion.",
     .apply = [](D& d) { d.crypto.public_key_unconverted = true; }},
    {.id = "sign-bit-kept", .clause = "CRY-10", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "takes the sign bit of a public key for a part of y.",
     .apply = [](D& d) { d.crypto.sign_bit_kept = true; }},
    {.id = "seed-unhashed", .clause = "CRY-9", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "uses the seed of its static key as the scalar, without SHA-512.",
     .hypothesis = "seed-as-scalar"},
    {.id = "nonce-big-endian", .clause = "CRY-16", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "writes the counter of the nonce in big-endian order.",
     .apply = [](D& d) { d.send.nonce_form = d.receive.nonce_form = NonceForm::kBigEndian; }},
    {.id = "hmac-block-64", .clause = "CRY-19", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "pads the key of HMAC to 64 bytes instead of 128.",
     .hypothesis = "hmac-block-64"},
    {.id = "hkdf-from-zero", .clause = "CRY-20", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "counts the outputs of HKDF from 0.",
     .apply = [](D& d) { d.crypto.hkdf_counts_from_zero = true; }},
    {.id = "hkdf-swapped", .clause = "CRY-20", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "uses the first output of HKDF as the key.",
     .apply = [](D& d) { d.crypto.hkdf_outputs_swapped = true; }},
    {.id = "key-from-the-end", .clause = "CRY-21", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "uses the last 32 bytes of an output of HKDF as the key.",
     .hypothesis = "key-from-second-half"},
    {.id = "name-hashed", .clause = "HS-11", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "hashes the protocol name instead of padding it.",
     .hypothesis = "name-hashed"},
    {.id = "handshake-without-ad", .clause = "HS-13", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "seals handshake frames without h as associated data.",
     .hypothesis = "handshake-ad-empty"},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointCryptoRows() { return kRows; }

}  // namespace asmtp::deviant
