#include "conformance/transcript/message_format.h"

#include <utility>
#include <variant>

#include "core/message/format.h"
#include "core/testing/plain_message.h"

namespace asmtp::conformance {
namespace {

template <class View>
MessageFormat FormatOf() {
  MessageFormat format{.name = LowerWords(kFormat<View>.name, '-'),
                       .type = static_cast<uint8_t>(kFormat<View>.type),
                       .fields = {}};
  std::apply(
      [&](const auto&... fields) {
        (format.fields.push_back(
             {std::string(fields.name), std::remove_cvref_t<decltype(fields)>::kSize}),
         ...);
      },
      kFormat<View>.fields);
  return format;
}

template <size_t... I>
std::vector<MessageFormat> AllFormats(std::index_sequence<I...>) {
  return {FormatOf<std::variant_alternative_t<I, Message>>()...};
}

// Splits `body` into the fields of `view`, which was decoded from it.
template <class View>
std::vector<FieldBytes> CutFields(const View& view, ByteView body) {
  std::vector<FieldBytes> fields;
  const auto cut = [&](const auto& field) {
    const size_t size = field.SizeIn(view, body.size());
    fields.push_back({std::string(field.name), body.first(size)});
    body = body.subspan(size);
  };
  std::apply([&](const auto&... field) { (cut(field), ...); }, kFormat<View>.fields);
  return fields;
}

template <class Named>
const Named* FindByName(const std::vector<Named>& all, std::string_view name) {
  for (const Named& one : all) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

}  // namespace

const FieldFormat* MessageFormat::Find(std::string_view field_name) const {
  return FindByName(fields, field_name);
}

const FieldBytes* MessageFields::Find(std::string_view field_name) const {
  return FindByName(fields, field_name);
}

std::span<const MessageFormat> MessageFormats() {
  static const std::vector<MessageFormat> kAll =
      AllFormats(std::make_index_sequence<std::variant_size_v<Message>>());
  return kAll;
}

const MessageFormat* FindMessageFormat(std::string_view name) {
  for (const MessageFormat& format : MessageFormats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::string MessageNames() {
  std::string names;
  for (const MessageFormat& format : MessageFormats()) {
    if (!names.empty()) names += ", ";
    names += format.name;
  }
  return names;
}

std::optional<MessageFields> FieldsOf(ByteView plaintext) {
  const auto message = Decode(plaintext);
  if (!message) return std::nullopt;
  return MessageFields{
      .format = &MessageFormats()[message->index()],
      .fields = std::visit(
          [&](const auto& view) { return CutFields(view, plaintext.subspan(kTypeSize)); },
          *message)};
}

std::string WhyNoMessage(ByteView plaintext) {
  const auto message = Decode(plaintext);
  return message ? "" : Describe(message.error());
}

}  // namespace asmtp::conformance
