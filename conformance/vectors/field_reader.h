// FieldReader: takes the members of one JSON object as typed values.
//
//   std::optional<Malformed> error;
//   FieldReader fields(value, "vectors[3]", &error);
//   const std::string description = fields.Text("description");
//   const std::vector<uint8_t> bytes = fields.Bytes("bytes");
//   if (error) return std::unexpected(*error);            // asked once, at the end
//
// The first member that is missing or of the wrong kind sets the error, which names its line and
// path but never its text. Values read after an error are meaningless. Unknown members are ignored.
#ifndef ASMTP_CONFORMANCE_VECTORS_FIELD_READER_H_
#define ASMTP_CONFORMANCE_VECTORS_FIELD_READER_H_

#include <initializer_list>

#include "conformance/vectors/json_value.h"
#include "core/bytes/bytes.h"
#include "core/crypto/keys.h"

namespace asmtp::vectors {

class FieldReader {
 public:
  // Borrows `object` and `error`, which must outlive the reader and those taken from it.
  FieldReader(const JsonValue& object, std::string path, std::optional<Malformed>* error);

  // Returns whether the error is set.
  bool failed() const { return error_->has_value(); }
  // Returns whether the member exists and is not null.
  bool Has(std::string_view name) const;
  // Returns whether the member exists and is `true`.
  bool IsTrue(std::string_view name) const;

  std::string Text(std::string_view name);
  // Returns a text that must be one of `choices`.
  std::string Choice(std::string_view name, std::initializer_list<std::string_view> choices);
  // Returns a whole number from 0 to `max`.
  uint64_t Integer(std::string_view name, uint64_t max);
  // Returns any number of bytes from hexadecimal digits.
  std::vector<uint8_t> Bytes(std::string_view name);
  // Returns exactly N bytes from hexadecimal digits.
  template <size_t N>
  ByteArray<N> FixedBytes(std::string_view name) {
    ByteArray<N> bytes{};
    ReadHexInto(Take(name, JsonValue::Kind::kText), PathOf(name), bytes);
    return bytes;
  }
  // As FixedBytes, into a type that wipes itself.
  template <class SecretType>
  SecretType SecretBytes(std::string_view name) {
    SecretType secret;
    ReadHexInto(Take(name, JsonValue::Kind::kText), PathOf(name), secret.Fill());
    return secret;
  }
  // As FixedBytes, into a public key.
  template <class PublicType>
  PublicType PublicBytes(std::string_view name) {
    const auto bytes = FixedBytes<kPublicKeySize>(name);
    return PublicType(FixedView<kPublicKeySize>(bytes));
  }
  // Returns an object.
  FieldReader Object(std::string_view name);
  // Return an array of objects, or of N-byte strings in hexadecimal digits.
  std::vector<FieldReader> Objects(std::string_view name);
  template <size_t N>
  std::vector<ByteArray<N>> FixedBytesList(std::string_view name) {
    std::vector<ByteArray<N>> list;
    for (const JsonValue& item : Take(name, JsonValue::Kind::kList).items) {
      const std::string path = PathOf(name, list.size());
      ReadHexInto(item, path, list.emplace_back());
    }
    return list;
  }

  // Sets the error: `expected` at member `name`, or at this object if `name` is empty.
  void Refuse(std::string_view name, std::string_view expected);

  size_t line() const { return object_.line; }

 private:
  // Returns the member, or sets the error and returns an empty value of its kind.
  const JsonValue& Take(std::string_view name, JsonValue::Kind kind);
  void ReadHexInto(const JsonValue& value, const std::string& path, MutableByteView out);
  std::string PathOf(std::string_view name) const;
  std::string PathOf(std::string_view name, size_t index) const;
  void RefuseAt(size_t line, std::string_view path, std::string_view expected);

  const JsonValue& object_;
  std::string path_;
  std::optional<Malformed>* error_;
};

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_FIELD_READER_H_
