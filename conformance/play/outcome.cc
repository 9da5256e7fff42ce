#include "conformance/play/outcome.h"

#include <fmt/format.h>

#include "conformance/transcript/message_format.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {

std::string ShortHex(ByteView bytes, size_t most) {
  if (bytes.size() <= most) return ToHex(bytes);
  const size_t half = most / 2;
  return fmt::format("{}..{} ({} bytes)", ToHex(bytes.first(half)), ToHex(bytes.last(half)),
                     bytes.size());
}

std::string DescribePlaintext(ByteView plaintext) {
  const auto fields = FieldsOf(plaintext);
  if (!fields) return ShortHex(plaintext);
  std::string text = fields->format->name;
  for (const FieldBytes& field : fields->fields) {
    text += fmt::format(" {}={}", field.name, ShortHex(field.bytes, 12));
  }
  return text;
}

std::string_view Name(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::kSilence:
      return "silence";
    case Outcome::Kind::kFin:
      return "fin";
    case Outcome::Kind::kRst:
      return "rst";
    case Outcome::Kind::kInitialize:
      return "init";
    case Outcome::Kind::kResponse:
      return "resp";
    case Outcome::Kind::kMessage:
      return "message";
    case Outcome::Kind::kPlain:
      return "plain";
    case Outcome::Kind::kBytes:
      return "bytes";
  }
  return "?";
}

std::string Outcome::Describe() const {
  switch (kind) {
    case Kind::kSilence:
      return "nothing arrived in time, and the connection stayed open";
    case Kind::kFin:
      return "the IUT closed the connection (FIN)";
    case Kind::kRst:
      return "the IUT closed the connection (RST)";
    case Kind::kInitialize:
      return verified ? "an initialize" : "97 bytes that are not a valid initialize: " + why;
    case Kind::kResponse:
      return verified ? "a response" : "49 bytes that are not a valid response: " + why;
    case Kind::kMessage:
      return "message " + DescribePlaintext(plaintext);
    case Kind::kPlain:
      return fmt::format("a frame whose plaintext is not a message ({}): {}", why,
                         ShortHex(plaintext));
    case Kind::kBytes:
      return fmt::format("bytes that are {}: {}", why, ShortHex(wire));
  }
  return "?";
}

}  // namespace asmtp::conformance
