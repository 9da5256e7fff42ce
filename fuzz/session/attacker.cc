#include "fuzz/session/attacker.h"

#include <vector>

#include "core/message/message.h"
#include "fuzz/model/noise.h"
#include "fuzz/seeds/message_seeds.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;

// Valid messages of every type, small enough to send often.
const std::vector<Bytes>& SampleMessages() {
  static const std::vector<Bytes> kSamples = [] {
    std::vector<Bytes> samples;
    for (const auto& [name, bytes] : MessageSeeds()) {
      if (bytes.size() < 4096 && Decode(bytes)) samples.push_back(bytes);
    }
    return samples;
  }();
  return kSamples;
}

}  // namespace

model::Bytes SampleMessage(ByteView payload) {
  const auto& samples = SampleMessages();
  Bytes message = samples[(payload.empty() ? 0 : payload[0]) % samples.size()];
  for (size_t i = 1; i + 3 <= payload.size(); i += 3) {
    const size_t offset = (size_t{payload[i]} << 8 | payload[i + 1]) % message.size();
    message[offset] ^= payload[i + 2];
  }
  return message;
}

Bytes Framed(size_t header_size, const Bytes& ciphertext) {
  Bytes header(header_size);
  for (size_t i = 0; i < header.size(); ++i) {
    header[header.size() - 1 - i] = static_cast<uint8_t>(ciphertext.size() >> (8 * i));
  }
  return model::Join(header, ciphertext);
}

Bytes SplicedFrame(size_t header_size, ByteView plaintext) {
  model::Direction other{.k = Bytes(32, 0x5a)};
  return Framed(header_size, other.SealNext(plaintext));
}

}  // namespace asmtp::fuzz
