#include "core/message/message.h"

#include "core/message/codec.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

// Returns whether the signature of the message itself, if any, verifies. Those of blocks and
// entries were verified when they were read.
bool SignatureVerifiesIn(const Message& message, ByteView body) {
  return std::visit([&](const auto& view) { return SignatureVerifies(view, body); }, message);
}

}  // namespace

Subscription Subscription::At(FixedView<kSize> bytes) { return RecordAt<Subscription>(bytes); }

std::expected<Message, DecodeError> Decode(ByteView plaintext) {
  if (plaintext.size() < kSmallestMessageSize) return Fail(Kind::kTooShort, 0);
  const uint8_t type = plaintext.front();
  const ByteView body = plaintext.subspan(kTypeSize);
  Reader reader(body);
  auto message = ReadByType<Message>(type, &reader, Kind::kUnknownType, Kind::kTruncated);
  if (!message && message.error().kind == Kind::kUnknownType) return message;
  if (!message) return Fail(message.error(), kTypeSize);
  if (!reader.AtEnd()) return Fail(Kind::kTrailingBytes, plaintext.size() - reader.remaining());
  if (!SignatureVerifiesIn(*message, body)) {
    return Fail(Kind::kGossipSignature, plaintext.size() - kSignatureSize);
  }
  return message;
}

size_t EncodedSize(const Message& message) {
  return kTypeSize + std::visit([](const auto& view) { return FieldsSize(view); }, message);
}

std::expected<size_t, EncodeError> Encode(const Message& message, MutableByteView out) {
  Writer writer(out);
  const bool written = std::visit(
      [&]<class View>(const View& view) {
        writer.WriteU8(kFormat<View>.type);
        return WriteFields(view, &writer);
      },
      message);
  if (!written) return std::unexpected(EncodeError::kFieldSize);
  if (!writer.Fits()) return std::unexpected(EncodeError::kNoRoom);
  return writer.size();
}

}  // namespace asmtp
