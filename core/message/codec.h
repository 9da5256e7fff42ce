// Walks the format table: reads and writes the fields of a view, whichever it is. For this room.
//
//   Gossip gossip;
//   if (const auto read = ReadFields(&reader, Kind::kTruncated, &gossip); !read) ...
//   if (!SignatureVerifies(gossip, bytes)) ...
//   if (WriteFields(gossip, &writer) != ...) ...
#ifndef ASMTP_CORE_MESSAGE_CODEC_H_
#define ASMTP_CORE_MESSAGE_CODEC_H_

#include <concepts>
#include <type_traits>
#include <utility>

#include "core/bytes/reader.h"
#include "core/bytes/writer.h"
#include "core/message/format.h"

namespace asmtp {

using DecodeResult = std::expected<void, DecodeError>;

// Returns an error at `offset`.
inline std::unexpected<DecodeError> Fail(DecodeError::Kind kind, size_t offset) {
  return std::unexpected(DecodeError{kind, offset});
}
// Returns the error of a part, with the offset in the whole: the part begins at `start`.
inline std::unexpected<DecodeError> Fail(const DecodeError& part, size_t start) {
  return std::unexpected(DecodeError{part.kind, start + part.offset});
}

// Calls `visit(field)` for each field of `View`, in order, until one returns false.
template <class View, class Visit>
constexpr bool ForEachField(Visit visit) {
  return std::apply([&](const auto&... fields) { return (visit(fields) && ...); },
                    kFormat<View>.fields);
}

// One member from exactly its bytes. Only a part with rules of its own can fail.
template <class Member>
DecodeResult ReadMember(ByteView bytes, Member* out) {
  if constexpr (std::is_same_v<Member, Blocks>) {
    const auto blocks = Blocks::Decode(bytes);
    if (!blocks) return std::unexpected(blocks.error());
    *out = *blocks;
  } else if constexpr (std::unsigned_integral<Member>) {
    *out = static_cast<Member>(ReadBigEndian(bytes));
  } else if constexpr (std::is_constructible_v<Member, ByteView>) {
    *out = Member(bytes);
  } else {
    *out = Member(bytes.data());
  }
  return {};
}

// Takes the fields of `View` off the front of `reader`. Fails with `truncated` at the field that
// passes the end. Offsets count from where the reader stood; `out` is unspecified after a failure.
template <class View>
DecodeResult ReadFields(Reader* reader, DecodeError::Kind truncated, View* out) {
  const size_t start = reader->remaining();
  DecodeResult result;
  ForEachField<View>([&](const auto& field) {
    const size_t offset = start - reader->remaining();
    ByteView bytes;
    if (!reader->Read(field.SizeIn(*out, reader->remaining()), &bytes)) {
      result = Fail(truncated, offset);
    } else if (const DecodeResult member = ReadMember(bytes, &(out->*field.member)); !member) {
      result = Fail(member.error(), offset);
    }
    return result.has_value();
  });
  return result;
}

// Calls `visit(std::type_identity<View>())` for the alternative of `Variant` whose format has
// `type`, and returns whether there is one.
template <class Variant, class Visit>
bool VisitType(size_t type, Visit visit) {
  const auto visit_if = [&]<class View>(std::type_identity<View> view) {
    return kFormat<View>.type == type && (visit(view), true);
  };
  return [&]<size_t... I>(std::index_sequence<I...>) {
    return (visit_if(std::type_identity<std::variant_alternative_t<I, Variant>>()) || ...);
  }(std::make_index_sequence<std::variant_size_v<Variant>>());
}

// Takes the alternative of `Variant` whose format has `type`. Fails with `unknown` at offset 0
// where there is none.
template <class Variant>
std::expected<Variant, DecodeError> ReadByType(size_t type, Reader* reader,
                                               DecodeError::Kind unknown,
                                               DecodeError::Kind truncated) {
  std::expected<Variant, DecodeError> result = Fail(unknown, 0);
  VisitType<Variant>(type, [&]<class View>(std::type_identity<View>) {
    View view;
    const DecodeResult read = ReadFields(reader, truncated, &view);
    result = read ? std::expected<Variant, DecodeError>(view) : std::unexpected(read.error());
  });
  return result;
}

// Returns the record in exactly its bytes.
template <class T>
T RecordAt(FixedView<T::kSize> bytes) {
  T record;
  Reader reader(bytes);
  // Cannot fail: the sizes are asserted to be equal below the table.
  (void)ReadFields(&reader, DecodeError::Kind::kTruncated, &record);
  return record;
}

// Returns whether the last field of `view`, which was read from exactly `bytes`, is the signature
// that its format asks for. True where it asks for none.
template <class View>
bool SignatureVerifies(const View& view, ByteView bytes) {
  if constexpr (kFormat<View>.signer == nullptr) {
    return true;
  } else {
    return VerifySignature(view.*kFormat<View>.signer, bytes.first(bytes.size() - kSignatureSize),
                           view.signature);
  }
}

// The bytes of a member that is not an integer.
inline ByteView BytesOf(ByteView bytes) { return bytes; }
template <class Item, Item (*Take)(ByteView*)>
ByteView BytesOf(const Sequence<Item, Take>& items) {
  return items.bytes();
}

// The size of a member as it travels.
template <class Member>
size_t MemberSize(const Member& member) {
  if constexpr (kMemberSize<Member> != 0) {
    return kMemberSize<Member>;
  } else {
    return BytesOf(member).size();
  }
}

// The size of the fields of `view` as they travel.
template <class View>
size_t FieldsSize(const View& view) {
  size_t size = 0;
  ForEachField<View>([&](const auto& field) {
    size += MemberSize(view.*field.member);
    return true;
  });
  return size;
}

// One member. The items of a sequence were checked in their bytes, which are what is written.
inline void WriteMember(uint8_t value, Writer* writer) { writer->WriteU8(value); }
inline void WriteMember(uint16_t value, Writer* writer) { writer->WriteU16(value); }
inline void WriteMember(uint32_t value, Writer* writer) { writer->WriteU32(value); }
void WriteMember(const auto& member, Writer* writer) { writer->WriteBytes(BytesOf(member)); }

// Puts the fields of `view`, and returns false where a field has not the size that an earlier one
// announces. Whether there was room is the writer's to say.
template <class View>
bool WriteFields(const View& view, Writer* writer) {
  return ForEachField<View>([&](const auto& field) {
    const size_t size = MemberSize(view.*field.member);
    WriteMember(view.*field.member, writer);
    return size == field.SizeIn(view, size);
  });
}

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_CODEC_H_
