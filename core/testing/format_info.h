// FormatInfo: the format table at run time, for tools that are independent of the message types.
//
//   for (const FormatInfo& format : MessageFormats()) {
//     for (const FieldInfo& field : format.fields) Print(format.name, field.name, field.size);
//   }
//   FindMessageFormat("Gossip")->type          1
#ifndef ASMTP_CORE_TESTING_FORMAT_INFO_H_
#define ASMTP_CORE_TESTING_FORMAT_INFO_H_

#include <span>
#include <string_view>

#include "core/message/field.h"

namespace asmtp {

// The type of a field.
enum class FieldKind : uint8_t {
  kU8,  // integers: big-endian
  kU16,
  kU32,
  kBytes,          // a fixed or variable number of bytes
  kSubscriptions,  // n x (topic, interest)
  kRecipients,     // n x (key prefix, sealed secret)
  kBlocks,         // passport blocks, each after its size
};

// The kind of a struct member.
template <class Member>
inline constexpr FieldKind kKindOf = FieldKind::kBytes;
template <>
inline constexpr FieldKind kKindOf<uint8_t> = FieldKind::kU8;
template <>
inline constexpr FieldKind kKindOf<uint16_t> = FieldKind::kU16;
template <>
inline constexpr FieldKind kKindOf<uint32_t> = FieldKind::kU32;
template <>
inline constexpr FieldKind kKindOf<Records<Subscription>> = FieldKind::kSubscriptions;
template <>
inline constexpr FieldKind kKindOf<Records<Recipient>> = FieldKind::kRecipients;
template <>
inline constexpr FieldKind kKindOf<Blocks> = FieldKind::kBlocks;

// One field. Everything in it lives for the whole program.
struct FieldInfo {
  std::string_view name;  // as in `content_size`; unique in its format
  FieldKind kind;
  size_t size;            // in bytes; 0 if variable
  std::string_view rule;  // the size as a formula, or "rest"; empty if the size is fixed
  std::string_view note;  // Markdown; may be empty
};

// One format. Everything in it lives for the whole program.
struct FormatInfo {
  std::string_view name;
  uint16_t type;            // 0 if the format has no type
  std::string_view signer;  // the field with the key of the signature in the last field; or empty
  std::string_view note;
  std::span<const FieldInfo> fields;  // without the type
};

// The messages in the order of their types. The fields follow the type, 1 byte.
std::span<const FormatInfo> MessageFormats();
// The entries in the order of their types. The fields follow the type, 2 bytes.
std::span<const FormatInfo> EntryFormats();
// The header of a block.
const FormatInfo& BlockHeaderFormat();
// Returns the format of the records in a field of this kind, or null if it has no records.
const FormatInfo* RecordFormat(FieldKind kind);

// Returns the message with that name (case-sensitive), or null.
const FormatInfo* FindMessageFormat(std::string_view name);
// Returns the message with that type, or null.
const FormatInfo* FindMessageFormat(uint8_t type);

constexpr bool IsInteger(FieldKind kind) {
  return kind == FieldKind::kU8 || kind == FieldKind::kU16 || kind == FieldKind::kU32;
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_FORMAT_INFO_H_
