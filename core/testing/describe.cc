#include "core/testing/describe.h"

#include "core/message/codec.h"

namespace asmtp {
namespace {

// Walks a message and lists its fields. Each step returns false if the structure is invalid; then
// the walk ends, and `position_` is the offset of the remaining bytes.
class Walk {
 public:
  explicit Walk(ByteView plaintext) : plaintext_(plaintext) {}

  bool WalkMessage(Reader* reader) {
    uint8_t type;
    return Leaf("type", kTypeSize, reader, &type) && WalkType<Message>(type, "", reader) &&
           reader->AtEnd();
  }

  std::vector<FieldValue> TakeFields() {
    if (position_ < plaintext_.size()) {
      Add(std::string(kUnreadPath), FieldKind::kBytes, plaintext_.subspan(position_), "");
    }
    return std::move(fields_);
  }

 private:
  void Add(std::string path, FieldKind kind, ByteView bytes, std::string_view note) {
    fields_.push_back({std::move(path), kind, position_, bytes, note});
    position_ += bytes.size();
  }

  // Reads and lists an integer that is not in the format table.
  template <class Integer>
  bool Leaf(std::string path, size_t size, Reader* reader, Integer* value) {
    ByteView bytes;
    if (!reader->Read(size, &bytes)) return false;
    (void)ReadMember(bytes, value);  // an integer cannot fail
    Add(std::move(path), kKindOf<Integer>, bytes, "");
    return true;
  }

  template <class Variant>
  bool WalkType(size_t type, const std::string& prefix, Reader* reader) {
    bool whole = false;
    VisitType<Variant>(type, [&]<class View>(std::type_identity<View>) {
      whole = WalkFields<View>(prefix, reader);
    });
    return whole;
  }

  template <class View>
  bool WalkFields(const std::string& prefix, Reader* reader) {
    View view;  // the members read so far, which size rules need
    return ForEachField<View>([&](const auto& field) {
      ByteView bytes;
      if (!reader->Read(field.SizeIn(view, reader->remaining()), &bytes)) return false;
      return WalkMember(prefix + std::string(field.name), field.note, bytes, &(view.*field.member));
    });
  }

  // A member that contains no other fields.
  template <class Member>
  bool WalkMember(std::string path, std::string_view note, ByteView bytes, Member* out) {
    (void)ReadMember(bytes, out);  // only nested structures can fail
    Add(std::move(path), kKindOf<Member>, bytes, note);
    return true;
  }

  template <class T>
  bool WalkMember(const std::string& path, std::string_view, ByteView bytes, Records<T>*) {
    return WalkItems(path, bytes, [&](const std::string& prefix, Reader* reader) {
      return WalkFields<T>(prefix, reader);
    });
  }

  bool WalkMember(const std::string& path, std::string_view, ByteView bytes, Blocks*) {
    return WalkItems(path, bytes, [&](const std::string& prefix, Reader* reader) {
      uint32_t size;
      ByteView block;
      return Leaf(prefix + "size", kBlockSizeSize, reader, &size) && reader->Read(size, &block) &&
             WalkBlock(prefix, block);
    });
  }

  bool WalkBlock(const std::string& prefix, ByteView block) {
    Reader reader(block);
    return WalkFields<BlockHeader>(prefix, &reader) &&
           WalkItems(prefix + "content", reader.rest(),
                     [&](const std::string& entry, Reader* content) {
                       uint16_t type;
                       return Leaf(entry + "type", kEntryTypeSize, content, &type) &&
                              WalkType<Entry>(type, entry, content);
                     });
  }

  // Walks `path[0].`, `path[1].` and so on to the end of `bytes`.
  template <class WalkItem>
  bool WalkItems(const std::string& path, ByteView bytes, WalkItem walk_item) {
    Reader reader(bytes);
    for (size_t i = 0; !reader.AtEnd(); ++i) {
      if (!walk_item(path + "[" + std::to_string(i) + "].", &reader)) return false;
    }
    return true;
  }

  ByteView plaintext_;
  size_t position_ = 0;
  std::vector<FieldValue> fields_;
};

}  // namespace

std::vector<FieldValue> Describe(ByteView plaintext) {
  Walk walk(plaintext);
  Reader reader(plaintext);
  walk.WalkMessage(&reader);
  return walk.TakeFields();
}

}  // namespace asmtp
