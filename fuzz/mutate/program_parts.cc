#include "fuzz/mutate/program_parts.h"

#include <algorithm>
#include <array>

#include "core/testing/layout.h"

namespace asmtp::fuzz {
namespace {

// Returns the size of a message of this type with all counts 0, or 0 for an unknown type.
size_t MessageSize(size_t type) {
  size_t size = 0;
  VisitType<Message>(
      type, [&]<class View>(std::type_identity<View>) { size = kTypeSize + SizeOf<View>({}); });
  return size;
}
constexpr size_t kForgeFaults = 6;
constexpr std::array<uint8_t, 8> kPieceSizes = {1, 1, 2, 3, 4, 16, 33, 96};
// What a scene does to a waiting frame.
constexpr std::array<Op, 9> kTricks = {Op::kFlip,   Op::kOverwrite, Op::kTruncate,
                                       Op::kExtend, Op::kDrop,      Op::kSwap,
                                       Op::kRepeat, Op::kReflect,   Op::kSplice};

void Put16(uint16_t number, Bytes& bytes) {
  bytes.push_back(static_cast<uint8_t>(number >> 8));
  bytes.push_back(static_cast<uint8_t>(number));
}

}  // namespace

Op ProgramParts::MakeOp() { return static_cast<Op>(bytes_.random().Below(kOpCount)); }

uint8_t ProgramParts::MakeWhere() {
  Random& random = bytes_.random();
  const auto direction = static_cast<uint8_t>(random.Below(2));
  if (random.OneIn(16)) return random.Byte();
  return static_cast<uint8_t>(random.Below(4) << 1 | direction);
}

Bytes ProgramParts::MakePayload(Op op) {
  switch (op) {
    case Op::kSend:
      return MakePlaintext();
    case Op::kSendSample:
      return MakeSample();
    case Op::kDeliver:
    case Op::kDeliverOne:
      return MakePieces();
    case Op::kFlip:
      return bytes_.Make(2);
    case Op::kOverwrite:
      return MakeOverwrite();
    case Op::kTruncate:
      return {bytes_.Number8(0)};
    case Op::kExtend:
      return bytes_.Make(1 + bytes_.random().Below(40));
    case Op::kSplice:
      return bytes_.Make(bytes_.random().Below(40));
    case Op::kForge:
      return MakeForgery();
    case Op::kRaw:
      return MakeRaw();
    default:
      return {};
  }
}

// Makes a type byte, and about the size of a message of that type.
Bytes ProgramParts::MakePlaintext() {
  Random& random = bytes_.random();
  if (random.OneIn(4)) return bytes_.Make(bytes_.Size());
  const size_t type =
      random.Below(kMessageTypeCount + 2);  // includes one unknown type on either side
  const size_t whole = MessageSize(type);
  size_t size = whole == 0 ? bytes_.Size() : whole;
  if (random.OneIn(4)) size = size + random.Below(3) - std::min<size_t>(size, 1);
  Bytes plaintext = bytes_.Make(size);
  if (!plaintext.empty()) plaintext[0] = static_cast<uint8_t>(type);
  return plaintext;
}

// A sample, unchanged or with changes: offset 2, mask 1.
Bytes ProgramParts::MakeSample() {
  Random& random = bytes_.random();
  Bytes payload = {random.Byte()};
  for (size_t changes = random.Below(3); changes > 0; --changes) {
    Put16(random.OneIn(2) ? static_cast<uint16_t>(random.Below(256)) : bytes_.Number(), payload);
    payload.push_back(static_cast<uint8_t>(1U << random.Below(8)));
  }
  return payload;
}

Bytes ProgramParts::MakePieces() {
  Random& random = bytes_.random();
  Bytes pieces(random.OneIn(2) ? 0 : random.Below(8));
  for (uint8_t& size : pieces) size = random.Pick(kPieceSizes);
  return pieces;
}

// Offset 2, bytes. Length fields are at the front.
Bytes ProgramParts::MakeOverwrite() {
  Bytes payload;
  Put16(bytes_.random().OneIn(2) ? 0 : bytes_.Number(), payload);
  const Bytes bytes = bytes_.Make(1 + bytes_.random().Below(33));
  payload.insert(payload.end(), bytes.begin(), bytes.end());
  return payload;
}

// Fault 1, plaintext.
Bytes ProgramParts::MakeForgery() {
  Bytes payload = MakePlaintext();
  payload.insert(payload.begin(), static_cast<uint8_t>(bytes_.random().Below(kForgeFaults)));
  return payload;
}

// A length field of either framing, the beginning of a handshake frame, or anything.
Bytes ProgramParts::MakeRaw() {
  Random& random = bytes_.random();
  Bytes payload;
  if (random.OneIn(2)) Put16(0, payload);
  Put16(bytes_.Number(), payload);
  if (random.OneIn(4)) payload = {static_cast<uint8_t>(random.Below(3))};
  const Bytes rest = bytes_.Make(bytes_.Size());
  payload.insert(payload.end(), rest.begin(), rest.end());
  return payload;
}

std::vector<Action> ProgramParts::MakeScene() {
  Random& random = bytes_.random();
  const auto direction = static_cast<uint8_t>(random.Below(2));
  const auto there = [&](Op op) {
    return Action{.op = op, .where = direction, .payload = MakePayload(op)};
  };
  std::vector<Action> scene;
  if (random.OneIn(4)) {
    scene.push_back(there(Op::kForge));
  } else {
    for (size_t i = 1 + random.Below(3); i > 0; --i) {
      scene.push_back(there(random.OneIn(2) ? Op::kSend : Op::kSendSample));
    }
  }
  if (random.OneIn(2)) scene.push_back(there(random.Pick(kTricks)));
  scene.push_back(there(random.OneIn(4) ? Op::kDeliverOne : Op::kDeliver));
  if (random.OneIn(4)) scene.push_back(there(random.OneIn(2) ? Op::kEnd : Op::kClose));
  return scene;
}

}  // namespace asmtp::fuzz
