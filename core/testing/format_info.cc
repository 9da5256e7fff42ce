#include "core/testing/format_info.h"

#include <algorithm>
#include <array>

#include "core/message/codec.h"

namespace asmtp {
namespace {

template <class View, class Member>
constexpr FieldInfo InfoOf(const Field<View, Member>& field) {
  const std::string_view rule = field.kSize == 0 ? field.rule.words : "";
  return {field.name, kKindOf<Member>, field.kSize, rule, field.note};
}

template <class View>
constexpr auto kFieldInfos = std::apply(
    [](const auto&... fields) { return std::array{InfoOf(fields)...}; }, kFormat<View>.fields);

template <class View>
constexpr std::string_view SignerName() {
  std::string_view name;
  ForEachField<View>([&](const auto& field) {
    if constexpr (std::is_same_v<decltype(field.member), decltype(kFormat<View>.signer)>) {
      if (field.member == kFormat<View>.signer) name = field.name;
    }
    return true;
  });
  return name;
}

template <class View>
constexpr FormatInfo kFormatInfo = {kFormat<View>.name, kFormat<View>.type, SignerName<View>(),
                                    kFormat<View>.note, kFieldInfos<View>};

template <class Variant>
constexpr auto kAlternatives = []<size_t... I>(std::index_sequence<I...>) {
  return std::array{kFormatInfo<std::variant_alternative_t<I, Variant>>...};
}(std::make_index_sequence<std::variant_size_v<Variant>>());

const FormatInfo* FindMessage(auto matches) {
  const auto formats = MessageFormats();
  const auto found = std::ranges::find_if(formats, matches);
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace

std::span<const FormatInfo> MessageFormats() { return kAlternatives<Message>; }
std::span<const FormatInfo> EntryFormats() { return kAlternatives<Entry>; }
const FormatInfo& BlockHeaderFormat() { return kFormatInfo<BlockHeader>; }

const FormatInfo* RecordFormat(FieldKind kind) {
  if (kind == FieldKind::kSubscriptions) return &kFormatInfo<Subscription>;
  if (kind == FieldKind::kRecipients) return &kFormatInfo<Recipient>;
  return nullptr;
}

const FormatInfo* FindMessageFormat(std::string_view name) {
  return FindMessage([&](const FormatInfo& format) { return format.name == name; });
}
const FormatInfo* FindMessageFormat(uint8_t type) {
  return FindMessage([&](const FormatInfo& format) { return format.type == type; });
}

}  // namespace asmtp
