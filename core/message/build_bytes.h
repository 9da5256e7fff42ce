// Small tools of the builders: views of the format table as owned bytes. For this room.
#ifndef ASMTP_CORE_MESSAGE_BUILD_BYTES_H_
#define ASMTP_CORE_MESSAGE_BUILD_BYTES_H_

#include <vector>

#include "core/message/codec.h"

namespace asmtp {

// Puts `more` behind `bytes`.
inline void AppendBytes(ByteView more, std::vector<uint8_t>* bytes) {
  bytes->insert(bytes->end(), more.begin(), more.end());
}

// Puts the fields of `view` behind `bytes`, whatever their sizes announce.
template <class View>
void AppendFields(const View& view, std::vector<uint8_t>* bytes) {
  const size_t before = bytes->size();
  bytes->resize(before + FieldsSize(view));
  Writer writer(MutableByteView(*bytes).subspan(before));
  ForEachField<View>([&](const auto& field) { return WriteMember(view.*field.member, &writer); });
}

// Replaces the last 64 bytes of `bytes` by the signature by `key` over all before them.
inline void SignAtEnd(const SigningKey& key, MutableByteView bytes) {
  if (bytes.size() < kSignatureSize) return;
  const Signature signature = key.Sign(bytes.first(bytes.size() - kSignatureSize));
  CopyTo(signature, bytes.last(kSignatureSize));
}

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_BUILD_BYTES_H_
