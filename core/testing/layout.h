// What follows from the format table: how many types and errors there are, and where fields stand.
//
//   kMessageTypeCount                                    7
//   kDecodeErrorKindCount                                13
//   kOffsetOf<&BlockHeader::author>                      40
//   FieldIn<&BlockHeader::author>(header)                the 32 bytes at that offset
//   PutNumber<&BlockHeader::time>(7, header)             big-endian
//   SizeOf<SetSharedKey>(body)                           the size that the body announces
//   SizeBefore<&Gossip::subscriptions>(body)             44 or 56
//
// For tools that build or change messages. A body is a message or an entry without its type.
#ifndef ASMTP_CORE_TESTING_LAYOUT_H_
#define ASMTP_CORE_TESTING_LAYOUT_H_

#include <utility>
#include <vector>

#include "core/message/codec.h"

namespace asmtp {

// The struct and the type of a member.
template <auto member>
struct MemberOf;
template <class ItsView, class ItsType, ItsType ItsView::* member>
struct MemberOf<member> {
  using View = ItsView;
  using Type = ItsType;
};

// Returns whether `field` is the row of the table for `member`.
template <auto member>
constexpr bool IsField(const auto& field) {
  if constexpr (std::is_same_v<decltype(field.member), decltype(member)>) {
    return field.member == member;
  } else {
    return false;
  }
}

// The offset of a field in its body. Does not compile if a field before it has a variable size.
template <auto member>
inline constexpr size_t kOffsetOf = [] {
  size_t offset = 0;
  ForEachField<typename MemberOf<member>::View>([&](const auto& field) {
    if (IsField<member>(field)) return false;
    constexpr size_t kSize = std::remove_cvref_t<decltype(field)>::kSize;
    if (kSize == 0) std::unreachable();
    offset += kSize;
    return true;
  });
  return offset;
}();

// Returns the bytes of a field of fixed size in a body, which must contain all of them.
template <auto member>
constexpr auto FieldIn(auto&& body) {
  using Body = std::conditional_t<std::is_convertible_v<decltype(body), MutableByteView>,
                                  MutableByteView, ByteView>;
  constexpr size_t kSize = kMemberSize<typename MemberOf<member>::Type>;
  static_assert(kSize != 0);
  return Body(body).subspan(kOffsetOf<member>, kSize);
}

// Returns the number in a field.
template <auto member>
uint64_t NumberIn(ByteView body) {
  typename MemberOf<member>::Type number;
  (void)ReadMember(FieldIn<member>(body), &number);  // an integer cannot fail
  return number;
}

// Writes the low bytes of `number` to a field, big-endian.
template <auto member>
void PutNumber(uint64_t number, MutableByteView body) {
  Writer writer(FieldIn<member>(body));
  WriteMember(static_cast<typename MemberOf<member>::Type>(number), &writer);
}

// Calls `visit(field, size)` for each field of `View` until it returns false. The sizes are those
// that `body` announces. Missing fields count as zero, and a rest field as empty.
template <class View, class Visit>
void ForEachSize(ByteView body, Visit visit) {
  View view;
  Reader reader(body);
  ForEachField<View>([&](const auto& field) {
    const size_t size = field.SizeIn(view, 0);
    ByteView bytes;
    if constexpr (std::is_integral_v<std::remove_cvref_t<decltype(view.*field.member)>>) {
      if (reader.Read(size, &bytes)) (void)ReadMember(bytes, &(view.*field.member));
    } else {
      (void)reader.Read(size, &bytes);
    }
    return visit(field, size);
  });
}

// Returns the size of the fields before `member`, as `body` announces it. `body` may be truncated.
template <auto member>
size_t SizeBefore(ByteView body) {
  size_t sum = 0;
  ForEachSize<typename MemberOf<member>::View>(body, [&](const auto& field, size_t size) {
    if (IsField<member>(field)) return false;
    sum += size;
    return true;
  });
  return sum;
}

// Returns the size of the whole body, as `body` announces it, without a rest field. `body` may be
// truncated.
template <class View>
size_t SizeOf(ByteView body) {
  size_t sum = 0;
  ForEachSize<View>(body, [&](const auto&, size_t size) {
    sum += size;
    return true;
  });
  return sum;
}

// Appends the fields of `view` to `bytes`, even if their sizes differ from the announced ones.
template <class View>
void AppendFields(const View& view, std::vector<uint8_t>* bytes) {
  const size_t before = bytes->size();
  bytes->resize(before + FieldsSize(view));
  Writer writer(MutableByteView(*bytes).subspan(before));
  ForEachField<View>([&](const auto& field) {
    WriteMember(view.*field.member, &writer);
    return true;
  });
}

// Types are numbered from 1 in the order of their variant.
template <class Variant>
inline constexpr size_t kTypeCount = [] {
  return []<size_t... I>(std::index_sequence<I...>) {
    static_assert(((kFormat<std::variant_alternative_t<I, Variant>>.type == I + 1) && ...));
    return sizeof...(I);
  }(std::make_index_sequence<std::variant_size_v<Variant>>());
}();
inline constexpr size_t kMessageTypeCount = kTypeCount<Message>;
inline constexpr size_t kEntryTypeCount = kTypeCount<Entry>;

// How many items a count announces at most: that of a Gossip, and that of a SetSharedKey.
inline constexpr size_t kMostSubscriptions = kGossipCountBits;
inline constexpr size_t kMostRecipients = 255;

// The number of reasons why bytes are not a message.
inline constexpr size_t kDecodeErrorKindCount =
    static_cast<size_t>(DecodeError::Kind::kRegistrationSignature) + 1;

// Whether a field of `View` takes everything that is left.
template <class View>
inline constexpr bool kHasRest = !ForEachField<View>([](const auto& field) {
  return std::remove_cvref_t<decltype(field)>::kSize != 0 || field.rule.size != nullptr;
});

// Calls `visit(std::type_identity<View>())` for each alternative of `Variant`, in order.
template <class Variant, class Visit>
constexpr void ForEachType(Visit visit) {
  [&]<size_t... I>(std::index_sequence<I...>) {
    (visit(std::type_identity<std::variant_alternative_t<I, Variant>>()), ...);
  }(std::make_index_sequence<std::variant_size_v<Variant>>());
}

// Whether every field of `View` has a fixed size and none is signed. Then any bytes of that size
// are a valid body.
template <class View>
inline constexpr bool kIsPlain = [] {
  if (kFormat<View>.signer != nullptr) return false;
  return ForEachField<View>(
      [](const auto& field) { return std::remove_cvref_t<decltype(field)>::kSize != 0; });
}();

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_LAYOUT_H_
