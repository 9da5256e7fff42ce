#include "fuzz/program/program.h"

#include <array>

#include "core/bytes/reader.h"

namespace asmtp::fuzz {
namespace {

constexpr std::array<std::string_view, kOpCount> kNames = {
    "send",     "send-sample", "deliver", "deliver-one", "flip",   "overwrite",
    "truncate", "extend",      "drop",    "swap",        "repeat", "reflect",
    "splice",   "forge",       "raw",     "end",         "close",  "decide"};

// Reads one action. A truncated payload becomes the bytes that are left.
bool ReadAction(Reader& reader, Action& action) {
  uint8_t op;
  uint16_t size;
  if (!reader.ReadU8(&op) || !reader.ReadU8(&action.where) || !reader.ReadU16(&size)) return false;
  action.op = static_cast<Op>(op);
  ByteView payload;
  (void)reader.Read(std::min<size_t>(size, reader.remaining()), &payload);  // cannot fail
  action.payload.assign(payload.begin(), payload.end());
  return true;
}

void PutU16(size_t number, std::vector<uint8_t>& out) {
  out.push_back(static_cast<uint8_t>(number >> 8));
  out.push_back(static_cast<uint8_t>(number));
}

}  // namespace

std::string_view Name(Op op) {
  const auto index = static_cast<size_t>(op);
  return index < kNames.size() ? kNames[index] : "";
}

Program Parse(ByteView bytes) {
  Reader reader(bytes);
  Program program;
  if (!reader.ReadU8(&program.flags) || !reader.ReadU8(&program.keys) ||
      !reader.ReadU16(&program.length_limit)) {
    return program;
  }
  Action action;
  while (program.actions.size() < kActionsMax && ReadAction(reader, action)) {
    program.actions.push_back(action);
  }
  return program;
}

std::vector<uint8_t> Encode(const Program& program) {
  std::vector<uint8_t> out = {program.flags, program.keys};
  PutU16(program.length_limit, out);
  for (const Action& action : program.actions) {
    out.push_back(static_cast<uint8_t>(action.op));
    out.push_back(action.where);
    PutU16(action.payload.size(), out);
    out.insert(out.end(), action.payload.begin(), action.payload.end());
  }
  return out;
}

}  // namespace asmtp::fuzz
