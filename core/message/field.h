// Field and Format: the words that the format table is written in.
//
//   Field("time", &Gossip::time, "seconds since 2020")               size by its type
//   Field("address", &Gossip::address, "IPv4 or IPv6",
//         SizeRule("4 or 16", &Gossip::AddressSize))                 size by a field before it
//   Field("content", &Topic::content, "")                            everything that is left
#ifndef ASMTP_CORE_MESSAGE_FIELD_H_
#define ASMTP_CORE_MESSAGE_FIELD_H_

#include <string_view>
#include <tuple>

#include "core/message/message.h"

namespace asmtp {

// What a field holds.
enum class FieldKind : uint8_t {
  kU8,  // integers: big-endian
  kU16,
  kU32,
  kBytes,          // bytes of a fixed or variable number
  kSubscriptions,  // n x (topic, interest)
  kRecipients,     // n x (key prefix, sealed secret)
  kBlocks,         // passport blocks, each after its size
};

// The kind and the size of a struct member; size 0 where it is not fixed by its type.
template <class Member>
struct MemberTraits;
template <>
struct MemberTraits<uint8_t> {
  static constexpr FieldKind kKind = FieldKind::kU8;
  static constexpr size_t kSize = sizeof(uint8_t);
};
template <>
struct MemberTraits<uint16_t> {
  static constexpr FieldKind kKind = FieldKind::kU16;
  static constexpr size_t kSize = sizeof(uint16_t);
};
template <>
struct MemberTraits<uint32_t> {
  static constexpr FieldKind kKind = FieldKind::kU32;
  static constexpr size_t kSize = sizeof(uint32_t);
};
template <size_t N>
struct MemberTraits<FixedView<N>> {
  static constexpr FieldKind kKind = FieldKind::kBytes;
  static constexpr size_t kSize = N;
};
template <>
struct MemberTraits<ByteView> {
  static constexpr FieldKind kKind = FieldKind::kBytes;
  static constexpr size_t kSize = 0;
};
template <>
struct MemberTraits<Records<Subscription>> {
  static constexpr FieldKind kKind = FieldKind::kSubscriptions;
  static constexpr size_t kSize = 0;
};
template <>
struct MemberTraits<Records<Recipient>> {
  static constexpr FieldKind kKind = FieldKind::kRecipients;
  static constexpr size_t kSize = 0;
};
template <>
struct MemberTraits<Blocks> {
  static constexpr FieldKind kKind = FieldKind::kBlocks;
  static constexpr size_t kSize = 0;
};

// The size of a field that an earlier field announces: in words, and computed.
template <class View>
struct SizeRule {
  constexpr SizeRule(std::string_view in_words, size_t (View::*rule)() const)
      : words(in_words), size(rule) {}

  std::string_view words;
  size_t (View::*size)() const;  // null: everything that is left
};

// One line of the table: a field of `View`.
template <class View, class Member>
struct Field {
  using Traits = MemberTraits<Member>;
  static_assert(Traits::kSize == 0 || Traits::kKind == FieldKind::kBytes ||
                Traits::kSize == sizeof(Member));

  constexpr Field(std::string_view field_name, Member View::* pointer, std::string_view field_note)
      : Field(field_name, pointer, field_note, SizeRule<View>("rest", nullptr)) {}
  constexpr Field(std::string_view field_name, Member View::* pointer, std::string_view field_note,
                  SizeRule<View> size_rule)
      : name(field_name), member(pointer), note(field_note), rule(size_rule) {}

  // Returns the field's size, given the fields before it and the bytes that are left.
  constexpr size_t SizeIn(const View& before, size_t left) const {
    if constexpr (Traits::kSize != 0) return Traits::kSize;
    return rule.size == nullptr ? left : (before.*rule.size)();
  }

  std::string_view name;  // as in SPEC.md; unique in its format
  Member View::* member;
  std::string_view note;
  SizeRule<View> rule;
};

// A table: the fields of `View` in the order in which they travel.
template <class View, class... Fields>
struct Format {
  std::string_view name;
  uint16_t type;                       // of the message or entry; 0 where there is none
  FixedView<kKeySize> View::* signer;  // whose signature over every byte before it is the last
                                       // field; null where nothing is signed
  std::string_view note;
  std::tuple<Fields...> fields;
};

// Says that the last field is a signature by `key` over every byte of the format before it.
template <class View>
constexpr auto SignedBy(FixedView<kKeySize> View::* key) {
  return key;
}
inline constexpr std::nullptr_t kUnsigned = nullptr;

template <class View, class... Fields>
constexpr Format<View, Fields...> MakeFormat(std::string_view name, uint16_t type,
                                             FixedView<kKeySize> View::* signer,
                                             std::string_view note, Fields... fields) {
  return {name, type, signer, note, std::tuple<Fields...>(fields...)};
}

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_FIELD_H_
