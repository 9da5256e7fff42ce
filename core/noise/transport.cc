#include "core/noise/transport.h"

namespace asmtp::noise {

std::expected<void, Error> Sealer::Seal(ByteView plaintext, MutableByteView out) {
  if (!cipher_.HasKey()) return std::unexpected(Error::kFailed);
  auto done = cipher_.EncryptWithAd({}, plaintext, out);
  if (done) cipher_.Rekey();
  return done;
}

std::expected<void, Error> Opener::Open(ByteView ciphertext, MutableByteView out) {
  if (!cipher_.HasKey()) return std::unexpected(Error::kFailed);
  auto done = cipher_.DecryptWithAd({}, ciphertext, out);
  if (done) cipher_.Rekey();
  return done;
}

}  // namespace asmtp::noise
