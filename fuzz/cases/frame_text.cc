#include "fuzz/cases/frame_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/testing/hex.h"

namespace asmtp::fuzz {
namespace {

size_t NumberAt(const std::vector<uint8_t>& payload) {
  size_t number = 0;
  for (size_t i = 0; i < 2; ++i) number = number << 8 | (i < payload.size() ? payload[i] : 0U);
  return number;
}

size_t LengthOf(const std::vector<uint8_t>& header) {
  size_t length = 0;
  for (const uint8_t byte : header) length = length << 8 | byte;
  return length;
}

// Changes the attacker's own bytes in place.
std::string TamperRaw(const Action& action, std::vector<uint8_t>& raw) {
  const std::vector<uint8_t>& payload = action.payload;
  if (action.op == Op::kFlip) {
    const size_t bit = NumberAt(payload) % (raw.size() * 8);
    raw[bit / 8] = static_cast<uint8_t>(raw[bit / 8] ^ 1U << bit % 8);
  } else if (action.op == Op::kOverwrite && payload.size() >= 2) {
    const size_t offset = NumberAt(payload) % raw.size();
    const size_t size = std::min(payload.size() - 2, raw.size() - offset);
    std::copy_n(payload.begin() + 2, size, raw.begin() + static_cast<ptrdiff_t>(offset));
  } else if (action.op == Op::kExtend) {
    raw.insert(raw.end(), payload.begin(), payload.end());
  } else if (action.op == Op::kTruncate) {
    raw.resize(raw.size() - std::min<size_t>(raw.size(), payload.empty() ? 1 : payload[0]));
  }
  return "";
}

std::string Flip(const std::vector<uint8_t>& payload, FrameText& frame) {
  const size_t bit = NumberAt(payload) % (frame.size * 8);
  const auto mask = static_cast<uint8_t>(1U << bit % 8);
  const size_t at = bit / 8;
  const size_t header = frame.header.size();
  if (at < header) {
    frame.header[at] = static_cast<uint8_t>(frame.header[at] ^ mask);
  } else {
    frame.lines.push_back(fmt::format("frame xor {:02x} at {}", mask, at - header));
  }
  return "";
}

std::string Overwrite(const std::vector<uint8_t>& payload, FrameText& frame) {
  if (payload.size() < 2) return "";
  const size_t offset = NumberAt(payload) % frame.size;
  const size_t size = std::min(payload.size() - 2, frame.size - offset);
  const size_t header = frame.header.size();
  std::vector<uint8_t> behind;
  for (size_t i = 0; i < size; ++i) {
    if (offset + i < header) {
      frame.header[offset + i] = payload[2 + i];
    } else {
      behind.push_back(payload[2 + i]);
    }
  }
  if (behind.empty()) return "";
  frame.lines.push_back(
      fmt::format("frame replace {} at {}", ToHex(behind), std::max(offset, header) - header));
  return "";
}

}  // namespace

std::string FrameText::Tamper(const Action& action) {
  if (!seal && !is_handshake_frame) return raw.empty() ? "" : TamperRaw(action, raw);
  if (!suffix.empty() || cut) {
    return "a case cannot change a frame after lengthening or truncating it";
  }
  switch (action.op) {
    case Op::kFlip:
      return Flip(action.payload, *this);
    case Op::kOverwrite:
      return Overwrite(action.payload, *this);
    case Op::kExtend:
      suffix = action.payload;
      return "";
    default:
      cut = size - std::min<size_t>(size, action.payload.empty() ? 1 : action.payload[0]);
      return "";
  }
}

std::vector<std::string> FrameText::Lines() const {
  std::vector<std::string> all = lines;
  if (header != header_as_sealed) {
    all.push_back(fmt::format("frame length {}", LengthOf(header)));
  }
  if (!suffix.empty()) all.push_back("stream suffix " + ToHex(suffix));
  if (cut) all.push_back(fmt::format("stream cut {}", *cut));
  return all;
}

}  // namespace asmtp::fuzz
