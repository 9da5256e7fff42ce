// Faults in section 3 of SPEC.md. Most make the handshake fail with everybody who is right.
#include "conformance/faulty/seam/fault_table.h"

namespace asmtp::faulty {
namespace {

// clang-format off
const SeamFault kFaults[] = {
    {.name = "low-order-taken", .clause = "CRY-14",
     .what = "goes on with a shared secret of 32 zero bytes.",
     .wrong = {.crypto = {.low_order_accepted = true}}},
    {.name = "low-order-taken-25519", .clause = "CRY-14",
     .what = "goes on with a shared secret of 32 zero bytes in the suite 25519.",
     .wrong = {.crypto = {.low_order_accepted = true}}, .suite = Suite::kX25519},
    {.name = "high-bit-refused", .clause = "CRY-6",
     .what = "refuses an ephemeral key whose bit 255 is set.",
     .wrong = {.crypto = {.high_bit_refused = true}}, .suite = Suite::kX25519},
    {.name = "non-canonical-refused", .clause = "CRY-11",
     .what = "refuses an ephemeral key whose y is p or more.",
     .wrong = {.crypto = {.non_canonical_refused = true}}},
    {.name = "non-canonical-refused-25519", .clause = "CRY-7",
     .what = "refuses an ephemeral key of p or more in the suite 25519.",
     .wrong = {.crypto = {.non_canonical_refused = true}}, .suite = Suite::kX25519},
    {.name = "high-bit-of-peer-lost-25519", .clause = "CRY-6",
     .what = "clears bit 255 of the static key that it is told to expect, in the suite 25519.",
     .wrong = {.handshake = {.high_bit_of_peer_lost = true}}, .suite = Suite::kX25519},
    {.name = "unset-secret-replaced", .clause = "CRY-9",
     .what = "takes a static secret of zeros or ones for none, and makes another one.",
     .wrong = {.handshake = {.unset_secret_replaced = true}}},
    {.name = "same-e", .clause = "CRY-4",
     .what = "uses one ephemeral key for all connections.",
     .wrong = {.handshake = {.same_e = true}}},
    {.name = "key-unconverted", .clause = "CRY-9",
     .what = "takes an Ed25519 public key for an X25519 one.",
     .wrong = {.crypto = {.public_key_unconverted = true}}},
    {.name = "nonce-big-endian", .clause = "CRY-16",
     .what = "writes the counter of a nonce in big-endian order.",
     .wrong = {.crypto = {.nonce_big_endian = true}}},
    {.name = "hmac-block-64", .clause = "CRY-19",
     .what = "pads the key of HMAC to 64 bytes and not to 128.",
     .wrong = {.crypto = {.hmac_block = 64}},
     .hypothesis = "hmac-block-64"},
    {.name = "hkdf-from-zero", .clause = "CRY-20",
     .what = "counts the outputs of HKDF from 0.",
     .wrong = {.crypto = {.hkdf_counts_from_zero = true}}},
    {.name = "hkdf-swapped", .clause = "CRY-20",
     .what = "takes the first output of HKDF for the key.",
     .wrong = {.crypto = {.hkdf_outputs_swapped = true}}},
    {.name = "key-from-the-end", .clause = "CRY-21",
     .what = "takes the last 32 bytes of an output of HKDF for a key.",
     .wrong = {.crypto = {.key_is_end_of_output = true}},
     .hypothesis = "key-from-second-half"},
    {.name = "name-hashed", .clause = "HS-11",
     .what = "hashes the protocol name, which is short enough to be padded.",
     .wrong = {.crypto = {.protocol_name_hashed = true}},
     .hypothesis = "name-hashed"},
    {.name = "handshake-without-ad", .clause = "HS-13",
     .what = "seals the handshake without h as associated data.",
     .wrong = {.crypto = {.handshake_without_ad = true}},
     .hypothesis = "handshake-ad-empty"},
};
// clang-format on

}  // namespace

std::span<const SeamFault> CryptoFaults() { return kFaults; }

}  // namespace asmtp::faulty
