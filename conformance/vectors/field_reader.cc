#include "conformance/vectors/field_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/testing/hex.h"

namespace asmtp::vectors {
namespace {

using Kind = JsonValue::Kind;

// Describes the error in the digits of `size` bytes without showing the digits.
std::string ExpectedHex(size_t size, const HexError& error, size_t digits) {
  if (error.kind == HexError::Kind::kWrongSize || error.kind == HexError::Kind::kOddLength) {
    return fmt::format("{} hexadecimal digits, found {}", 2 * size, digits);
  }
  return fmt::format("{} hexadecimal digits: {}", 2 * size, Describe(error));
}

}  // namespace

FieldReader::FieldReader(const JsonValue& object, std::string path, std::optional<Malformed>* error)
    : object_(object), path_(std::move(path)), error_(error) {
  if (object.kind != Kind::kObject) {
    RefuseAt(object.line, path_, fmt::format("an object, found {}", Name(object.kind)));
  }
}

bool FieldReader::Has(std::string_view name) const {
  const JsonValue* member = object_.Find(name);
  return member != nullptr && member->kind != Kind::kNull;
}

bool FieldReader::IsTrue(std::string_view name) const {
  const JsonValue* member = object_.Find(name);
  return member != nullptr && member->boolean;
}

std::string FieldReader::Text(std::string_view name) { return Take(name, Kind::kText).text; }

std::string FieldReader::Choice(std::string_view name,
                                std::initializer_list<std::string_view> choices) {
  const std::string text = Text(name);
  if (std::ranges::find(choices, text) == choices.end()) {
    Refuse(name, fmt::format("one of \"{}\"", fmt::join(choices, "\", \"")));
  }
  return text;
}

uint64_t FieldReader::Integer(std::string_view name, uint64_t max) {
  const JsonValue& number = Take(name, Kind::kNumber);
  if (number.integer && *number.integer <= max) return *number.integer;
  Refuse(name, fmt::format("a whole number from 0 to {}", max));
  return 0;
}

std::vector<uint8_t> FieldReader::Bytes(std::string_view name) {
  auto bytes = FromHex(Take(name, Kind::kText).text);
  if (bytes) return *std::move(bytes);
  Refuse(name, fmt::format("hexadecimal digits: {}", Describe(bytes.error())));
  return {};
}

FieldReader FieldReader::Object(std::string_view name) {
  return FieldReader(Take(name, Kind::kObject), PathOf(name), error_);
}

std::vector<FieldReader> FieldReader::Objects(std::string_view name) {
  std::vector<FieldReader> readers;
  for (const JsonValue& item : Take(name, Kind::kList).items) {
    readers.emplace_back(item, PathOf(name, readers.size()), error_);
  }
  return readers;
}

void FieldReader::Refuse(std::string_view name, std::string_view expected) {
  const JsonValue* member = object_.Find(name);
  RefuseAt(member == nullptr ? object_.line : member->line, name.empty() ? path_ : PathOf(name),
           expected);
}

const JsonValue& FieldReader::Take(std::string_view name, Kind kind) {
  static const JsonValue kEmptyText{.kind = Kind::kText};
  static const JsonValue kEmptyList{.kind = Kind::kList};
  static const JsonValue kEmptyObject{.kind = Kind::kObject};
  const JsonValue* member = object_.Find(name);
  if (member != nullptr && member->kind == kind) return *member;
  Refuse(name, member == nullptr ? fmt::format("{}, found nothing", Name(kind))
                                 : fmt::format("{}, found {}", Name(kind), Name(member->kind)));
  return kind == Kind::kList ? kEmptyList : kind == Kind::kObject ? kEmptyObject : kEmptyText;
}

void FieldReader::ReadHexInto(const JsonValue& value, const std::string& path,
                              MutableByteView out) {
  if (value.kind != Kind::kText) {
    return RefuseAt(value.line, path, fmt::format("a string, found {}", Name(value.kind)));
  }
  if (const auto read = FromHexInto(value.text, out); !read) {
    RefuseAt(value.line, path, ExpectedHex(out.size(), read.error(), value.text.size()));
  }
}

std::string FieldReader::PathOf(std::string_view name) const {
  return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
}

std::string FieldReader::PathOf(std::string_view name, size_t index) const {
  return fmt::format("{}[{}]", PathOf(name), index);
}

void FieldReader::RefuseAt(size_t line, std::string_view path, std::string_view expected) {
  if (error_->has_value()) return;
  *error_ =
      Malformed{line, fmt::format("{}{}expected {}", path, path.empty() ? "" : ": ", expected)};
}

}  // namespace asmtp::vectors
