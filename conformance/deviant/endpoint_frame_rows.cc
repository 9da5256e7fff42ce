// Violations of sections 5 and 6 of SPEC.md.
#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using Length = Direction::Length;
using Rekeys = Direction::Rekeys;
using conformance::Verdict;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kFrame = Stage::kFrame;

// clang-format off
constexpr Row kRows[] = {
    // Keys and nonces of a direction
    {.id = "no-rekey-when-sending", .clause = "TR-3", .stage = kFrame, .serves = kEndpoint,
     .sentence = "seals every frame under the key of Split().",
     .hypothesis = "no-rekey"},
    {.id = "no-rekey-when-receiving", .clause = "TR-4", .stage = kFrame, .serves = kEndpoint,
     .sentence = "opens every frame under the key of Split().",
     .apply = [](D& d) { d.receive.rekeys = Rekeys::kNever; }},
    {.id = "no-rekey", .clause = "TR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "never replaces a key.",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kNever; d.receive.rekeys = Rekeys::kNever; },
     .hypothesis = "no-rekey"},
    {.id = "rekey-before-sending", .clause = "TR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "replaces its sending key before each frame instead of after it.",
     .hypothesis = "rekey-before-sealing"},
    {.id = "rekey-before", .clause = "TR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "replaces both keys before each frame instead of after it.",
     .apply = [](D& d) {
       d.send.rekeys = Rekeys::kBeforeEach;
       d.receive.rekeys = Rekeys::kBeforeEach;
     }},
    {.id = "rekey-twice-when-sending", .clause = "TR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "replaces its sending key twice after each frame.",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kTwice; },
     .hypothesis = "one-rekey-too-many"},
    {.id = "rekey-twice-when-receiving", .clause = "TR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "replaces its receiving key twice after each frame.",
     .apply = [](D& d) { d.receive.rekeys = Rekeys::kTwice; }},
    {.id = "rekey-every-second-frame", .clause = "TR-3", .stage = kFrame, .serves = kEndpoint,
     .sentence = "replaces its sending key after every second frame.",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kEverySecond; }},
    {.id = "nonce-reset-when-sending", .clause = "TR-5", .stage = kFrame, .serves = kEndpoint,
     .sentence = "resets its sending nonce to 0 with every new key.",
     .hypothesis = "nonce-reset"},
    {.id = "nonce-reset", .clause = "TR-5", .stage = kFrame, .serves = kEndpoint,
     .sentence = "resets both nonces to 0 with every new key.",
     .apply = [](D& d) {
       d.send.nonce = {.number = 0, .relative = false};
       d.receive.nonce = {.number = 0, .relative = false};
     },
     .hypothesis = "nonce-reset"},
    {.id = "nonce-from-one", .clause = "TR-1", .stage = kFrame, .serves = kEndpoint,
     .sentence = "numbers its frames from 1.",
     .hypothesis = "nonce-one-ahead"},
    {.id = "one-counter", .clause = "TR-9", .stage = kFrame, .serves = kEndpoint,
     .sentence = "counts the frames of both directions in one nonce counter.",
     .hypothesis = "one-counter-for-both-directions"},
    {.id = "nonce-big-endian-when-sending", .clause = "CRY-16", .stage = kFrame,
     .serves = kEndpoint,
     .sentence = "writes the counter of the nonce in big-endian order when it sends.",
     .hypothesis = "nonce-big-endian"},
    {.id = "directions-swapped", .clause = "HS-23", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends under the key of the other direction.",
     .hypothesis = "directions-swapped"},
    {.id = "one-key-for-both", .clause = "HS-23", .stage = kFrame, .serves = kEndpoint,
     .sentence = "uses the first key of Split() for both directions.",
     .apply = [](D& d) { d.send.key = d.receive.key = Direction::Key::kFirst; },
     .hypothesis = "one-key-for-both-directions"},
    {.id = "frames-with-ad", .clause = "TR-6", .stage = kFrame, .serves = kEndpoint,
     .sentence = "seals frames with associated data.",
     .apply = [](D& d) { d.send.ad_text = "frame"; }},
    // Which frames it accepts
    {.id = "tag-ignored", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "opens a frame with a wrong tag.",
     .apply = [](D& d) { d.receiving.tag = Receiving::Tag::kIgnored; }},
    {.id = "tag-compared-in-part", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "compares only 15 of the 16 bytes of the tag.",
     .apply = [](D& d) { d.receiving.tag = Receiving::Tag::kFirst15; }},
    {.id = "takes-key-before", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "tries the previous key if a frame does not verify, and so accepts duplicates.",
     .apply = [](D& d) { d.receiving.takes_key_before = true; }},
    {.id = "takes-key-after", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "tries the next key if a frame does not verify.",
     .apply = [](D& d) { d.receiving.takes_key_after = true; }},
    {.id = "takes-nonce-ahead", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "tries the next nonce if a frame does not verify.",
     .apply = [](D& d) { d.receiving.takes_nonce_ahead = true; }},
    {.id = "takes-other-direction", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "tries the first key of its own direction if a frame does not verify.",
     .apply = [](D& d) { d.receiving.takes_other_direction = true; }},
    {.id = "skips-forged", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "skips a frame that does not verify.",
     .apply = [](D& d) { d.receiving.skips_forged = true; }},
    {.id = "counts-forged", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "skips a frame that does not verify, and counts it.",
     .apply = [](D& d) { d.receiving.skips_forged = true; d.receiving.counts_forged = true; }},
    // The length field
    {.id = "length-little-endian", .clause = "FR-6", .stage = kFrame, .serves = kEndpoint,
     .sentence = "writes and reads lengths in little-endian order.",
     .apply = [](D& d) {
       d.send.length = Length::kLittleEndian;
       d.receive.length = Length::kLittleEndian;
     },
     .verdict = Verdict::kTimeout},
    {.id = "length-little-endian-sent", .clause = "FR-6", .stage = kFrame, .serves = kEndpoint,
     .sentence = "writes lengths in little-endian order, but reads them correctly.",
     .hypothesis = "length-little-endian"},
    {.id = "length-counts-itself", .clause = "FR-7", .stage = kFrame, .serves = kEndpoint,
     .sentence = "writes and reads lengths that include the length field.",
     .apply = [](D& d) {
       d.send.length = Length::kWithHeader;
       d.receive.length = Length::kWithHeader;
     },
     .hypothesis = "length-includes-header"},
    {.id = "length-counts-itself-sent", .clause = "FR-7", .stage = kFrame, .serves = kEndpoint,
     .sentence = "writes lengths that include the length field, but reads them correctly.",
     .hypothesis = "length-includes-header"},
    {.id = "length-of-plaintext-sent", .clause = "FR-7", .stage = kFrame, .serves = kEndpoint,
     .sentence = "writes lengths that exclude the tag, but reads them correctly.",
     .hypothesis = "length-without-tag"},
    {.id = "length-of-plaintext", .clause = "FR-7", .stage = kFrame, .serves = kEndpoint,
     .sentence = "writes and reads lengths that exclude the tag.",
     .apply = [](D& d) {
       d.send.length = Length::kWithoutTag;
       d.receive.length = Length::kWithoutTag;
     }},
    {.id = "length-wraps", .clause = "FR-6", .stage = kFrame, .serves = kEndpoint,
     .sentence = "uses only the low 16 of the 32 bits of a length.",
     .apply = [](D& d) { d.receiving.length_mask = 0xffff; }},
    {.id = "length-min-14", .clause = "FR-12", .stage = kFrame, .serves = kEndpoint,
     .sentence = "accepts a length of 14, which leaves no room for a tag.",
     .apply = [](D& d) {
       d.receiving.length_min = 0;
       d.receiving.ignores_bad_length = true;
       d.receiving.skips_forged = true;
     }},
    {.id = "bad-length-ignored", .clause = "FR-12", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards everything received with an invalid length, and continues.",
     .apply = [](D& d) { d.receiving.ignores_bad_length = true; }},
    {.id = "takes-other-framing", .clause = "FR-3", .stage = kFrame, .serves = kEndpoint,
     .sentence = "accepts lengths of 4 bytes although it was told to use 2.",
     .apply = [](D& d) { d.receiving.takes_other_framing = true; },
     .framing = Framing::kU16},
    {.id = "length-unlimited", .clause = "FR-13", .stage = kFrame, .serves = kEndpoint,
     .sentence = "waits for a frame that exceeds the largest length.",
     .apply = [](D& d) { d.receiving.length_unlimited = true; }},
    {.id = "length-unlimited-u16", .clause = "FR-13", .stage = kFrame, .serves = kEndpoint,
     .sentence = "waits for a frame that exceeds the largest length of u16.",
     .apply = [](D& d) { d.receiving.length_unlimited = true; },
     .framing = Framing::kU16},
    {.id = "largest-refused", .clause = "RES-14", .stage = kFrame, .serves = kEndpoint,
     .sentence = "rejects the largest length of u16.",
     .apply = [](D& d) { d.receiving.length_max = 65'532; },
     .verdict = Verdict::kNonstrict, .framing = Framing::kU16},
    {.id = "large-refused", .clause = "RES-14", .stage = kFrame, .serves = kEndpoint,
     .sentence = "rejects frames of more than 4 KiB.",
     .apply = [](D& d) { d.receiving.length_max = 4096; },
     .verdict = Verdict::kNonstrict},
    {.id = "smallest-refused", .clause = "MSG-11", .stage = kFrame, .serves = kEndpoint,
     .sentence = "rejects frames of fewer than 34 bytes.",
     .apply = [](D& d) { d.receiving.length_min = 34; }},
    // Segments of the stream
    {.id = "coalesced-lost", .clause = "FR-16", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards the bytes that follow a frame.",
     .apply = [](D& d) { d.receiving.behind = Receiving::Behind::kLost; },
     .verdict = Verdict::kTimeout},
    {.id = "coalesced-stuck", .clause = "FR-17", .stage = kFrame, .serves = kEndpoint,
     .sentence = "processes a frame only if no bytes follow it.",
     .apply = [](D& d) { d.receiving.behind = Receiving::Behind::kStuck; },
     .verdict = Verdict::kTimeout},
    {.id = "split-frame-refused", .clause = "FR-16", .stage = kFrame, .serves = kEndpoint,
     .sentence = "closes if a frame arrives in two pieces.",
     .apply = [](D& d) { d.receiving.partial = Receiving::Partial::kCloses; }},
    {.id = "split-header-refused", .clause = "FR-16", .stage = kFrame, .serves = kEndpoint,
     .sentence = "closes if a length arrives in two pieces.",
     .apply = [](D& d) { d.receiving.partial = Receiving::Partial::kHeaderCloses; }},
    {.id = "split-frame-dropped", .clause = "FR-16", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards a frame that arrives in two pieces.",
     .apply = [](D& d) { d.receiving.partial = Receiving::Partial::kDropped; },
     .verdict = Verdict::kTimeout},
    {.id = "frames-sent-twice", .clause = "TR-1", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends every frame twice.",
     .apply = [](D& d) { d.send.in_pairs = true; }},
    {.id = "message-in-pieces", .clause = "MSG-1", .stage = kFrame, .serves = kEndpoint,
     .sentence = "splits a message into frames of 16 bytes.",
     .apply = [](D& d) { d.send.pieces = 16; }},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointFrameRows() { return kRows; }

}  // namespace asmtp::deviant
