// Likely mistakes of implementations, as hypotheses about bytes that do not verify.
#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using Key = Direction::Key;
using Length = Direction::Length;
using PreMessage = Handshake::PreMessage;
using Rekey = Direction::Rekey;
using Rekeys = Direction::Rekeys;
using StaticKey = Handshake::StaticKey;
using VersionByte = Handshake::VersionByte;
using noise::Token;
constexpr auto kInitialize = Stage::kInitialize;
constexpr auto kHandshake = Stage::kHandshake;
constexpr auto kFrame = Stage::kFrame;
constexpr auto kHypothesis = Serves::kHypothesis;

constexpr Token kSsFirst[] = {Token::e, Token::ss, Token::s, Token::es};
constexpr Token kNoSs[] = {Token::e, Token::es, Token::s};
constexpr Token kEeOnly[] = {Token::e, Token::ee};
constexpr Token kSeOnly[] = {Token::e, Token::se};
constexpr Token kSeEe[] = {Token::e, Token::se, Token::ee};
constexpr Token kEeEs[] = {Token::e, Token::ee, Token::es};

// clang-format off
constexpr Row kRows[] = {
    // Keys of frames
    {.id = "no-rekey", .clause = "TR-2", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender does NOT rekey after sending: REKEY is missing on its send path",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kNever; }},
    {.id = "rekey-before-sealing", .clause = "TR-3", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender has rekeyed once before its first frame: too early, or for a frame "
                 "that it received",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kBeforeEach; }},
    {.id = "one-rekey-too-many", .clause = "TR-3", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender has rekeyed once too often",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kOneTooMany; }},
    {.id = "one-rekey-too-few", .clause = "TR-3", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender has missed one rekey",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kOneTooFew; }},
    {.id = "directions-swapped", .clause = "HS-23", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender swaps the two keys of Split()",
     .apply = [](D& d) { d.send.key = d.receive.key = Key::kOther; }},
    {.id = "one-key-for-both-directions", .clause = "HS-23", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender seals under its receiving key of Split()",
     .apply = [](D& d) { d.send.key = Key::kOther; }},
    {.id = "one-cipher-state-for-both-directions", .clause = "TR-9", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender uses one key and one nonce counter for both directions",
     .apply = [](D& d) { d.send.key = Key::kShared; }},
    // Nonces of frames
    {.id = "nonce-reset", .clause = "TR-5", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the nonce is 0: the sender resets it when it rekeys, or never increments it",
     .apply = [](D& d) { d.send.nonce = {.number = 0, .relative = false}; }},
    {.id = "nonce-one-ahead", .clause = "TR-1", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender increments the nonce before it seals, not after",
     .apply = [](D& d) { d.send.nonce = {.number = 1, .relative = true}; }},
    {.id = "one-counter-for-both-directions", .clause = "TR-9", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the sender counts the frames of both directions in one nonce counter",
     .apply = [](D& d) { d.send.counter_shared = d.receive.counter_shared = true; }},
    {.id = "nonce-big-endian", .clause = "CRY-16", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the counter in the nonce is big-endian",
     .apply = [](D& d) { d.send.nonce_form = NonceForm::kBigEndian; }},
    {.id = "nonce-at-front", .clause = "CRY-16", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the counter is in the first 8 bytes of the nonce, and the 4 zero bytes follow it",
     .apply = [](D& d) { d.send.nonce_form = NonceForm::kAtFront; }},
    // The frame around the ciphertext
    {.id = "length-little-endian", .clause = "FR-6", .stage = kFrame, .serves = kHypothesis,
     .sentence = "its length field is little-endian",
     .apply = [](D& d) { d.send.length = Length::kLittleEndian; }},
    {.id = "length-includes-header", .clause = "FR-7", .stage = kFrame, .serves = kHypothesis,
     .sentence = "its length field counts itself",
     .apply = [](D& d) { d.send.length = Length::kWithHeader; }},
    {.id = "length-without-tag", .clause = "FR-7", .stage = kFrame, .serves = kHypothesis,
     .sentence = "its length field does not count the tag",
     .apply = [](D& d) { d.send.length = Length::kWithoutTag; }},
    {.id = "framing-other", .clause = "FR-3", .stage = kFrame, .serves = kHypothesis,
     .sentence = "its length field has the size of the other framing",
     .apply = [](D& d) { d.send.length = Length::kOtherFraming; }},
    {.id = "length-missing", .clause = "FR-5", .stage = kFrame, .serves = kHypothesis,
     .sentence = "it has no length field",
     .apply = [](D& d) { d.send.length = Length::kMissing; }},
    {.id = "ad-is-header", .clause = "TR-6", .stage = kFrame, .serves = kHypothesis,
     .sentence = "its length field is the associated data",
     .apply = [](D& d) { d.send.ad = Direction::Ad::kHeader; }},
    {.id = "ad-is-session-id", .clause = "TR-6", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the session id is the associated data",
     .apply = [](D& d) { d.send.ad = Direction::Ad::kSessionId; }},
    {.id = "tag-missing", .clause = "CRY-15", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the ciphertext has no tag",
     .apply = [](D& d) { d.send.body = Direction::Body::kWithoutTag; }},
    {.id = "not-encrypted", .clause = "FR-10", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the plaintext is not sealed at all",
     .apply = [](D& d) { d.send.body = Direction::Body::kPlain; }},
    {.id = "tag-in-front", .clause = "CRY-15", .stage = kFrame, .serves = kHypothesis,
     .sentence = "the tag precedes the ciphertext",
     .apply = [](D& d) { d.send.tag_first = true; }},
    // REKEY
    {.id = "rekey-block-0", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY uses keystream block 0 instead of block 1",
     .apply = [](D& d) { d.send.rekey = Rekey::kBlock0; }},
    {.id = "rekey-nonce-zero", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY encrypts under the nonce 0, or the nonce of the previous frame",
     .apply = [](D& d) { d.send.rekey = Rekey::kNonceZero; }},
    {.id = "rekey-nonce-next", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY encrypts under the nonce of the next frame",
     .apply = [](D& d) { d.send.rekey = Rekey::kNonceNext; }},
    {.id = "rekey-nonce-max-32", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY encrypts under the nonce 2^32 - 1",
     .apply = [](D& d) { d.send.rekey = Rekey::kNonceMax32; }},
    {.id = "rekey-nonce-all-ones", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY encrypts under a nonce of 12 ff bytes",
     .apply = [](D& d) { d.send.rekey = Rekey::kNonceAllOnes; }},
    {.id = "rekey-last-32", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY uses the last 32 bytes, tag included",
     .apply = [](D& d) { d.send.rekey = Rekey::kTail; }},
    {.id = "rekey-by-hash", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY is the hash of the key",
     .apply = [](D& d) { d.send.rekey = Rekey::kHash; }},
    {.id = "rekey-by-hkdf", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY is HKDF of the key",
     .apply = [](D& d) { d.send.rekey = Rekey::kHkdf; }},
    {.id = "rekey-by-hkdf-of-chain", .clause = "CRY-17", .stage = kFrame, .serves = kHypothesis,
     .sentence = "REKEY is ck, k = HKDF(ck, k)",
     .apply = [](D& d) { d.send.rekey = Rekey::kHkdfOfChain; }},
    // The name and the primitives of the handshake
    {.id = "name-hashed", .clause = "HS-11", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the protocol name is hashed instead of padded to 64 bytes",
     .apply = [](D& d) { d.handshake.name_hashed = true; }},
    {.id = "name-of-other-suite", .clause = "HS-11", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the protocol name is that of the other suite",
     .apply = [](D& d) { d.handshake.other_dh_name = true; }},
    {.id = "name-of-xx", .clause = "HS-11", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the protocol name says XX",
     .apply = [](D& d) { d.handshake.pattern = "XX"; }},
    {.id = "name-of-kk", .clause = "HS-11", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the protocol name says KK",
     .apply = [](D& d) { d.handshake.pattern = "KK"; }},
    {.id = "name-of-ix", .clause = "HS-11", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the protocol name says IX",
     .apply = [](D& d) { d.handshake.pattern = "IX"; }},
    {.id = "hmac-block-64", .clause = "CRY-19", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "HMAC pads its key to 64 bytes instead of the 128 of BLAKE2b",
     .apply = [](D& d) { d.crypto.mac = MacKind::kHmacBlock64; }},
    {.id = "keyed-blake2b-for-hmac", .clause = "CRY-19", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the keyed mode of BLAKE2b replaces HMAC",
     .apply = [](D& d) { d.crypto.mac = MacKind::kKeyedHash; }},
    {.id = "hash-blake2s", .clause = "CRY-18", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the hash is BLAKE2s, under the name of BLAKE2b",
     .apply = [](D& d) {
       d.crypto.hash = HashKind::kBlake2s;
       d.handshake.hash_not_in_name = true;
     }},
    {.id = "suite-blake2s", .clause = "CRY-18", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the hash is BLAKE2s, also in the protocol name",
     .apply = [](D& d) { d.crypto.hash = HashKind::kBlake2s; }},
    {.id = "suite-sha256", .clause = "CRY-18", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the hash is SHA-256, also in the protocol name",
     .apply = [](D& d) { d.crypto.hash = HashKind::kSha256; }},
    {.id = "suite-sha512", .clause = "CRY-18", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the hash is SHA-512, also in the protocol name",
     .apply = [](D& d) { d.crypto.hash = HashKind::kSha512; }},
    {.id = "suite-aes-gcm", .clause = "CRY-15", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the cipher is AES-GCM, also in the protocol name",
     .apply = [](D& d) { d.crypto.cipher = Cipher::kAesGcm; }},
    // What the handshake hashes and mixes
    {.id = "version-in-prologue", .clause = "HS-7", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the version byte is the prologue",
     .apply = [](D& d) { d.handshake.prologue = {kVersion1}; }},
    {.id = "version-hashed-with-e", .clause = "HS-7", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the version byte is hashed together with e",
     .apply = [](D& d) { d.handshake.version_hashed = VersionByte::kWithE; }},
    {.id = "version-hashed", .clause = "HS-7", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the version byte is hashed before e",
     .apply = [](D& d) { d.handshake.version_hashed = VersionByte::kAlone; }},
    {.id = "prologue-not-hashed", .clause = "HS-12", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "MixHash of the empty prologue is left out",
     .apply = [](D& d) { d.handshake.prologue_hashed = false; }},
    {.id = "pre-message-missing", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the responder's static key ('<- s') is not hashed",
     .apply = [](D& d) { d.handshake.pre_message = PreMessage::kMissing; }},
    {.id = "pre-message-of-initiator", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the initiator's static key is hashed instead of the responder's ('<- s')",
     .apply = [](D& d) { d.handshake.pre_message = PreMessage::kInitiator; }},
    {.id = "es-ss-swapped", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "es and ss are mixed in reverse order",
     .apply = [](D& d) { d.handshake.tokens[0] = kSsFirst; }},
    {.id = "ss-missing", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "ss is not mixed",
     .apply = [](D& d) { d.handshake.tokens[0] = kNoSs; }},
    {.id = "ee-se-swapped", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "ee and se are mixed in reverse order",
     .apply = [](D& d) { d.handshake.tokens[1] = kSeEe; }},
    {.id = "ee-missing", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "ee is not mixed",
     .apply = [](D& d) { d.handshake.tokens[1] = kSeOnly; }},
    {.id = "se-missing", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "se is not mixed",
     .apply = [](D& d) { d.handshake.tokens[1] = kEeOnly; }},
    {.id = "es-for-se", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "es is mixed again instead of se",
     .apply = [](D& d) { d.handshake.tokens[1] = kEeEs; }},
    {.id = "handshake-ad-empty", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the handshake hash is not the associated data",
     .apply = [](D& d) { d.handshake.ad_empty = true; }},
    {.id = "plaintext-hashed", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "EncryptAndHash hashes the plaintext instead of the ciphertext",
     .apply = [](D& d) { d.handshake.hashed = Handshake::Hashed::kPlaintext; }},
    {.id = "ciphertext-not-hashed", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "EncryptAndHash does not hash the ciphertext",
     .apply = [](D& d) { d.handshake.hashed = Handshake::Hashed::kNothing; }},
    {.id = "handshake-nonce-kept", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "MixKey does not reset the nonce to 0",
     .apply = [](D& d) { d.handshake.nonce_kept = true; }},
    {.id = "key-from-second-half", .clause = "CRY-21", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the key is the second half of HKDF's output instead of the first",
     .apply = [](D& d) { d.crypto.key_from_second_half = true; }},
    {.id = "handshake-tag-in-front", .clause = "CRY-15", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the tags precede their ciphertexts",
     .apply = [](D& d) { d.handshake.tag_first = true; }},
    // Keys
    {.id = "ephemeral-x25519", .clause = "CRY-8", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "its ephemeral key is an X25519 key instead of an Ed25519 key",
     .apply = [](D& d) { d.crypto.ephemeral_is_x25519 = true; }},
    {.id = "pre-message-as-u", .clause = "CRY-8", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the responder's static key is hashed as its u-coordinate",
     .apply = [](D& d) { d.handshake.pre_message_as_u = true; }},
    {.id = "keys-hashed-as-u", .clause = "HS-14", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "public keys are hashed as u-coordinates instead of as sent",
     .apply = [](D& d) {
       d.handshake.pre_message_as_u = true;
       d.handshake.ephemeral_hashed_as_u = true;
     }},
    {.id = "static-sent-as-u", .clause = "CRY-8", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the static key is sent as its u-coordinate",
     .apply = [](D& d) { d.handshake.static_key = StaticKey::kSealedAsU; }},
    {.id = "x25519-keys", .clause = "CRY-8", .stage = kInitialize, .serves = kHypothesis,
     .sentence = "all keys are converted to X25519 first, and sent and hashed in that form",
     .apply = [](D& d) {
       d.crypto.ephemeral_is_x25519 = true;
       d.handshake.pre_message_as_u = true;
       d.handshake.static_key = StaticKey::kSealedAsU;
     }},
    {.id = "seed-as-scalar", .clause = "CRY-9", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the seed of the static key is used as its scalar, without SHA-512",
     .apply = [](D& d) { d.crypto.seed_as_scalar = true; }},
    {.id = "dh-first-zeros-lost", .clause = "CRY-9", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the result of DH is mixed without the zero bytes that it begins with",
     .apply = [](D& d) { d.crypto.dh = Strips::kFirst; }},
    {.id = "dh-last-zeros-lost", .clause = "CRY-9", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the result of DH is mixed without the zero bytes that it ends with",
     .apply = [](D& d) { d.crypto.dh = Strips::kLast; }},
    {.id = "key-first-zeros-lost", .clause = "HS-14", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "public keys are hashed without the zero bytes that they begin with",
     .apply = [](D& d) { d.handshake.keys_hashed = Strips::kFirst; }},
    {.id = "key-last-zeros-lost", .clause = "HS-14", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "public keys are hashed without the zero bytes that they end with",
     .apply = [](D& d) { d.handshake.keys_hashed = Strips::kLast; }},
    // The shape of the handshake frames
    {.id = "static-in-clear", .clause = "HS-13", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "the static key is not sealed",
     .apply = [](D& d) { d.handshake.static_key = StaticKey::kInClear; }},
    {.id = "payload-tag-missing", .clause = "HS-15", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "it ends without the tag of the empty payload",
     .apply = [](D& d) { d.handshake.payload = std::nullopt; }},
    {.id = "payload-not-empty", .clause = "HS-15", .stage = kHandshake, .serves = kHypothesis,
     .sentence = "its payload is not empty",
     .apply = [](D& d) { d.handshake.payload = Bytes(1); }},
};
// clang-format on

}  // namespace

std::span<const Row> HypothesisRows() { return kRows; }

}  // namespace asmtp::deviant
