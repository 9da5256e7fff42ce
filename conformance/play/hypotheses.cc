#include "conformance/play/hypotheses.h"

#include <array>

namespace asmtp::conformance {
namespace {

using D = Dialect;
using Token = noise::Token;
constexpr auto kFrame = Hypothesis::Stage::kFrame;
constexpr auto kInit = Hypothesis::Stage::kInit;
constexpr auto kHandshake = Hypothesis::Stage::kHandshake;

constexpr Token kEs[] = {Token::es};
constexpr Token kSs[] = {Token::ss};
constexpr Token kEeOnly[] = {Token::ee};
constexpr Token kSeOnly[] = {Token::se};
constexpr Token kSeEe[] = {Token::se, Token::ee};
constexpr Token kEeEs[] = {Token::ee, Token::es};

constexpr std::array kHypotheses = {
    // Keys of frames
    Hypothesis{"no-rekey", kFrame,
               "the sender does NOT rekey after sending: REKEY is missing on its send path", "TR-2",
               [](D& d) { d.rekeys = D::Rekeys::kNone; }},
    Hypothesis{"rekey-before-sealing", kFrame,
               "the sender has rekeyed once before its first frame: too early, or for a frame that "
               "it received",
               "TR-3", [](D& d) { d.rekeys = D::Rekeys::kBefore; }},
    Hypothesis{"one-rekey-too-many", kFrame, "the sender has rekeyed once more than it sent frames",
               "TR-3", [](D& d) { d.rekeys = D::Rekeys::kTooMany; }},
    Hypothesis{"one-rekey-too-few", kFrame, "the sender has rekeyed once less than it sent frames",
               "TR-3", [](D& d) { d.rekeys = D::Rekeys::kTooFew; }},
    Hypothesis{"directions-swapped", kFrame,
               "the sender uses the keys of Split() the other way round", "HS-23",
               [](D& d) { d.direction = D::Direction::kSwapped; }},
    Hypothesis{"one-key-for-both-directions", kFrame,
               "the sender seals under the key of Split() under which it receives", "HS-23",
               [](D& d) { d.direction = D::Direction::kOneKey; }},
    Hypothesis{"one-cipher-state-for-both-directions", kFrame,
               "the sender has one key and one counter for both directions", "TR-9",
               [](D& d) { d.direction = D::Direction::kShared; }},
    // Nonces of frames
    Hypothesis{"nonce-reset", kFrame,
               "the nonce is 0: the sender resets it when it rekeys, or does not count it", "TR-5",
               [](D& d) { d.nonce = D::Nonce::kZero; }},
    Hypothesis{"nonce-one-ahead", kFrame, "the sender counts the nonce before it seals, not after",
               "TR-1", [](D& d) { d.nonce = D::Nonce::kAhead; }},
    Hypothesis{"nonce-big-endian", kFrame, "the counter in the nonce is big-endian", "CRY-16",
               [](D& d) { d.nonce_form = D::NonceForm::kBigEndian; }},
    Hypothesis{"nonce-at-front", kFrame,
               "the counter is in the first 8 bytes of the nonce, with the 4 zero bytes after it",
               "CRY-16", [](D& d) { d.nonce_form = D::NonceForm::kAtFront; }},
    // The frame around the ciphertext
    Hypothesis{"length-little-endian", kFrame, "its length field is little-endian", "FR-6",
               [](D& d) { d.length = D::Length::kLittleEndian; }},
    Hypothesis{"length-includes-header", kFrame, "its length field counts itself", "FR-7",
               [](D& d) { d.length = D::Length::kWithHeader; }},
    Hypothesis{"length-without-tag", kFrame, "its length field does not count the tag", "FR-7",
               [](D& d) { d.length = D::Length::kWithoutTag; }},
    Hypothesis{"framing-other", kFrame, "its length field has the size of the other framing",
               "FR-3", [](D& d) { d.length = D::Length::kOtherFraming; }},
    Hypothesis{"length-missing", kFrame, "it has no length field", "FR-5",
               [](D& d) { d.length = D::Length::kMissing; }},
    Hypothesis{"ad-is-header", kFrame, "its length field is the associated data", "TR-6",
               [](D& d) { d.ad = D::Ad::kHeader; }},
    Hypothesis{"ad-is-session-id", kFrame, "the session id is the associated data", "TR-6",
               [](D& d) { d.ad = D::Ad::kSessionId; }},
    Hypothesis{"tag-missing", kFrame, "the ciphertext has no tag", "CRY-15",
               [](D& d) { d.body = D::Body::kWithoutTag; }},
    Hypothesis{"not-encrypted", kFrame, "the plaintext is not sealed at all", "FR-10",
               [](D& d) { d.body = D::Body::kPlain; }},
    Hypothesis{"tag-in-front", kFrame, "the tag is before the ciphertext", "CRY-15",
               [](D& d) { d.tag_first = true; }},
    // REKEY
    Hypothesis{"rekey-block-0", kFrame, "REKEY takes keystream block 0 instead of block 1",
               "CRY-17", [](D& d) { d.rekey = D::Rekey::kBlock0; }},
    Hypothesis{"rekey-nonce-zero", kFrame,
               "REKEY encrypts under the nonce 0, or that of the frame before", "CRY-17",
               [](D& d) { d.rekey = D::Rekey::kNonceZero; }},
    Hypothesis{"rekey-nonce-next", kFrame, "REKEY encrypts under the nonce of the next frame",
               "CRY-17", [](D& d) { d.rekey = D::Rekey::kNonceNext; }},
    Hypothesis{"rekey-nonce-max-32", kFrame, "REKEY encrypts under the nonce 2^32 - 1", "CRY-17",
               [](D& d) { d.rekey = D::Rekey::kNonceMax32; }},
    Hypothesis{"rekey-nonce-all-ones", kFrame, "REKEY encrypts under a nonce of 12 bytes ff",
               "CRY-17", [](D& d) { d.rekey = D::Rekey::kNonceAllOnes; }},
    Hypothesis{"rekey-last-32", kFrame, "REKEY takes the last 32 bytes, tag included", "CRY-17",
               [](D& d) { d.rekey = D::Rekey::kTail; }},
    Hypothesis{"rekey-by-hash", kFrame, "REKEY is the hash of the key", "CRY-17",
               [](D& d) { d.rekey = D::Rekey::kHash; }},
    Hypothesis{"rekey-by-hkdf", kFrame, "REKEY is HKDF of the key", "CRY-17",
               [](D& d) { d.rekey = D::Rekey::kHkdf; }},
    Hypothesis{"rekey-by-hkdf-of-chain", kFrame, "REKEY is ck, k = HKDF(ck, k)", "CRY-17",
               [](D& d) { d.rekey = D::Rekey::kHkdfOfChain; }},
    // The name and the primitives of the handshake
    Hypothesis{"name-hashed", kHandshake,
               "the protocol name is hashed instead of padded to 64 bytes", "HS-11",
               [](D& d) { d.name_hashed = true; }},
    Hypothesis{"name-of-other-suite", kHandshake, "the protocol name is that of the other suite",
               "HS-11", [](D& d) { d.other_dh_name = true; }},
    Hypothesis{"name-of-xx", kHandshake, "the protocol name says XX", "HS-11",
               [](D& d) { d.pattern = "XX"; }},
    Hypothesis{"name-of-kk", kHandshake, "the protocol name says KK", "HS-11",
               [](D& d) { d.pattern = "KK"; }},
    Hypothesis{"name-of-ix", kHandshake, "the protocol name says IX", "HS-11",
               [](D& d) { d.pattern = "IX"; }},
    Hypothesis{"hmac-block-64", kHandshake,
               "HMAC pads its key to 64 bytes instead of the 128 of BLAKE2b", "CRY-19",
               [](D& d) { d.mac = MacKind::kHmacBlock64; }},
    Hypothesis{"keyed-blake2b-for-hmac", kHandshake, "the keyed mode of BLAKE2b stands for HMAC",
               "CRY-19", [](D& d) { d.mac = MacKind::kKeyedHash; }},
    Hypothesis{"hash-blake2s", kHandshake, "the hash is BLAKE2s, under the name of BLAKE2b",
               "CRY-18",
               [](D& d) {
                 d.hash = HashKind::kBlake2s;
                 d.hash_not_in_name = true;
               }},
    Hypothesis{"suite-blake2s", kHandshake, "the hash is BLAKE2s, also in the protocol name",
               "CRY-18", [](D& d) { d.hash = HashKind::kBlake2s; }},
    Hypothesis{"suite-sha256", kHandshake, "the hash is SHA-256, also in the protocol name",
               "CRY-18", [](D& d) { d.hash = HashKind::kSha256; }},
    Hypothesis{"suite-sha512", kHandshake, "the hash is SHA-512, also in the protocol name",
               "CRY-18", [](D& d) { d.hash = HashKind::kSha512; }},
    Hypothesis{"suite-aes-gcm", kHandshake, "the cipher is AES-GCM, also in the protocol name",
               "CRY-15", [](D& d) { d.cipher = Cipher::kAesGcm; }},
    // What the handshake hashes and mixes
    Hypothesis{"version-in-prologue", kHandshake, "the version byte is the prologue", "HS-7",
               [](D& d) { d.prologue = D::Prologue::kVersion; }},
    Hypothesis{"version-hashed-with-e", kHandshake, "the version byte is hashed together with e",
               "HS-7", [](D& d) { d.version = D::VersionByte::kWithE; }},
    Hypothesis{"version-hashed", kHandshake, "the version byte is hashed before e", "HS-7",
               [](D& d) { d.version = D::VersionByte::kAlone; }},
    Hypothesis{"prologue-not-hashed", kHandshake, "MixHash of the empty prologue is left out",
               "HS-12", [](D& d) { d.prologue = D::Prologue::kNotHashed; }},
    Hypothesis{"pre-message-missing", kHandshake,
               "the responder's static key ('<- s') is not hashed", "HS-13",
               [](D& d) { d.pre_message = D::PreMessage::kMissing; }},
    Hypothesis{"pre-message-of-initiator", kHandshake,
               "the initiator's static key is hashed where the responder's ('<- s') is due",
               "HS-13", [](D& d) { d.pre_message = D::PreMessage::kInitiator; }},
    Hypothesis{"es-ss-swapped", kHandshake, "es and ss are mixed in the other order", "HS-13",
               [](D& d) {
                 d.before_s = kSs;
                 d.after_s = kEs;
               }},
    Hypothesis{"ss-missing", kHandshake, "ss is not mixed", "HS-13", [](D& d) { d.after_s = {}; }},
    Hypothesis{"ee-se-swapped", kHandshake, "ee and se are mixed in the other order", "HS-13",
               [](D& d) { d.second = kSeEe; }},
    Hypothesis{"ee-missing", kHandshake, "ee is not mixed", "HS-13",
               [](D& d) { d.second = kSeOnly; }},
    Hypothesis{"se-missing", kHandshake, "se is not mixed", "HS-13",
               [](D& d) { d.second = kEeOnly; }},
    Hypothesis{"es-for-se", kHandshake, "es is mixed again where se is due", "HS-13",
               [](D& d) { d.second = kEeEs; }},
    Hypothesis{"handshake-ad-empty", kHandshake, "the handshake hash is not the associated data",
               "HS-13", [](D& d) { d.ad_empty = true; }},
    Hypothesis{"plaintext-hashed", kHandshake,
               "EncryptAndHash hashes the plaintext instead of the ciphertext", "HS-13",
               [](D& d) { d.hashed = D::Hashed::kPlaintext; }},
    Hypothesis{"ciphertext-not-hashed", kHandshake, "EncryptAndHash does not hash the ciphertext",
               "HS-13", [](D& d) { d.hashed = D::Hashed::kNothing; }},
    Hypothesis{"handshake-nonce-kept", kHandshake, "MixKey does not set the nonce back to 0",
               "HS-13", [](D& d) { d.nonce_kept = true; }},
    Hypothesis{"key-from-second-half", kHandshake,
               "the key is the second half of HKDF's output instead of the first", "CRY-21",
               [](D& d) { d.key_from_second_half = true; }},
    Hypothesis{"handshake-tag-in-front", kHandshake, "the tags are before their ciphertexts",
               "CRY-15", [](D& d) { d.tag_first = true; }},
    // Keys
    Hypothesis{"ephemeral-x25519", kHandshake,
               "its ephemeral key is an X25519 key instead of an Ed25519 key", "CRY-8",
               [](D& d) { d.ephemeral_is_x25519 = true; }},
    Hypothesis{"pre-message-as-u", kHandshake,
               "the responder's static key is hashed as its u-coordinate", "CRY-8",
               [](D& d) { d.pre_message_as_u = true; }},
    Hypothesis{"keys-hashed-as-u", kHandshake,
               "public keys are hashed as u-coordinates instead of as they travel", "HS-14",
               [](D& d) {
                 d.pre_message_as_u = true;
                 d.ephemeral_hashed_as_u = true;
               }},
    Hypothesis{"static-sent-as-u", kHandshake, "the static key is sent as its u-coordinate",
               "CRY-8", [](D& d) { d.static_key = D::StaticKey::kSealedAsU; }},
    Hypothesis{"x25519-keys", kInit,
               "all keys are converted to X25519 first, and travel and are hashed as such", "CRY-8",
               [](D& d) {
                 d.ephemeral_is_x25519 = true;
                 d.pre_message_as_u = true;
                 d.static_key = D::StaticKey::kSealedAsU;
               }},
    Hypothesis{"seed-as-scalar", kHandshake,
               "the seed of the static key is its scalar, without SHA-512", "CRY-9",
               [](D& d) { d.seed_as_scalar = true; }},
    // The shape of the flights
    Hypothesis{"static-in-clear", kHandshake, "the static key is not sealed", "HS-13",
               [](D& d) { d.static_key = D::StaticKey::kInClear; }},
    Hypothesis{"payload-tag-missing", kHandshake, "it ends without the tag of the empty payload",
               "HS-15", [](D& d) { d.payload = D::Payload::kMissing; }},
    Hypothesis{"payload-not-empty", kHandshake, "its payload is not empty", "HS-15",
               [](D& d) { d.payload = D::Payload::kNotEmpty; }},
};

}  // namespace

std::span<const Hypothesis> Hypotheses() { return kHypotheses; }

}  // namespace asmtp::conformance
