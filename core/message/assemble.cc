#include "core/message/assemble.h"

#include <algorithm>

#include "core/message/codec.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

const NamedField* Find(std::string_view name, const std::vector<NamedField>& fields) {
  const auto found = std::ranges::find(fields, name, &NamedField::name);
  return found == fields.end() ? nullptr : &*found;
}

bool HasField(const FormatInfo& format, std::string_view name) {
  const auto has_name = [&](const FieldInfo& field) { return field.name == name; };
  return name == kTypeField || std::ranges::any_of(format.fields, has_name);
}

void Append(ByteView more, std::vector<uint8_t>* bytes) {
  bytes->insert(bytes->end(), more.begin(), more.end());
}

NamedField Named(std::string_view name, ByteView bytes) {
  return {std::string(name), {bytes.begin(), bytes.end()}};
}

// Takes the fields of `View` without looking into parts with rules of their own.
template <class View>
DecodeResult TakeFields(Reader* reader, std::vector<NamedField>* fields) {
  View view;
  const size_t start = reader->remaining();
  DecodeResult result;
  ForEachField<View>([&](const auto& field) {
    const size_t offset = start - reader->remaining();
    ByteView bytes;
    if (!reader->Read(field.SizeIn(view, reader->remaining()), &bytes)) {
      result = Fail(Kind::kTruncated, offset);
      return false;
    }
    fields->push_back(Named(field.name, bytes));
    // For the size rules. Blocks are not asked: they have rules of their own.
    if constexpr (std::remove_cvref_t<decltype(field)>::Traits::kKind != FieldKind::kBlocks) {
      (void)ReadMember(bytes, &(view.*field.member));
    }
    return true;
  });
  return result;
}

}  // namespace

std::string_view Name(AssembleError::Kind kind) {
  switch (kind) {
    case AssembleError::Kind::kUnknownMessage:
      return "unknown-message";
    case AssembleError::Kind::kUnknownField:
      return "unknown-field";
    case AssembleError::Kind::kRepeatedField:
      return "repeated-field";
  }
  return "unknown";
}

std::string Describe(const AssembleError& error) {
  switch (error.kind) {
    case AssembleError::Kind::kUnknownMessage:
      return "no message is called \"" + error.name + "\"";
    case AssembleError::Kind::kUnknownField:
      return "the message has no field called \"" + error.name + "\"";
    case AssembleError::Kind::kRepeatedField:
      return "the field \"" + error.name + "\" is given twice";
  }
  return "unknown error";
}

std::expected<std::vector<uint8_t>, AssembleError> Assemble(std::string_view message,
                                                            const std::vector<NamedField>& fields) {
  using Error = AssembleError::Kind;
  const FormatInfo* format = FindMessageFormat(message);
  if (format == nullptr) {
    return std::unexpected(AssembleError{Error::kUnknownMessage, std::string(message)});
  }
  for (const NamedField& field : fields) {
    const bool known = HasField(*format, field.name);
    if (!known) return std::unexpected(AssembleError{Error::kUnknownField, field.name});
    const bool first = Find(field.name, fields) == &field;
    if (!first) return std::unexpected(AssembleError{Error::kRepeatedField, field.name});
  }
  std::vector<uint8_t> bytes;
  const NamedField* type = Find(kTypeField, fields);
  Append(type != nullptr ? type->bytes : IntegerBytes(FieldKind::kU8, format->type), &bytes);
  for (const FieldInfo& info : format->fields) {
    const NamedField* field = Find(info.name, fields);
    Append(field != nullptr ? field->bytes : std::vector<uint8_t>(info.size), &bytes);
  }
  return bytes;
}

std::expected<std::vector<NamedField>, DecodeError> Disassemble(ByteView plaintext) {
  if (plaintext.empty()) return Fail(Kind::kTooShort, 0);
  const ByteView body = plaintext.subspan(kTypeSize);
  Reader reader(body);
  std::vector<NamedField> fields = {Named(kTypeField, plaintext.first(kTypeSize))};
  DecodeResult taken = Fail(Kind::kUnknownType, 0);
  const bool known = VisitType<Message>(
      plaintext.front(),
      [&]<class View>(std::type_identity<View>) { taken = TakeFields<View>(&reader, &fields); });
  if (!taken) return Fail(taken.error(), known ? kTypeSize : 0);
  if (!reader.AtEnd()) return Fail(Kind::kTrailingBytes, plaintext.size() - reader.remaining());
  return fields;
}

std::vector<uint8_t> IntegerBytes(FieldKind kind, uint64_t value) {
  size_t size = 0;
  if (kind == FieldKind::kU8) size = sizeof(uint8_t);
  if (kind == FieldKind::kU16) size = sizeof(uint16_t);
  if (kind == FieldKind::kU32) size = sizeof(uint32_t);
  std::vector<uint8_t> bytes(size);
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= 8) {
    *byte = static_cast<uint8_t>(value & 0xff);
  }
  return bytes;
}

}  // namespace asmtp
