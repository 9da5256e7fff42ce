// Reads and writes the fields of any view by walking the format table. Private to core/message.
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
// Returns the error of a part that begins at `start`, with its offset in the whole.
inline std::unexpected<DecodeError> Fail(const DecodeError& part, size_t start) {
  return std::unexpected(DecodeError{part.kind, start + part.offset});
}

// Calls `visit(field)` for each field of `View`, in order, until it returns false. Returns whether
// it visited all fields.
template <class View, class Visit>
constexpr bool ForEachField(Visit visit) {
  return std::apply([&](const auto&... fields) { return (visit(fields) && ...); },
                    kFormat<View>.fields);
}

// Reads one member from exactly its bytes. Only members with their own rules (blocks) can fail.
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

// Reads the fields of `View` from `reader`. Fails with `truncated` at the offset of the field that
// passes the end. Offsets count from the initial position of the reader. On failure `out` is
// unspecified.
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

// Reads the alternative of `Variant` whose format has `type`. Fails with `unknown` at offset 0 if
// there is none.
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

// Returns the record that consists of exactly these bytes.
template <class T>
T RecordAt(FixedView<T::kSize> bytes) {
  T record;
  Reader reader(bytes);
  // Cannot fail: assertions below the table check that the sizes are equal.
  (void)ReadFields(&reader, DecodeError::Kind::kTruncated, &record);
  return record;
}

// Returns whether the signature of `view`, which was read from exactly `bytes`, verifies. True if
// the format has no signature.
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

// Returns the encoded size of a member.
template <class Member>
size_t MemberSize(const Member& member) {
  if constexpr (kMemberSize<Member> != 0) {
    return kMemberSize<Member>;
  } else {
    return BytesOf(member).size();
  }
}

// Returns the encoded size of the fields of `view`.
template <class View>
size_t FieldsSize(const View& view) {
  size_t size = 0;
  ForEachField<View>([&](const auto& field) {
    size += MemberSize(view.*field.member);
    return true;
  });
  return size;
}

// Write one member. A sequence is written as the bytes from which its items were decoded.
inline void WriteMember(uint8_t value, Writer* writer) { writer->WriteU8(value); }
inline void WriteMember(uint16_t value, Writer* writer) { writer->WriteU16(value); }
inline void WriteMember(uint32_t value, Writer* writer) { writer->WriteU32(value); }
void WriteMember(const auto& member, Writer* writer) { writer->WriteBytes(BytesOf(member)); }

// Writes the fields of `view`. Returns false if a field does not have the size that an earlier
// field announces. The caller checks writer->Fits().
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
