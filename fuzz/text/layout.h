// Layout: what the parts of an input are, for targets whose input is bytes with a form: one row for
// each part.
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

// Put together, the rows are always the whole input. What the target does not know, or what is cut
// off, is one row.
std::vector<Row> LayoutOf(std::string_view target, ByteView input);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_LAYOUT_H_
