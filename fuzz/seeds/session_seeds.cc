#include "fuzz/seeds/session_seeds.h"

#include <string>
#include <utility>

#include "core/session/session.h"
#include "fuzz/program/text.h"

namespace asmtp::fuzz {
namespace {

// In the language of fuzz/program/text.h.
constexpr std::pair<const char*, const char*> kPrograms[] = {
    {"echo",
     "send initiator.0 0411111111111111111111111111111111\n"
     "deliver initiator.0\n"
     "send responder.0 0411111111111111111111111111111111\n"
     "deliver responder.0\n"},
    {"echo_25519", "flags suite-25519\nsend initiator.0 00\ndeliver initiator.0\n"},
    {"echo_u16", "flags framing-u16\nsend initiator.0 00\ndeliver initiator.0\n"},
    {"samples",
     "send-sample initiator.0 00\nsend-sample initiator.0 05\n"
     "send-sample initiator.0 10\nsend-sample responder.0 15\n"
     "deliver initiator.0\ndeliver responder.0\n"},
    {"sample_changed", "send-sample initiator.0 00000501\ndeliver initiator.0\n"},
    {"eight_frames",
     "send initiator.0\nsend initiator.0\nsend initiator.0\nsend initiator.0\n"
     "send initiator.0\nsend initiator.0\nsend initiator.0\nsend initiator.0\n"
     "deliver initiator.0\n"},
    {"pieces",
     "flags handshake-by-hand\ndeliver initiator.0 01204001\n"
     "deliver responder.0 0120\nsend initiator.0 aabb\n"
     "deliver initiator.0 0101010101\n"},
    {"early_frame",
     "flags handshake-by-hand\nraw initiator.0 00000010\n"
     "deliver initiator.0\ndeliver responder.0\n"},
    {"decide_later",
     "flags decide-later\ndecide responder.0\ndeliver responder.0\n"
     "send initiator.0 aa\ndeliver initiator.0\n"},
    {"end_before_decision", "flags decide-later\nend initiator.0\ndecide responder.0\n"},
    {"frame_before_decision",
     "flags decide-later\nraw initiator.0 00000010\ndeliver initiator.0\ndecide responder.0\n"},
    {"decide_unasked", "decide initiator.0\ndecide responder.0\n"},
    {"handshake_flip", "flags handshake-by-hand\nflip initiator.0 0200\ndeliver initiator.0\n"},
    {"response_flip",
     "flags handshake-by-hand\ndeliver initiator.0\n"
     "flip responder.0 0100\ndeliver responder.0\n"},
    {"version", "flags handshake-by-hand\noverwrite initiator.0 000002\ndeliver initiator.0\n"},
    {"version_81", "flags handshake-by-hand\noverwrite initiator.0 000081\ndeliver initiator.0\n"},
    {"version_81_of_response",
     "flags handshake-by-hand\ndeliver initiator.0\n"
     "overwrite responder.0 000081\ndeliver responder.0\n"},
    {"low_order_e",
     "flags handshake-by-hand\noverwrite initiator.0 "
     "00010100000000000000000000000000000000000000000000000000000000000000\n"
     "deliver initiator.0\n"},
    {"stranger", "flags stranger\n"},
    {"wrong_number", "flags wrong-number\n"},
    {"raw_responder_key", "flags raw-responder-key\nkeys 9\n"},
    {"low_order_responder", "flags raw-responder-key\nkeys 1\n"},
    {"reflexive",
     "flags reflexive\nsend initiator.0 aa\nsend responder.0 bb\n"
     "reflect initiator.1\ndeliver initiator.0\ndeliver responder.0\n"},
    {"flip", "send initiator.0 aa\nflip initiator.0 0020\ndeliver initiator.0\n"},
    {"flip_tag", "send initiator.0 aa\nflip initiator.0 00a0\ndeliver initiator.0\n"},
    {"cut", "send initiator.0 aa\ntruncate initiator.0 01\ndeliver initiator.0\nend initiator.0\n"},
    {"extend",
     "send initiator.0 aa\nextend initiator.0 00\ndeliver initiator.0\nend initiator.0\n"},
    {"drop", "send initiator.0 aa\nsend initiator.0 bb\ndrop initiator.0\ndeliver initiator.0\n"},
    {"swap", "send initiator.0 aa\nsend initiator.0 bb\nswap initiator.0\ndeliver initiator.0\n"},
    {"repeat",
     "send initiator.0 aa\ndeliver initiator.0\nrepeat initiator.1\n"
     "deliver initiator.0\n"},
    {"reflect", "send responder.0 aa\nreflect initiator.1\ndeliver initiator.0\n"},
    {"splice", "splice initiator.0 aa\ndeliver initiator.0\n"},
    {"forge", "forge initiator.0 00aa\ndeliver initiator.0\n"},
    {"forge_rekey_twice", "forge initiator.0 01aa\ndeliver initiator.0\n"},
    {"forge_nonce_ahead", "forge initiator.0 02aa\ndeliver initiator.0\n"},
    {"forge_nonce_reset",
     "send initiator.0 aa\ndeliver initiator.0\nforge initiator.0 03bb\n"
     "deliver initiator.0\n"},
    {"forge_other_direction", "forge initiator.0 04aa\ndeliver initiator.0\n"},
    {"forge_zero_key", "forge responder.0 05aa\ndeliver responder.0\n"},
    {"length_0", "raw initiator.0 00000000\ndeliver initiator.0\n"},
    {"length_15", "raw initiator.0 0000000f\ndeliver initiator.0\n"},
    {"length_largest", "raw initiator.0 00010000\ndeliver initiator.0\n"},
    {"length_too_large", "raw initiator.0 00010001\ndeliver initiator.0\n"},
    {"length_u16_largest", "flags framing-u16\nraw initiator.0 fffd\ndeliver initiator.0\n"},
    {"length_limit", "limit 17\nsend initiator.0 aa\nsend initiator.0 aabb\ndeliver initiator.0\n"},
    {"end_between_frames",
     "send initiator.0 aa\ndeliver initiator.0\nend initiator.0\n"
     "send responder.0 bb\ndeliver responder.0\n"},
    {"end_inside_frame", "raw initiator.0 0000\ndeliver initiator.0\nend initiator.0\n"},
    {"end_in_handshake", "flags handshake-by-hand\nend initiator.0\nend responder.0\n"},
    {"close", "close initiator.0\nsend initiator.0 aa\nend initiator.0\n"},
};

// Sixteen frames of a kilobyte in pieces of 255 bytes. Each piece leaves a partial frame, so that
// the buffer reaches its end.
std::string FramesInPieces() {
  std::string program;
  for (size_t i = 0; i < 16; ++i) program += "send-sample initiator.0 1d\n";
  return program + "deliver initiator.0 " + std::string(2 * 64, 'f');
}

// Begins a frame of 64 KiB before the decision: as many bytes as a responder keeps, and `more`.
std::string EarlyBytes(size_t more) {
  const std::string rest(2 * (Session::kEarlySizeMax - 4 + more), '0');
  return "flags decide-later\nraw initiator.0 00010000" + rest +
         "\ndeliver initiator.0\ndecide responder.0\n";
}

}  // namespace

Seeds SessionSeeds() {
  Seeds seeds;
  for (const auto& [name, text] : kPrograms) seeds[name] = Encode(ReadText(text).value());
  seeds["frames_in_pieces"] = Encode(ReadText(FramesInPieces()).value());
  seeds["early_bytes_at_the_limit"] = Encode(ReadText(EarlyBytes(0)).value());
  seeds["early_bytes_above_the_limit"] = Encode(ReadText(EarlyBytes(1)).value());
  return seeds;
}

}  // namespace asmtp::fuzz
