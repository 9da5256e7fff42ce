#include "fuzz/model/message.h"

#include "fuzz/model/primitives.h"

namespace asmtp::model {
namespace {

std::string WhyNoGossip(View body) {
  const uint64_t info = body.size() < 2 ? 0 : Number(body.first(2));
  const size_t address = (info & 0x8000) != 0 ? 4 : 16;
  const size_t signed_size = 2 + 32 + 4 + address + 2 + 33 * (info & 0x3ff);
  if (body.size() < signed_size + 64) return "truncated";
  if (body.size() > signed_size + 64) return "trailing-bytes";
  if (!Verify(body.subspan(2, 32), body.first(signed_size), body.last(64))) {
    return "gossip-signature";
  }
  return "";
}

// Checks an entry except its size: the window and signature of a registration.
std::string WhyNoRegistration(View body) {
  if (Number(body.subspan(84, 4)) <= Number(body.subspan(80, 4))) return "registration-window";
  if (!Verify(body.first(32), body.first(88), body.last(64))) return "registration-signature";
  return "";
}

// Returns the size of the first entry including its type, or 0 for an unknown type. An entry with a
// truncated count has the size of one without recipients, which is truncated too.
size_t EntrySize(View content) {
  switch (Number(content.first(2))) {
    case 1:
      return 2 + 32 + 32 + 16 + 4 + 4 + 64;
    case 2:
      return 2 + 32 + 4;
    case 3:
      return 2 + 1 + 32 + 4 + size_t{88} * (content.size() > 2 ? content[2] : 0);
    default:
      return 0;
  }
}

std::string WhyNoEntries(View content) {
  while (!content.empty()) {
    if (content.size() < 2) return "entry-truncated";
    const size_t size = EntrySize(content);
    if (size == 0) return "unknown-entry";
    if (content.size() < size) return "entry-truncated";
    if (Number(content.first(2)) == 1) {
      const std::string why = WhyNoRegistration(content.subspan(2, size - 2));
      if (!why.empty()) return why;
    }
    content = content.subspan(size);
  }
  return "";
}

std::string WhyNoBlock(View block) {
  if (block.size() < 136) return "block-size";
  const View content = block.subspan(136);
  if (Number(block.subspan(2, 2)) != content.size()) return "content-size";
  if (!Verify(block.subspan(40, 32), block.first(72), block.subspan(72, 64))) {
    return "header-signature";
  }
  if (Blake2b128(content) != Slice(block, 8, 16)) return "content-hash";
  return WhyNoEntries(content);
}

std::string WhyNoBlocks(View blocks) {
  while (!blocks.empty()) {
    if (blocks.size() < 4 || Number(blocks.first(4)) > blocks.size() - 4) return "block-size";
    const size_t size = Number(blocks.first(4));
    const std::string why = WhyNoBlock(blocks.subspan(4, size));
    if (!why.empty()) return why;
    blocks = blocks.subspan(4 + size);
  }
  return "";
}

std::string WhyNotOfSize(View plaintext, size_t size) {
  if (plaintext.size() < size) return "truncated";
  return plaintext.size() > size ? "trailing-bytes" : "";
}

}  // namespace

std::string WhyNoMessage(View plaintext) {
  if (plaintext.size() < 17) return "too-short";
  switch (plaintext[0]) {
    case 1:
      return WhyNoGossip(plaintext.subspan(1));
    case 2:
      return plaintext.size() < 33 ? "truncated" : "";
    case 3:
      return WhyNoBlocks(plaintext.subspan(17));
    case 4:
      return WhyNotOfSize(plaintext, 17);
    case 5:
    case 6:
      return WhyNotOfSize(plaintext, 33);
    case 7:
      return WhyNotOfSize(plaintext, 37);
    default:
      return "unknown-type";
  }
}

}  // namespace asmtp::model
