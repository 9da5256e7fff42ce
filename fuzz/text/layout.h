// Layout: names the parts of an input, for targets whose input is structured bytes: one row per
// part.
//
//   for (const Row& row : LayoutOf("asmtp_frame", bytes)) Print(ToHex(row.bytes), row.meaning);
//
//   00        framing: u32
//   0100      length limit: 256
//   00        pieces: 0
//   00000010  stream
#ifndef ASMTP_FUZZ_TEXT_LAYOUT_H_
#define ASMTP_FUZZ_TEXT_LAYOUT_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// Borrows the input.
struct Row {
  ByteView bytes;
  std::string meaning;
};

// The rows always concatenate to the whole input. Unknown or truncated bytes form one row.
std::vector<Row> LayoutOf(std::string_view target, ByteView input);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_LAYOUT_H_
