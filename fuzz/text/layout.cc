#include "fuzz/text/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/testing/describe.h"
#include "core/testing/format_info.h"
#include "core/testing/hex.h"
#include "fuzz/chain/spec.h"
#include "fuzz/program/text.h"

namespace asmtp::fuzz {
namespace {

using Rows = std::vector<Row>;

// Takes parts off the front. A truncated part is returned as far as it goes.
class Cutter {
 public:
  explicit Cutter(ByteView input) : rest_(input) {}

  bool at_end() const { return rest_.empty(); }
  // The next byte, or 0 at the end.
  uint8_t next() const { return rest_.empty() ? 0 : rest_[0]; }
  ByteView rest() const { return rest_; }

  void Cut(size_t size, std::string meaning) {
    const ByteView part = rest_.first(std::min(size, rest_.size()));
    rest_ = rest_.subspan(part.size());
    if (part.empty()) return;
    if (part.size() < size) meaning += ", truncated";
    rows_.push_back({part, std::move(meaning)});
  }
  Rows Finish(std::string meaning) {
    Cut(rest_.size(), std::move(meaning));
    return std::move(rows_);
  }

 private:
  ByteView rest_;
  Rows rows_;
};

uint64_t Number(ByteView bytes) {
  uint64_t number = 0;
  for (const uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

// ---- messages

std::string Meaning(const FieldValue& field) {
  if (field.path == kUnreadPath) return "unread, because the structure is invalid here";
  if (field.path == "type") {
    const FormatInfo* format = FindMessageFormat(field.bytes[0]);
    return format == nullptr ? "type: unknown" : fmt::format("type: {}", format->name);
  }
  if (IsInteger(field.kind)) return fmt::format("{}: {}", field.path, Number(field.bytes));
  return field.path;
}

Rows LayoutOfMessage(ByteView input) {
  Rows rows;
  for (const FieldValue& field : Describe(input)) {
    if (!field.bytes.empty()) rows.push_back({field.bytes, Meaning(field)});
  }
  return rows;
}

// ---- chains

std::string Meaning(const EntrySpec& entry) {
  constexpr std::array<std::string_view, kEntryKindCount> kKinds = {"register", "register",
                                                                    "deregister", "set shared key"};
  return fmt::format("  entry: {}, key {}, alias {}, time {}, timeout after {}",
                     kKinds[entry.kind % kEntryKindCount], entry.key % 8, entry.alias,
                     entry.time % 16, entry.time / 16);
}

Rows LayoutOfChain(ByteView input) {
  Cutter cutter(input);
  cutter.Cut(1, cutter.next() % 4 == 0 ? "id: zero" : "id: matches the blocks");
  for (size_t i = 0; i < kChainBlocksMax && cutter.rest().size() >= kChainRowSize; ++i) {
    const ByteView row = cutter.rest().first(kChainRowSize);
    const size_t entries = row[3] % (kChainEntriesMax + 1);
    cutter.Cut(kChainRowSize, fmt::format("block: author {}, time {}, fault {}, entries {}",
                                          row[0] % 8, row[1] % 32, Name(FaultOf(row[2])), entries));
    for (size_t j = 0; j < entries && cutter.rest().size() >= kChainRowSize; ++j) {
      const ByteView e = cutter.rest().first(kChainRowSize);
      cutter.Cut(kChainRowSize, Meaning(EntrySpec{e[0], e[1], e[2], e[3]}));
    }
  }
  return cutter.Finish("not read");
}

// ---- the wire

void CutFlags(Cutter& cutter) { cutter.Cut(1, fmt::format("flags:{}", FlagNames(cutter.next()))); }

Rows LayoutOfFrame(ByteView input) {
  Cutter cutter(input);
  cutter.Cut(1, cutter.next() % 2 == 0 ? "framing: u32" : "framing: u16");
  cutter.Cut(2,
             fmt::format("length limit: {}",
                         Number(cutter.rest().first(std::min<size_t>(2, cutter.rest().size())))));
  const size_t pieces = cutter.next();
  cutter.Cut(1, fmt::format("pieces: {}", pieces));
  if (pieces > 0) cutter.Cut(pieces, "their sizes");
  return cutter.Finish("stream");
}

Rows LayoutOfHandshake(ByteView input) {
  Cutter cutter(input);
  CutFlags(cutter);
  cutter.Cut(1, fmt::format("keys: {}", cutter.next()));
  const bool is_honest = cutter.next() % 2 == 1;
  cutter.Cut(1, is_honest ? "mode: a changed honest frame" : "mode: the stream as it is");
  return cutter.Finish(is_honest ? "changes (xor), then bytes after the frame" : "stream");
}

Rows LayoutOfRawWire(ByteView input) {
  Cutter cutter(input);
  CutFlags(cutter);
  cutter.Cut(1, cutter.next() % 2 == 1 ? "role: initiator" : "role: responder");
  cutter.Cut(4, "sizes of four pieces");
  return cutter.Finish("stream");
}

Rows LayoutOfPrimitives(ByteView input) {
  constexpr std::array<std::string_view, 9> kFunctions = {"hash",
                                                          "DH, suite ed25519",
                                                          "DH, suite 25519",
                                                          "sign",
                                                          "verify",
                                                          "verify, with changes",
                                                          "hex",
                                                          "fresh keys",
                                                          "verify, with a larger S"};
  const size_t function = input.empty() ? 0 : input[0] % kFunctions.size();
  Cutter cutter(input);
  cutter.Cut(1, fmt::format("function: {}", kFunctions[function]));
  if (function == 1 || function == 2) {
    cutter.Cut(32, "secret");
    cutter.Cut(32, "public key of the peer");
  }
  if (function == 3 || function == 5 || function == 8) cutter.Cut(32, "seed");
  if (function == 8) cutter.Cut(1, fmt::format("times L: {}", 1 + cutter.next() % 15));
  if (function == 4) cutter.Cut(32, "public key");
  if (function == 4) cutter.Cut(64, "signature");
  if (function == 5) cutter.Cut(96, "changes (xor) of public key 32 and signature 64");
  return cutter.Finish("data");
}

}  // namespace

std::vector<Row> LayoutOf(std::string_view target, ByteView input) {
  if (target == "asmtp_message" || target.starts_with("asmtp_msg_")) return LayoutOfMessage(input);
  if (target == "asmtp_passport_chain") return LayoutOfChain(input);
  if (target == "asmtp_frame") return LayoutOfFrame(input);
  if (target.starts_with("asmtp_handshake_")) return LayoutOfHandshake(input);
  if (target == "asmtp_raw_wire") return LayoutOfRawWire(input);
  if (target == "asmtp_primitives") return LayoutOfPrimitives(input);
  return Cutter(input).Finish("bytes");
}

}  // namespace asmtp::fuzz
