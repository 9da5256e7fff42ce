#include "conformance/record/side.h"

#include <fmt/format.h>

#include <utility>

#include "core/wire/handshake_frame.h"

namespace asmtp::conformance {

std::expected<Bytes, std::string> Side::WriteFlight() {
  const auto message = IsInitiator() ? handshake_.WriteInit({}) : handshake_.WriteResp({});
  if (!message) return std::unexpected(message.error());
  Bytes flight = {kVersion1};
  flight.insert(flight.end(), message->begin(), message->end());
  FinishHandshake();
  return flight;
}

std::expected<void, std::string> Side::ReadFlight(ByteView flight) {
  if (!IsSupportedVersion(flight.front())) {
    return std::unexpected(fmt::format("its version byte is {:#04x}", flight.front()));
  }
  auto read = IsInitiator() ? handshake_.ReadResp(NoiseMessage(flight))
                            : handshake_.ReadInit(NoiseMessage(flight));
  FinishHandshake();
  return read;
}

size_t Side::flight_size() const {
  return IsInitiator() ? kResponseFrameSize : kInitializeFrameSize;
}

void Side::FinishHandshake() {
  if (!handshake_.IsFinished()) return;
  auto [first, second] = handshake_.Split();
  sending_ = std::move(IsInitiator() ? first : second);
  receiving_ = std::move(IsInitiator() ? second : first);
}

Bytes Side::Seal(ByteView plaintext) {
  Bytes ciphertext(sending_.EncryptedSize(plaintext.size()));
  (void)sending_.EncryptWithAd({}, plaintext, ciphertext);  // fails after 2^64-1 messages only
  sending_.Rekey();
  return ciphertext;
}

std::optional<Bytes> Side::Open(ByteView ciphertext) {
  Bytes plaintext(receiving_.DecryptedSize(ciphertext.size()));
  if (!receiving_.DecryptWithAd({}, ciphertext, plaintext)) return std::nullopt;
  receiving_.Rekey();
  return plaintext;
}

}  // namespace asmtp::conformance
