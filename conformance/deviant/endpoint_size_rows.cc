// Violations that depend on the size or the number of frames.
#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using conformance::Verdict;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kFrame = Stage::kFrame;

// Conditions on the size of a plaintext or a ciphertext, in bytes.

template <size_t kSize>
bool Is(size_t size) {
  return size == kSize;
}

template <size_t kSize>
bool IsAbove(size_t size) {
  return size > kSize;
}

// From 512 on. `more` is added first: 16 for the ciphertext of a plaintext.
template <size_t kUnit, size_t kMore = 0>
bool IsMultipleOf(size_t size) {
  return size + kMore >= 512 && (size + kMore) % kUnit == 0;
}

bool EndsWithByteFf(size_t size) { return size % 256 == 255; }
bool IsPowerOf2(size_t size) { return size > 256 && (size & (size - 1)) == 0; }

// Counters of fewer bits, widened again to 64.
uint64_t Unsigned8(uint64_t n) { return n % 256; }
uint64_t Signed8(uint64_t n) { return static_cast<uint64_t>(int64_t{static_cast<int8_t>(n)}); }
uint64_t UpTo99(uint64_t n) { return n % 100; }

// Changes to an echoed plaintext.
template <size_t kSize>
void CutAt(Bytes& plaintext) {
  if (plaintext.size() > kSize) plaintext.resize(kSize);
}

constexpr std::string_view kAround = "frame/size/around";
constexpr std::string_view kBeyond = "frame/size/beyond";
constexpr std::string_view kHuge = "frame/size/huge";
constexpr std::string_view kBlocks = "frame/size/whole-blocks";
constexpr std::string_view kThousand = "endurance/thousand-echoes";

