#include "fuzz/seeds/wire_seeds.h"

#include "core/testing/hex.h"

namespace asmtp::fuzz {
namespace {

struct HexSeed {
  const char* folder;
  const char* name;
  const char* hex;
};

constexpr HexSeed kSeeds[] = {
    // fuzz/asmtp_frame.cc: framing 1, limit 2, number of pieces 1, their sizes, the stream.
    {"frame", "empty_plaintext",
     "00010000000000"
     "1000000000000000000000000000000000"},
    {"frame", "two_u16",
     "01010003010203"
     "00100000000000000000000000000000000000110000000000000000"
     "000000000000000000"},
    {"frame", "length_15",
     "00010000"
     "0000000f"},
    {"frame", "length_too_large",
     "00010000"
     "00000101"},
    {"frame", "cut_in_length", "00010001010000"},
    {"frame", "cut_in_ciphertext", "0001000000000010aabb"},
    // fuzz/session/handshake_law.h: flags 1, keys 1, mode 1, bytes.
    {"handshake", "honest", "000001"},
    {"handshake", "honest_25519", "010001"},
    {"handshake", "version", "00000103"},
    {"handshake", "version_81", "00000180"},
    {"handshake", "e", "0000010001"},
    {"handshake", "last_byte_of_e",
     "000001"
     "00"
     "00000000000000000000000000000000"
     "000000000000000000000000000080"},
    {"handshake", "stranger", "080001"},
    {"handshake", "wrong_number", "100001"},
    {"handshake", "reflexive", "400001"},
    {"handshake", "raw",
     "000000"
     "01aabb"},
    {"handshake", "empty", "000000"},
    // fuzz/asmtp_noise.cc: suites 1, then calls of two bytes.
    {"noise_calls", "honest",
     "00"
     "0005810080050100"
     "0005"
     "04008400"
     "0507850705870507"},
    {"noise_calls", "honest_25519", "03000581008005010004008400050785070509"},
    {"noise_calls", "nonces_end", "0000058100800501000400840006010507050706000507"},
    {"noise_calls", "last_nonce_received", "000005810080050100040084008640050786430507"},
    {"noise_calls", "small_room", "000005c100c100c0050100c3000400"},
    {"noise_calls", "payload_changed", "00003f836081008400"},
    {"noise_calls", "split_twice", "00000581008005010004000400"},
    {"noise_calls", "out_of_step", "000005810080050100040084000609050705078507"},
    {"noise_calls", "clone", "00000581008005010004008400060486048404"},
    {"noise_calls", "wrong_turn", "00800501008400040000050400"},
    {"noise_calls", "changed", "000005830781008400"},
    {"noise_calls", "cut", "00000583ff"},
    {"noise_calls", "wrong_room", "000203020402ff0005810082038204"},
    {"noise_calls", "other_suite", "040005810000050400"},
    {"noise_calls", "suites_differ", "0100058100"},
    {"noise_calls", "no_key", "0005070587"},
    {"noise_calls", "low_order", "080005000581000005"},
    {"noise_calls", "too_large", "0002ff0005"},
    {"noise_calls", "long_name",
     "00"
     "0005810080050100000581008005010000058100800501000005810080050100"
     "0005810080050100000581008005010000058100800501000005810080050100"},
    {"noise_calls", "moved", "00000507008100870080050100"},
    // fuzz/asmtp_raw_wire.cc: flags 1, role 1, sizes of pieces 4, the stream.
    {"raw_wire", "responder",
     "0000"
     "01020304"
     "01aabbccddeeff"},
    {"raw_wire", "initiator",
     "0001"
     "01020304"
     "01aabbccddeeff"},
    {"raw_wire", "version",
     "0100"
     "01010101"
     "02"},
    {"raw_wire", "version_81", "01000101010181"},
    {"raw_wire", "version_81_of_response", "01010101010181"},
    // fuzz/asmtp_primitives.cc: selector 1, bytes.
    {"primitives", "fresh", "07"},
    {"primitives", "hex", "0630394146"},
    {"primitives", "hex_odd", "06304146"},
    {"primitives", "hex_no_digit", "0630673041"},
    {"primitives", "hash", "00616263"},
    {"primitives", "dh_ed25519",
     "01"
     "1111111111111111111111111111111111111111111111111111111111111111"
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"},
    {"primitives", "dh_ed25519_order_8",
     "01"
     "1111111111111111111111111111111111111111111111111111111111111111"
     "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"},
    {"primitives", "dh_ed25519_neutral",
     "01"
     "1111111111111111111111111111111111111111111111111111111111111111"
     "0100000000000000000000000000000000000000000000000000000000000000"},
    {"primitives", "dh_25519",
     "02"
     "1111111111111111111111111111111111111111111111111111111111111111"
     "0900000000000000000000000000000000000000000000000000000000000000"},
    {"primitives", "sign",
     "03"
     "1111111111111111111111111111111111111111111111111111111111111111"
     "616263"},
    {"primitives", "verify_neutral_key",
     "04"
     "0100000000000000000000000000000000000000000000000000000000000000"
     "0100000000000000000000000000000000000000000000000000000000000000"
     "0000000000000000000000000000000000000000000000000000000000000000"
     "616263"},
    {"primitives", "verify",
     "05"
     "1111111111111111111111111111111111111111111111111111111111111111"},
    {"primitives", "verify_larger_s",
     "08"
     "1111111111111111111111111111111111111111111111111111111111111111"
     "00616263"},
    // fuzz/chain/chain.h after one byte: block = author, time, fault, entries; entry = kind, key,
    // alias, time.
    {"passport_chain", "first",
     "01"
     "00010001"
     "00000041"},
    {"passport_chain", "two_keys",
     "01"
     "00010001"
     "00000041"
     "00020002"
     "00010141"
     "03090101"},
    {"passport_chain", "other_author",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "00010141"
     "01030000"},
    {"passport_chain", "deregister",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "00010141"
     "00030001"
     "02010001"
     "00040000"},
    {"passport_chain", "stranger",
     "01"
     "00010001"
     "00000041"
     "03020000"},
    {"passport_chain", "last_key",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "02000001"},
    {"passport_chain", "alias_taken",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "00010041"},
    {"passport_chain", "alias_behind_its_nul",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "0001f041"},
    {"passport_chain", "alias_without_nul",
     "01"
     "00010001"
     "0000e041"
     "00020001"
     "0001e141"},
    {"passport_chain", "previous",
     "01"
     "00010001"
     "00000041"
     "00020100"},
    {"passport_chain", "content_hash",
     "01"
     "00010001"
     "00000041"
     "00020300"},
    {"passport_chain", "header_signature",
     "01"
     "00010001"
     "00000041"
     "00020400"},
    {"passport_chain", "header_larger_s",
     "01"
     "00010001"
     "00000041"
     "00020a00"},
    {"passport_chain", "other_id",
     "00"
     "00010001"
     "00000041"},
    {"passport_chain", "empty", "01"},
    {"passport_chain", "valid_author_leaves",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "00010142"
     "01030001"
     "02000003"
     "01040001"
     "03090204"},
    {"passport_chain", "valid_every_key_in_turn",
     "01"
     "00010001"
     "00000041"
     "00020002"
     "00010142"
     "02000002"
     "01030002"
     "00020243"
     "02010003"
     "02040002"
     "00030344"
     "02020004"
     "03050002"
     "00040445"
     "02030005"
     "04060002"
     "00050546"
     "02040006"},
    {"passport_chain", "valid_key_returns",
     "01"
     "00010001"
     "00000041"
     "00020003"
     "00010142"
     "02010002"
     "00010942"
     "01030001"
     "02000003"},
    {"passport_chain", "valid_author_returns_in_a_block",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "00010142"
     "00030002"
     "02000003"
     "00000243"},
    {"passport_chain", "valid_eight_entries",
     "01"
     "00010001"
     "00000041"
     "00020008"
     "00010142"
     "00020242"
     "03070302"
     "02010002"
     "00030342"
     "03080001"
     "02020002"
     "00040442"
     "04030001"
     "02000003"},
    {"passport_chain", "valid_shared_keys_back_in_time",
     "01"
     "00050002"
     "00000041"
     "03010305"
     "00060001"
     "03020003"
     "00060002"
     "03030101"
     "03040200"},
    {"passport_chain", "valid_times_at_their_ends",
     "01"
     "00010001"
     "00000011"
     "00020001"
     "00010111"
     "00030001"
     "00020221"},
    {"passport_chain", "valid_blocks_back_in_time",
     "01"
     "00080001"
     "00000044"
     "00020001"
     "00010142"
     "01010000"},
    {"passport_chain", "refuse_last_key_after_others_have_left",
     "01"
     "00010001"
     "00000041"
     "00020001"
     "00010142"
     "00030001"
     "02010003"
     "00040001"
     "02000004"},
    {"passport_chain", "refuse_block_that_adds_and_removes_a_key",
     "01"
     "00010001"
     "00000041"
     "00020003"
     "00010142"
     "02010002"
     "02000002"},
    {"passport_chain", "refuse_second_after_block",
     "01"
     "00010001"
     "00000041"
     "00020b01"
     "03090100"},
    {"passport_chain", "refuse_second_past_timeout",
     "01"
     "00010001"
     "00000041"
     "00020c01"
     "00010140"},
    {"passport_chain", "refuse_previous_and_stranger",
     "01"
     "00010001"
     "00000041"
     "03020100"},
    {"passport_chain", "refuse_other_passport_and_alias",
     "01"
     "00010001"
     "00000041"
     "00020701"
     "00010042"},
    {"passport_chain", "two_faults_in_two_blocks",
     "01"
     "00010001"
     "00000041"
     "03020000"
     "00030300"},
};

struct TextSeed {
  const char* name;
  const char* text;
};

constexpr TextSeed kVectorFiles[] = {
    {"empty_object", "{}"},
    {"message", R"({"format": "asmtp-message-vectors/1", "vectors": [{"description": "x", )"
                R"("bytes": "0411111111111111111111111111111111", "reference": "accept"}]})"},
    {"passport", R"({"format": "asmtp-passport-vectors/1", "vectors": [{"description": "x", )"
                 R"("blocks": "", "reference": "reject"}]})"},
    {"unknown_format", R"({"format": "asmtp-message-vectors/2", "vectors": []})"},
    {"noise_skipped", R"({"vectors": [{"protocol_name": "Noise_XX_25519_AESGCM_SHA256"}]})"},
};

}  // namespace

// A frame of 27 bytes, then frames of 240, in pieces of 255. No piece ends at a frame boundary, so
// the buffer always holds a partial frame and reaches its end.
static std::vector<uint8_t> ManyFrames() {
  constexpr uint8_t kPieces = 70;
  constexpr size_t kFrames = 71;
  constexpr uint8_t kCiphertextSize = 236;
  std::vector<uint8_t> seed = {0, 0x01, 0x00, kPieces};
  seed.insert(seed.end(), kPieces, 0xff);
  seed.insert(seed.end(), {0, 0, 0, 23});
  seed.insert(seed.end(), 23, 0);
  for (size_t i = 0; i < kFrames; ++i) {
    seed.insert(seed.end(), {0, 0, 0, kCiphertextSize});
    seed.insert(seed.end(), kCiphertextSize, 0);
  }
  return seed;
}

std::map<std::string, Seeds> WireSeeds() {
  std::map<std::string, Seeds> seeds;
  for (const HexSeed& seed : kSeeds) seeds[seed.folder][seed.name] = FromHex(seed.hex).value();
  seeds["frame"]["many_in_pieces"] = ManyFrames();
  for (const TextSeed& seed : kVectorFiles) {
    const ByteView text = AsBytes(seed.text);
    seeds["vector_file"][seed.name] = {text.begin(), text.end()};
  }
  return seeds;
}

}  // namespace asmtp::fuzz
