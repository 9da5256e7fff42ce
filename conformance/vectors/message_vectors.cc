#include "conformance/vectors/message_vectors.h"

#include <fmt/format.h>

#include "conformance/vectors/difference.h"
#include "core/message/format.h"
#include "core/message/message.h"

namespace asmtp::vectors {
namespace {

struct MessageVector {
  std::string description;
  std::vector<uint8_t> bytes;
  std::string reference;
  std::optional<std::string> type;
};

MessageVector ReadVector(FieldReader& fields) {
  return {.description = fields.Text("description"),
          .bytes = fields.Bytes("bytes"),
          .reference = fields.Choice("reference", {"accept", "reject", "panic"}),
          .type = fields.Has("type") ? std::optional(fields.Text("type")) : std::nullopt};
}

std::string_view TypeName(const Message& message) {
  return std::visit([]<class View>(const View&) { return kFormat<View>.name; }, message);
}

Failure CheckEncoding(const Message& message, ByteView bytes) {
  std::vector<uint8_t> encoded(EncodedSize(message));
  const auto size = Encode(message, encoded);
  if (!size)
    return fmt::format("encoding: expected {} bytes, found {}", bytes.size(), Name(size.error()));
  return Compare("encoding", bytes, ByteView(encoded).first(*size));
}

Verdict CheckAccepted(const MessageVector& vector, const Message& message) {
  if (vector.reference != "accept") {
    return Failed(vector.description, fmt::format("expected {}, found accept", vector.reference));
  }
  Failure failure;
  if (vector.type) failure = Compare("type", *vector.type, TypeName(message));
  if (!failure) failure = CheckEncoding(message, vector.bytes);
  return PassedUnless(failure, vector.description);
}

Verdict CheckRejected(const MessageVector& vector, const DecodeError& error) {
  if (vector.reference == "reject") return Passed(vector.description);
  if (vector.reference == "panic") return Passed(vector.description, &kAbortOnInput);
  if (const Difference* difference = MessageAcceptedByReferenceOnly(vector.bytes, error)) {
    return Passed(vector.description, difference);
  }
  return Failed(vector.description,
                fmt::format("expected accept, found reject: {}", Describe(error)));
}

}  // namespace

Verdict CheckMessageVector(FieldReader fields) {
  const MessageVector vector = ReadVector(fields);
  if (fields.failed()) return Skipped(vector.description);
  const auto message = Decode(vector.bytes);
  return message ? CheckAccepted(vector, *message) : CheckRejected(vector, message.error());
}

}  // namespace asmtp::vectors
