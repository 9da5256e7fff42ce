#include "conformance/play/byte_tamper.h"

#include <algorithm>

#include "conformance/deviant/row.h"
#include "core/crypto/suite.h"

namespace asmtp::conformance {
namespace {

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

// Returns the index of `length` bytes at an offset. A negative offset counts from the end.
OrWhy<size_t> Place(const TamperNumber& offset, size_t length, size_t size) {
  const auto total = static_cast<int64_t>(size);
  const int64_t at = offset.number < 0 ? total + offset.number : offset.number;
  if (at < 0 || at + static_cast<int64_t>(length) > total) {
    return std::unexpected("the offset " + std::to_string(offset.number) + " is outside the " +
                           std::to_string(size) + " bytes");
  }
  return static_cast<size_t>(at);
}

// One operation of the layers plain and frame. Operations that do not concern bytes change nothing.
OrWhy<Bytes> ApplyToBytes(const Tamper& tamper, const Names& names, Bytes bytes) {
  const auto value = Evaluate(tamper.value, names);
  if (!value) return std::unexpected(value.error());
  const bool inside = tamper.op == TamperOp::kXor || tamper.op == TamperOp::kReplaceAt;
  const auto at = Place(tamper.number, inside ? value->size() : 0, bytes.size());
  const auto place = [&] { return bytes.begin() + static_cast<ptrdiff_t>(*at); };
  switch (tamper.op) {
    case TamperOp::kXor:
      if (!at) return std::unexpected(at.error());
      std::ranges::transform(*value, std::span(bytes).subspan(*at), place(),
                             [](uint8_t a, uint8_t b) { return static_cast<uint8_t>(a ^ b); });
      return bytes;
    case TamperOp::kReplaceAt:
      if (!at) return std::unexpected(at.error());
      std::ranges::copy(*value, place());
      return bytes;
    case TamperOp::kInsert:
      if (!at) return std::unexpected(at.error());
      bytes.insert(place(), value->begin(), value->end());
      return bytes;
    case TamperOp::kTruncate:
      if (!at) return std::unexpected(at.error());
      bytes.resize(*at);
      return bytes;
    case TamperOp::kReplace:
      return *value;
    case TamperOp::kAppend:
      Append(*value, bytes);
      return bytes;
    default:
      return bytes;
  }
}

const Tamper* FindTamper(Tampers tampers, TamperOp op) {
  const auto found = std::ranges::find(tampers, op, &Tamper::op);
  return found == tampers.end() ? nullptr : &*found;
}

// Evaluates the tamper's value, if it has one, into `out`.
template <class Out>
OrWhy<void> TakeValue(Tampers tampers, TamperOp op, const Names& names, Out& out) {
  const Tamper* tamper = FindTamper(tampers, op);
  if (tamper == nullptr) return {};
  auto value = Evaluate(tamper->value, names);
  if (!value) return std::unexpected(value.error());
  out = *std::move(value);
  return {};
}

// One operation of the layer noise. A value with an offset applies to a key.
OrWhy<void> ApplyNoise(const Tamper& tamper, const Names& names, deviant::Deviation& deviation) {
  const deviant::Row* row = deviant::FindRow(deviant::Serves::kTamper, tamper.pattern);
  if (row == nullptr) return std::unexpected("unknown tamper '" + tamper.text + "'");
  if (row->apply != nullptr) {
    row->apply(deviation);
    return {};
  }
  Tamper as_bytes = tamper;
  as_bytes.op = tamper.pattern.ends_with("VALUE at N") ? TamperOp::kXor : TamperOp::kReplace;
  auto value = ApplyToBytes(as_bytes, names, Bytes(kPublicKeySize));
  if (!value) return std::unexpected(value.error());
  row->apply_to(deviation, {.value = *std::move(value), .number = tamper.number});
  return {};
}

const FieldText* FindField(const MessageText& message, std::string_view name) {
  const auto found = std::ranges::find(message.fields, name, &FieldText::name);
  return found == message.fields.end() ? nullptr : &*found;
}

// Returns the tamper that replaces or drops the field, or null.
const Tamper* FindFieldTamper(Tampers tampers, std::string_view field) {
  const auto found = std::ranges::find_if(tampers, [&](const Tamper& tamper) {
    return tamper.layer == Layer::kFields && tamper.field == field;
  });
  return found == tampers.end() ? nullptr : &*found;
}

}  // namespace

Bytes MessageBytes::Encode() const {
  Bytes bytes = type;
  for (const auto& [name, value] : fields) Append(value, bytes);
  return bytes;
}

OrWhy<MessageBytes> TamperFields(Tampers tampers, const MessageText& message, const Names& names) {
  MessageBytes result{.type = {message.format->type}, .fields = {}};
  if (auto type = TakeValue(tampers, TamperOp::kSetType, names, result.type); !type) {
    return std::unexpected(type.error());
  }
  for (const FieldFormat& field : message.format->fields) {
    const FieldText* given = FindField(message, field.name);
    const Tamper* tamper = FindFieldTamper(tampers, field.name);
    if (tamper != nullptr && tamper->op == TamperOp::kDropField) continue;
    const Value& value = tamper != nullptr  ? tamper->value
                         : given != nullptr ? given->value
                                            : Value();
    const Bytes before = result.Encode();
    auto bytes = Evaluate(value, names, ByteView(before).subspan(result.type.size()));
    if (!bytes) return std::unexpected(bytes.error());
    result.fields.emplace_back(field.name, *std::move(bytes));
  }
  return result;
}

OrWhy<Bytes> TamperBytes(Layer layer, Tampers tampers, const Names& names, Bytes bytes) {
  for (const Tamper& tamper : tampers) {
    if (tamper.layer != layer) continue;
    auto applied = ApplyToBytes(tamper, names, std::move(bytes));
    if (!applied) return std::unexpected(tamper.text + ": " + applied.error());
    bytes = *std::move(applied);
  }
  return bytes;
}

OrWhy<deviant::Deviation> DeviationOf(Tampers tampers, const Names& names) {
  deviant::Deviation deviation;
  auto& handshake = deviation.handshake;
  auto done = TakeValue(tampers, TamperOp::kSetField, names, handshake.version);
  for (const Tamper& tamper : tampers) {
    if (done && tamper.layer == Layer::kNoise) done = ApplyNoise(tamper, names, deviation);
  }
  for (const auto* key : {&handshake.e, &handshake.e_shown, &handshake.s, &handshake.rs_secret}) {
    if (done && *key && (*key)->size() != kPublicKeySize) {
      done = std::unexpected("a key must be 32 bytes");
    }
  }
  if (!done) return std::unexpected(done.error());
  return deviation;
}

Bytes TamperLength(Tampers tampers, Framing framing, size_t size) {
  auto length = static_cast<int64_t>(size);
  if (const Tamper* tamper = FindTamper(tampers, TamperOp::kLength)) {
    length = tamper->number.relative ? length + tamper->number.number : tamper->number.number;
  }
  Bytes field(HeaderSize(framing));
  WriteFrameHeader(framing, static_cast<uint32_t>(length), field);
  if (FindTamper(tampers, TamperOp::kLengthLittleEndian) != nullptr) std::ranges::reverse(field);
  return field;
}

FrameFate FrameFateOf(Tampers tampers) {
  return {.dropped = FindTamper(tampers, TamperOp::kDrop) != nullptr,
          .repeated = FindTamper(tampers, TamperOp::kRepeat) != nullptr,
          .delayed = FindTamper(tampers, TamperOp::kDelay) != nullptr};
}

namespace {

std::vector<Bytes> CutAtSizes(Bytes bytes, std::span<const size_t> sizes) {
  std::vector<Bytes> pieces;
  if (sizes.empty() && !bytes.empty()) {
    pieces.push_back(std::move(bytes));
    return pieces;
  }
  ByteView rest = bytes;
  for (const size_t size : sizes) {
    const ByteView piece = rest.first(std::min(size, rest.size()));
    if (!piece.empty()) pieces.emplace_back(piece.begin(), piece.end());
    rest = rest.subspan(piece.size());
  }
  if (!rest.empty()) pieces.emplace_back(rest.begin(), rest.end());
  return pieces;
}

}  // namespace

OrWhy<Writes> CutIntoWrites(Tampers tampers, const Names& names, Bytes bytes) {
  Bytes prefix;
  Bytes suffix;
  OrWhy<void> done = TakeValue(tampers, TamperOp::kPrefix, names, prefix);
  if (done) done = TakeValue(tampers, TamperOp::kSuffix, names, suffix);
  if (!done) return std::unexpected(done.error());
  bytes.insert(bytes.begin(), prefix.begin(), prefix.end());
  Append(suffix, bytes);
  Writes writes;
  if (FindTamper(tampers, TamperOp::kCut) != nullptr) writes.then = Writes::Then::kAwaitRead;
  if (FindTamper(tampers, TamperOp::kCutThenFin) != nullptr) writes.then = Writes::Then::kFin;
  if (FindTamper(tampers, TamperOp::kCutThenRst) != nullptr) writes.then = Writes::Then::kRst;
  for (const TamperOp op : {TamperOp::kCut, TamperOp::kCutThenFin, TamperOp::kCutThenRst}) {
    const Tamper* cut = FindTamper(tampers, op);
    if (cut == nullptr) continue;
    const auto at = Place(cut->number, 0, bytes.size());
    if (!at) return std::unexpected(at.error());
    bytes.resize(*at);
  }
  if (FindTamper(tampers, TamperOp::kHold) != nullptr) writes.held_from = 0;
  if (const Tamper* split = FindTamper(tampers, TamperOp::kSplit)) {
    writes.pieces = CutAtSizes(std::move(bytes), split->sizes);
  } else if (const Tamper* hold = FindTamper(tampers, TamperOp::kHoldFrom)) {
    const auto at = Place(hold->number, 0, bytes.size());
    if (!at) return std::unexpected(at.error());
    writes.pieces = CutAtSizes(std::move(bytes), std::vector<size_t>(1, *at));
    writes.held_from = *at == 0 ? 0 : 1;
  } else if (const Tamper* pace = FindTamper(tampers, TamperOp::kPace)) {
    const auto size = static_cast<size_t>(pace->number.number);
    const std::vector<size_t> sizes(bytes.size() / size, size);
    writes.pieces = CutAtSizes(std::move(bytes), sizes);
    writes.pause = pace->pause;
  } else if (FindTamper(tampers, TamperOp::kSplitEach) != nullptr) {
    const std::vector<size_t> sizes(bytes.size(), 1);
    writes.pieces = CutAtSizes(std::move(bytes), sizes);
  } else {
    writes.pieces = CutAtSizes(std::move(bytes), {});
  }
  return writes;
}

}  // namespace asmtp::conformance
