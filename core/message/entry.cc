#include "core/message/entry.h"

#include "core/message/codec.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

// Takes one entry, type and body, and checks its size only.
std::expected<Entry, DecodeError> ReadEntry(Reader* reader) {
  uint16_t type;
  if (!reader->ReadU16(&type)) return Fail(Kind::kEntryTruncated, 0);
  auto entry = ReadByType<Entry>(type, reader, Kind::kUnknownEntry, Kind::kEntryTruncated);
  if (entry || entry.error().kind == Kind::kUnknownEntry) return entry;
  return Fail(entry.error(), kEntryTypeSize);
}

// Checks what an entry says, given its body. The offset counts from the start of the body.
DecodeResult CheckEntry(const RegisterMasterKey& registration, ByteView body) {
  if (registration.registration_timeout <= registration.created_at) {
    return Fail(Kind::kRegistrationWindow, kSignedRegistrationSize - kTimeSize);
  }
  if (!SignatureVerifies(registration, body)) {
    return Fail(Kind::kRegistrationSignature, kSignedRegistrationSize);
  }
  return {};
}
DecodeResult CheckEntry(const DeregisterMasterKey&, ByteView) { return {}; }
DecodeResult CheckEntry(const SetSharedKey&, ByteView) { return {}; }

}  // namespace

Recipient Recipient::At(FixedView<kSize> bytes) { return RecordAt<Recipient>(bytes); }

std::expected<Entries, DecodeError> Entries::Decode(ByteView content) {
  Reader reader(content);
  while (!reader.AtEnd()) {
    const ByteView rest = reader.rest();
    const size_t start = content.size() - rest.size();
    const auto entry = ReadEntry(&reader);
    if (!entry) return Fail(entry.error(), start);
    const size_t size = rest.size() - reader.remaining();
    const ByteView body = rest.first(size).subspan(kEntryTypeSize);
    const auto check = [&](const auto& view) { return CheckEntry(view, body); };
    const DecodeResult checked = std::visit(check, *entry);
    if (!checked) return Fail(checked.error(), start + kEntryTypeSize);
  }
  return Entries(content);
}

Entry TakeEntry(ByteView* rest) {
  Reader reader(*rest);
  auto entry = ReadEntry(&reader);
  *rest = reader.rest();
  return *entry;  // was read before, by Decode
}

}  // namespace asmtp