// clang-format off
constexpr Row kRows[] = {
    // Seals badly
    {.id = "bad-tag-of-whole-blocks", .clause = "CRY-15", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends a wrong tag for plaintexts of 512 bytes or more that are a multiple of 64.",
     .apply = [](D& d) { d.send.seals_badly = IsMultipleOf<64>; },
     .family = kBlocks},
    {.id = "bad-tag-of-four-blocks", .clause = "CRY-15", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends a wrong tag for plaintexts of 512 bytes or more that are a multiple of 256.",
     .apply = [](D& d) { d.send.seals_badly = IsMultipleOf<256>; },
     .family = kBlocks},
    {.id = "bad-tag-of-ciphertext-of-whole-blocks", .clause = "CRY-15", .stage = kFrame,
     .serves = kEndpoint,
     .sentence = "sends a wrong tag for ciphertexts of 512 bytes or more that are a multiple of 64.",
     .apply = [](D& d) { d.send.seals_badly = IsMultipleOf<64, 16>; },
     .family = "frame/size/ciphertext-of-whole-blocks"},
    {.id = "bad-tag-of-64-bytes", .clause = "CRY-15", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends a wrong tag for plaintexts of 64 bytes.",
     .apply = [](D& d) { d.send.seals_badly = Is<64>; },
     .family = "frame/size/small"},
    {.id = "bad-tag-of-255-in-the-last-byte", .clause = "CRY-15", .stage = kFrame,
     .serves = kEndpoint,
     .sentence = "sends a wrong tag for plaintexts whose size is 255 modulo 256.",
     .apply = [](D& d) { d.send.seals_badly = EndsWithByteFf; },
     .family = "frame/size/every"},
    {.id = "bad-tag-of-4096", .clause = "CRY-15", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends a wrong tag for plaintexts of 4,096 bytes.",
     .apply = [](D& d) { d.send.seals_badly = Is<4096>; },
     .family = kAround},
    {.id = "bad-tag-above-131072", .clause = "CRY-15", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends a wrong tag for plaintexts of more than 131,072 bytes.",
     .apply = [](D& d) { d.send.seals_badly = IsAbove<131'072>; },
     .family = kHuge},
    // Verifies a tag not always
    {.id = "forged-taken-above-65535", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "does not verify ciphertexts of more than 65,535 bytes.",
     .apply = [](D& d) { d.receive.ignores_tag = IsAbove<65'535>; },
     .family = "frame/forged/large"},
    {.id = "forged-taken-from-4096", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "does not verify ciphertexts of more than 4,096 bytes.",
     .apply = [](D& d) { d.receive.ignores_tag = IsAbove<4096>; },
     .family = "frame/forged/of-size"},
    {.id = "forged-taken-of-whole-blocks", .clause = "TR-8", .stage = kFrame, .serves = kEndpoint,
     .sentence = "does not verify ciphertexts of 512 bytes or more that are a multiple of 16.",
     .apply = [](D& d) { d.receive.ignores_tag = IsMultipleOf<16>; },
     .family = "frame/forged/of-size"},
    // Replaces a key not always
    {.id = "key-kept-above-65535-when-sending", .clause = "TR-3", .stage = kFrame,
     .serves = kEndpoint,
     .sentence = "does not replace its sending key after a plaintext of more than 65,535 bytes.",
     .apply = [](D& d) { d.send.keeps_key = IsAbove<65'535>; },
     .family = kBeyond},
    {.id = "key-kept-above-65535-when-receiving", .clause = "TR-4", .stage = kFrame,
     .serves = kEndpoint,
     .sentence = "does not replace its receiving key after a plaintext of more than 65,535 bytes.",
     .apply = [](D& d) { d.receive.keeps_key = IsAbove<65'535>; },
     .family = kBeyond},
    {.id = "key-kept-above-524288", .clause = "TR-3", .stage = kFrame, .serves = kEndpoint,
     .sentence = "does not replace its sending key after a plaintext of more than 524,288 bytes.",
     .apply = [](D& d) { d.send.keeps_key = IsAbove<524'288>; },
     .family = kHuge},
    {.id = "key-kept-above-4096", .clause = "TR-3", .stage = kFrame, .serves = kEndpoint,
     .sentence = "does not replace its sending key after a plaintext of more than 4,096 bytes.",
     .apply = [](D& d) { d.send.keeps_key = IsAbove<4096>; },
     .family = kAround},
    {.id = "key-kept-after-4080", .clause = "TR-4", .stage = kFrame, .serves = kEndpoint,
     .sentence = "does not replace its receiving key after a ciphertext of 4,096 bytes.",
     .apply = [](D& d) { d.receive.keeps_key = Is<4080>; },
     .family = kAround},
    {.id = "key-kept-after-whole-blocks", .clause = "TR-4", .stage = kFrame, .serves = kEndpoint,
     .sentence = "does not replace its receiving key after a plaintext of a multiple of 128 bytes.",
     .apply = [](D& d) { d.receive.keeps_key = IsMultipleOf<128>; },
     .family = kBlocks},
    // Loses, refuses and cuts
    {.id = "ciphertext-of-4096-refused", .clause = "FR-5", .stage = kFrame, .serves = kEndpoint,
     .sentence = "closes on a ciphertext of 4,096 bytes.",
     .apply = [](D& d) { d.receiving.refuses = Is<4096>; },
     .family = kAround},
    {.id = "frame-of-4096-lost", .clause = "FR-17", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards a frame of 4,096 bytes with its length field.",
     .apply = [](D& d) { d.receiving.loses = Is<4092>; },
     .verdict = Verdict::kTimeout, .family = kAround},
    {.id = "plaintext-of-4096-lost", .clause = "FR-17", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards a frame with a plaintext of 4,096 bytes.",
     .apply = [](D& d) { d.receiving.loses = Is<4112>; },
     .verdict = Verdict::kTimeout, .family = kAround},
    {.id = "ciphertext-of-power-of-2-lost", .clause = "FR-17", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards a ciphertext whose size is a power of 2 above 256.",
     .apply = [](D& d) { d.receiving.loses = IsPowerOf2; },
     .verdict = Verdict::kTimeout, .family = kAround},
    {.id = "buffer-of-4096", .clause = "FR-17", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards the bytes that do not fit into its buffer of 4,096.",
     .apply = [](D& d) { d.receiving.buffer = 4096; },
     .verdict = Verdict::kTimeout, .family = kBeyond},
    {.id = "buffer-of-65535", .clause = "FR-17", .stage = kFrame, .serves = kEndpoint,
     .sentence = "discards the bytes that do not fit into its buffer of 65,535.",
     .apply = [](D& d) { d.receiving.buffer = 65'535; },
     .verdict = Verdict::kTimeout, .family = kBeyond},
    {.id = "echo-cut-at-65535", .clause = "FR-10", .stage = kFrame, .serves = kEndpoint,
     .sentence = "sends only the first 65,535 bytes of a longer plaintext.",
     .apply = [](D& d) { d.messages.changes = CutAt<65'535>; },
     .family = kBeyond},
    {.id = "above-65520-refused", .clause = "RES-14", .stage = kFrame, .serves = kEndpoint,
     .sentence = "rejects frames of more than 65,520 bytes.",
     .apply = [](D& d) { d.receiving.length_max = 65'520; },
     .verdict = Verdict::kNonstrict, .family = "frame/length/largest"},
    {.id = "length-of-24-bits", .clause = "FR-6", .stage = kFrame, .serves = kEndpoint,
     .sentence = "uses only the low 24 of the 32 bits of a length.",
     .apply = [](D& d) { d.receiving.length_mask = 0xff'ffff; },
     .family = "frame/length/upper-half"},
    {.id = "length-of-31-bits", .clause = "FR-6", .stage = kFrame, .serves = kEndpoint,
     .sentence = "uses only the low 31 of the 32 bits of a length.",
     .apply = [](D& d) { d.receiving.length_mask = 0x7fff'ffff; },
     .family = "frame/length/upper-half"},
    // Counts frames
    {.id = "counter-of-8-bits-when-sending", .clause = "TR-1", .stage = kFrame,
     .serves = kEndpoint,
     .sentence = "counts the frames that it sends in 8 bits.",
     .apply = [](D& d) { d.send.counts = Unsigned8; },
     .family = kThousand},
    {.id = "counter-of-8-bits-when-receiving", .clause = "TR-1", .stage = kFrame,
     .serves = kEndpoint,
     .sentence = "counts the frames that it receives in 8 bits.",
     .apply = [](D& d) { d.receive.counts = Unsigned8; },
     .family = kThousand},
    {.id = "counter-signed", .clause = "TR-1", .stage = kFrame, .serves = kEndpoint,
     .sentence = "counts the frames that it sends in 8 bits with a sign.",
     .apply = [](D& d) { d.send.counts = Signed8; },
     .family = kThousand},
    {.id = "counter-starts-again-at-100", .clause = "TR-1", .stage = kFrame, .serves = kEndpoint,
     .sentence = "counts the frames in both directions from 0 again after 100.",
     .apply = [](D& d) { d.send.counts = d.receive.counts = UpTo99; },
     .family = kThousand},
    {.id = "closes-after-fifty", .clause = "ERR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "closes after 50 messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 50; },
     .family = "parallel/under-load"},
    {.id = "closes-after-255", .clause = "ERR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "closes after 255 messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 255; },
     .family = "delivery/echoes-unread"},
    {.id = "closes-after-999", .clause = "ERR-2", .stage = kFrame, .serves = kEndpoint,
     .sentence = "closes after 999 messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 999; },
     .family = kThousand},
    {.id = "hangs-after-512", .clause = "FR-17", .stage = kFrame, .serves = kEndpoint,
     .sentence = "hangs after 512 messages.",
     .apply = [](D& d) { d.behaviour.hangs_after = 512; },
     .verdict = Verdict::kTimeout, .family = kThousand},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointSizeRows() { return kRows; }

}  // namespace asmtp::deviant
