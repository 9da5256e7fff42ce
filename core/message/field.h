// Field and Format: the elements of the format table.
//
//   Field("time", &Gossip::time, "seconds since 2020")               size from its type
//   Field("address", &Gossip::address, "IPv4 or IPv6",
//         SizeRule("4 or 16", &Gossip::AddressSize))                 size from an earlier field
//   Field("content", &Topic::content, "")                            all remaining bytes
#ifndef ASMTP_CORE_MESSAGE_FIELD_H_
#define ASMTP_CORE_MESSAGE_FIELD_H_

#include <concepts>
#include <string_view>
#include <tuple>

#include "core/message/message.h"

namespace asmtp {

// The size of a struct member in bytes; 0 if its type has no fixed size.
template <class Member>
inline constexpr size_t kMemberSize = 0;
template <std::unsigned_integral Integer>
inline constexpr size_t kMemberSize<Integer> = sizeof(Integer);
template <size_t N>
inline constexpr size_t kMemberSize<FixedView<N>> = N;

// The size of a field that an earlier field announces, as a text and as a function.
template <class View>
struct SizeRule {
  std::string_view words;
  size_t (View::*size)() const;  // null: all remaining bytes
};

// One row of the table: a field of `View`.
template <class View, class Member>
struct Field {
  static constexpr size_t kSize = kMemberSize<Member>;

  constexpr Field(std::string_view field_name, Member View::* pointer, std::string_view field_note,
                  SizeRule<View> size_rule = {"rest", nullptr})
      : name(field_name), member(pointer), note(field_note), rule(size_rule) {}

  // Returns the field's size, given the fields before it and the number of remaining bytes.
  constexpr size_t SizeIn(const View& before, size_t left) const {
    if constexpr (kSize != 0) return kSize;
    return rule.size == nullptr ? left : (before.*rule.size)();
  }

  std::string_view name;  // as in SPEC.md; unique in its format
  Member View::* member;
  std::string_view note;
  SizeRule<View> rule;
};

// A table: the fields of `View` in the order of encoding.
template <class View, class... Fields>
struct Format {
  std::string_view name;
  uint16_t type;                       // of the message or entry; 0 if there is none
  FixedView<kKeySize> View::* signer;  // the key of the signature in the last field, which covers
                                       // all bytes before it; null if nothing is signed
  std::string_view note;
  std::tuple<Fields...> fields;
};

// Declares that the last field is a signature by `key` over all bytes of the format before it.
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
