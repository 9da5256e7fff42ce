// Violations of section 4 of SPEC.md.
#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using conformance::Verdict;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kHandshake = Stage::kHandshake;
constexpr noise::Token kSsBeforeS[] = {noise::Token::e, noise::Token::es, noise::Token::ss,
                                       noise::Token::s};

// Compares all but the highest bit.
bool AreSameForDh(ByteView a, ByteView b) {
  return Equal(a.first(a.size() - 1), b.first(b.size() - 1)) && ((a.back() ^ b.back()) & 0x7f) == 0;
}

// clang-format off
constexpr Row kRows[] = {
    {.id = "version-2-sent", .clause = "HS-6", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends version byte 0x02.",
     .apply = [](D& d) { d.handshake.version = {2}; }},
    {.id = "any-version-taken", .clause = "HS-8", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "does not check the version byte.",
     .apply = [](D& d) { d.admission.any_version = true; }},
    {.id = "version-resets", .clause = "ERR-12", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "closes with RST on a wrong version, and with FIN on any other failure.",
     .apply = [](D& d) { d.admission.version_resets = true; },
     .verdict = Verdict::kNonstrict},
    {.id = "version-in-prologue", .clause = "HS-7", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "includes the version byte in the prologue.",
     .hypothesis = "version-in-prologue"},
    {.id = "prologue-not-mixed", .clause = "HS-12", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "omits MixHash of the empty prologue.",
     .hypothesis = "prologue-not-hashed"},
    {.id = "pre-message-left-out", .clause = "HS-13", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "omits the responder's static key ('<- s') from the hash.",
     .hypothesis = "pre-message-missing"},
    {.id = "standard-protocol-name", .clause = "HS-11", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "uses the protocol name of the suite 25519 in the suite ed25519.",
     .hypothesis = "name-of-other-suite"},
    {.id = "pattern-xk-name", .clause = "HS-11", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "uses XK instead of IK in the protocol name.",
     .apply = [](D& d) { d.handshake.name = "Noise_XK_ed25519_ChaChaPoly_BLAKE2b"; }},
    {.id = "ss-before-s", .clause = "HS-13", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "mixes ss before it seals s.",
     .apply = [](D& d) { d.handshake.tokens[0] = kSsBeforeS; }},
    {.id = "se-before-ee", .clause = "HS-13", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "mixes se before ee.",
     .hypothesis = "ee-se-swapped"},
    {.id = "no-payload-tag", .clause = "HS-15", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "omits the tag of the empty payload from both handshake frames.",
     .hypothesis = "payload-tag-missing"},
    {.id = "payload-tag-unchecked", .clause = "HS-16", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "accepts a handshake frame whose last tag does not verify.",
     .apply = [](D& d) { d.handshake.payload_unchecked = true; }},
    {.id = "payload-tag-unchecked-25519", .clause = "HS-16", .stage = kHandshake,
     .serves = kEndpoint,
     .sentence = "accepts a handshake frame whose last tag does not verify, in the suite 25519.",
     .apply = [](D& d) { d.handshake.payload_unchecked = true; },
     .suite = Suite::kX25519},
    {.id = "takes-other-suite", .clause = "CRY-3", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "accepts any initiator, also in the suite ed25519 when told to use 25519.",
     .apply = [](D& d) { d.admission.anybody = true; d.admission.takes_other_suite = true; },
     .roles = Roles::kResponder, .suite = Suite::kX25519},
    {.id = "payload-sent", .clause = "HS-15", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends a payload of one byte in its handshake frame.",
     .hypothesis = "payload-not-empty"},
    {.id = "high-bit-not-hashed", .clause = "HS-14", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "clears bit 255 of an ephemeral key before it hashes it.",
     .apply = [](D& d) { d.handshake.high_bit_not_hashed = true; }},
    {.id = "high-bit-not-hashed-25519", .clause = "HS-14", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "clears bit 255 of an ephemeral key before it hashes it, in the suite 25519.",
     .apply = [](D& d) { d.handshake.high_bit_not_hashed = true; },
     .suite = Suite::kX25519},
    {.id = "identity-by-dh", .clause = "HS-25", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "treats identities that differ only in the sign bit as equal, as DH does.",
     .apply = [](D& d) { d.admission.same = AreSameForDh; },
     .roles = Roles::kResponder},
    {.id = "identity-by-dh-25519", .clause = "HS-25", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "treats identities that differ only in bit 255 as equal, as DH does.",
     .apply = [](D& d) { d.admission.same = AreSameForDh; },
     .roles = Roles::kResponder, .suite = Suite::kX25519},
    {.id = "anybody-welcome", .clause = "HS-21", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "accepts every initiator.",
     .apply = [](D& d) { d.admission.anybody = true; },
     .roles = Roles::kResponder},
    {.id = "answer-before-decision", .clause = "HS-20", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends its response before it decides whether to accept the initiator.",
     .apply = [](D& d) { d.admission.answers_before_decision = true; },
     .roles = Roles::kResponder},
    {.id = "answers-anything", .clause = "ERR-5", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends 49 bytes in reply to an initialize that does not verify.",
     .apply = [](D& d) { d.admission.answers_anything = true; },
     .roles = Roles::kResponder},
    {.id = "answers-twice", .clause = "FR-4", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends its response twice.",
     .apply = [](D& d) { d.admission.answers_twice = true; },
     .roles = Roles::kResponder},
    {.id = "talks-first", .clause = "HS-4", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends a byte before it has received anything.",
     .apply = [](D& d) { d.admission.talks_first = true; },
     .roles = Roles::kResponder},
    {.id = "talks-when-idle", .clause = "HS-4", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends a byte when the stream is idle.",
     .apply = [](D& d) { d.admission.talks_when_idle = true; }},
    {.id = "split-handshake-refused", .clause = "FR-16", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "closes if a handshake frame arrives in pieces.",
     .apply = [](D& d) { d.admission.pieces_refused = true; }},
    {.id = "waits-for-byte-98", .clause = "HS-5", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends its response only after a byte has followed the 97 of initialize.",
     .apply = [](D& d) { d.admission.waits_for = 1; },
     .roles = Roles::kResponder, .verdict = Verdict::kTimeout},
    {.id = "early-bytes-dropped", .clause = "HS-18", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "discards bytes that arrive together with the response.",
     .apply = [](D& d) { d.admission.early_bytes_dropped = true; },
     .roles = Roles::kInitiator, .verdict = Verdict::kTimeout},
    {.id = "early-bytes-dropped-by-responder", .clause = "HS-19", .stage = kHandshake,
     .serves = kEndpoint,
     .sentence = "discards bytes that arrive together with initialize.",
     .apply = [](D& d) { d.admission.early_bytes_dropped = true; },
     .roles = Roles::kResponder},
    {.id = "talks-before-response", .clause = "HS-3", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "sends 20 bytes together with its initialize, before the response.",
     .apply = [](D& d) { d.admission.talks_before_response = true; },
     .roles = Roles::kInitiator},
    {.id = "response-unread", .clause = "HS-16", .stage = kHandshake, .serves = kEndpoint,
     .sentence = "accepts any 49 bytes as the response, without reading them.",
     .apply = [](D& d) { d.admission.response_unread = true; },
     .roles = Roles::kInitiator},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointHandshakeRows() { return kRows; }

}  // namespace asmtp::deviant
