// asmtp_noise: any bytes as calls of the Noise layer, in any order and with room of any size.
// Input: suites 1 (bit 0: initiator's, bit 1: responder's, bit 2: an ephemeral key of the other
// suite), then calls of two bytes: which one, on which side (bit 7), and a size or a mask.
//
// A call succeeds only in its turn and with the right room; what fails for the caller's fault says
// so, by name and in a sentence; a handshake that nobody disturbed ends with the same hash on both
// sides, and then each cipher opens what the other has sealed.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "core/bytes/reader.h"
#include "core/noise/handshake_state.h"
#include "core/session/error.h"
#include "fuzz/law.h"

namespace asmtp::fuzz {
namespace {

using noise::CipherState;
using noise::Error;
using noise::HandshakeState;
using noise::SymmetricState;

ASMTP_LAW(kErrorClass, ErrorHasNameAndSentence,
          "an error of the Noise layer has a name and a sentence")
ASMTP_LAW(kErrorClass, TurnIsKept, "a handshake writes and reads in its turn only")
ASMTP_LAW(kLengths, SizeIsAsSaid, "a handshake message has the size that was said before")
ASMTP_LAW(kInertFailure, FailedIsFailed, "a handshake that has failed refuses every step")
ASMTP_LAW(kAgreement, UndisturbedHandshakesAgree,
          "both sides of an undisturbed handshake have the same hash")
ASMTP_LAW(kTamper, CipherOpensWhatItSealed,
          "a cipher opens what its peer has sealed, and nothing else")
ASMTP_LAW(kInertFailure, FailedCallIsInert, "a cipher that refuses a call has not moved on")
ASMTP_LAW(kKeySchedule, WithoutKeyNothingChanges,
          "a cipher without a key passes messages as they are")

constexpr size_t kCallsMax = 40;
constexpr ByteArray<32> kLowOrder = {1};  // the neutral element, in both encodings of no use

ByteArray<32> SecretOf(uint8_t byte) {
  ByteArray<32> secret;
  secret.fill(byte);
  return secret;
}

StaticKeyPair StaticOf(Suite suite, uint8_t byte) {
  const auto secret = SecretOf(byte);
  return StaticKeyPair::FromSecret(suite, StaticSecret(FixedView<32>(secret.data())));
}

EphemeralKeyPair EphemeralOf(Suite suite, uint8_t byte) {
  const auto secret = SecretOf(byte);
  return EphemeralKeyPair::FromSecret(suite, EphemeralSecret(FixedView<32>(secret.data())));
}

Suite SuiteOf(bool x25519) { return x25519 ? Suite::kX25519 : Suite::kEd25519; }

void CheckError(Error error) {
  Require(Name(error) != "unknown" && !Name(error).empty(), ErrorHasNameAndSentence);
  Require(Describe(error) != "unknown error" && Describe(error).size() > 10,
          ErrorHasNameAndSentence);
  // What a session makes of it has a name too.
  for (const SessionError meaning : {FromHandshake(error), FromTransport(error)}) {
    Require(Name(meaning).size() > 3, ErrorHasNameAndSentence);
  }
}

struct Side {
  HandshakeState state;
  std::optional<std::pair<CipherState, CipherState>> ciphers = {};
};

class World {
 public:
  explicit World(uint8_t flags)
      : sides_{Side{HandshakeState::Initiator(
                   {}, StaticOf(SuiteOf((flags & 1) != 0), 1),
                   EphemeralOf(SuiteOf(((flags ^ (flags >> 2)) & 1) != 0), 2),
                   (flags & 8) != 0 ? StaticPublic(FixedView<32>(kLowOrder.data()))
                                    : StaticOf(SuiteOf((flags & 2) != 0), 3).public_key())},
               Side{HandshakeState::Responder({}, StaticOf(SuiteOf((flags & 2) != 0), 3),
                                              EphemeralOf(SuiteOf((flags & 2) != 0), 4))}},
        disturbed_((flags & 15) != 0 && (flags & 15) != 3) {
    for (size_t side = 0; side < 2; ++side) {
      const HandshakeState& state = sides_[side].state;
      Require(state.role() != Peer(state.role()) &&
                  Peer(state.role()) ==
                      (side == 1 ? noise::Role::kInitiator : noise::Role::kResponder) &&
                  state.suite() == SuiteOf((flags >> side & 1) != 0),
              SizeIsAsSaid);
    }
  }

  void Do(uint8_t call, uint8_t argument) {
    const size_t side = call >> 7;
    switch (call % 8) {
      case 0:
        return Write(side, argument % 64, 0);
      case 1:
        return Read(side, 0);
      case 2:
        return Write(side, argument, argument % 3 == 0 ? 1 : -1);
      case 3:
        return Read(side, argument);
      case 4:
        return Finish(side);
      case 5:
        return Seal(side, argument);
      case 6:
        return SkipTo(side, argument);
      default:
        return Move(side);
    }
  }

 private:
  // Writes with as much room as is needed, or a byte more or less.
  void Write(size_t side, size_t payload_size, int more) {
    HandshakeState& state = sides_[side].state;
    const bool my_turn = state.IsMyTurn();
    const bool failed = state.HasFailed();
    // Sizes beyond the largest message are said no to as well.
    if (payload_size == 255) payload_size = noise::kNoiseMessageSizeMax;
    const size_t size = state.MessageSize(payload_size);
    std::vector<uint8_t> out(
        static_cast<size_t>(std::max<ptrdiff_t>(static_cast<ptrdiff_t>(size) + more, 0)));
    const auto written = state.WriteMessage(std::vector<uint8_t>(payload_size, 0x70), out);
    if (!written) return CheckRefusal(state, written.error(), failed);
    Require(my_turn && !failed, TurnIsKept);
    Require(*written == size && out.size() >= size, SizeIsAsSaid);
    out.resize(*written);
    message_ = std::move(out);
  }

  // Reads the last message, with a byte changed where `mask` is not 0.
  void Read(size_t side, uint8_t mask) {
    HandshakeState& state = sides_[side].state;
    std::vector<uint8_t> message = message_;
    if (mask != 0 && !message.empty()) message[mask % message.size()] ^= mask;
    if (mask == 255) message.resize(message.size() / 2);
    disturbed_ = disturbed_ || mask != 0;
    const bool my_turn = state.IsMyTurn();
    const bool failed = state.HasFailed();
    std::vector<uint8_t> payload(message.size());
    const auto read = state.ReadMessage(message, payload);
    if (!read) return CheckRefusal(state, read.error(), failed);
    Require(!my_turn && !failed, TurnIsKept);
  }

  void CheckRefusal(const HandshakeState& state, Error error, bool failed_before) {
    CheckError(error);
    Require(!failed_before || state.HasFailed(), FailedIsFailed);
    disturbed_ = disturbed_ || state.HasFailed();
  }

  void Finish(size_t side) {
    Side& it = sides_[side];
    const bool finished = it.state.IsFinished();
    if (finished && sides_[1 - side].state.IsFinished() && !disturbed_) {
      Require(it.state.GetHandshakeHash() == sides_[1 - side].state.GetHandshakeHash(),
              UndisturbedHandshakesAgree);
      Require(it.state.rs().has_value() && it.state.re().has_value(), TurnIsKept);
    }
    const bool failed = it.state.HasFailed();
    auto ciphers = std::move(it.state).Split();
    Require(ciphers.has_value() == (finished && !failed), TurnIsKept);
    if (!ciphers) return CheckError(ciphers.error());
    it.ciphers = *std::move(ciphers);
  }

  // Seals and opens on the other side, with room that is right or not.
  void Seal(size_t side, uint8_t argument) {
    CipherState none;
    CipherState& from = sides_[side].ciphers ? CipherFrom(side, side) : none;
    const std::vector<uint8_t> plaintext(argument % 32, argument);
    std::vector<uint8_t> sealed(from.EncryptedSize(plaintext.size()) + (argument & 0x80 ? 1 : 0));
    const uint64_t nonce = from.nonce();
    const auto done = from.EncryptWithAd({}, plaintext, sealed);
    if (!done) {
      CheckError(done.error());
      return Require(from.nonce() == nonce, FailedCallIsInert);
    }
    if (!from.HasKey()) {
      std::vector<uint8_t> opened(none.DecryptedSize(sealed.size()));
      Require(none.DecryptWithAd({}, sealed, opened).has_value() && opened == plaintext,
              WithoutKeyNothingChanges);
      return;
    }
    if (sides_[1 - side].ciphers) Open(CipherFrom(1 - side, side), nonce, sealed, plaintext);
  }

  void Open(CipherState& to, uint64_t nonce, const std::vector<uint8_t>& sealed,
            const std::vector<uint8_t>& plaintext) const {
    const bool in_step = to.nonce() == nonce && !disturbed_;
    const uint64_t before = to.nonce();
    std::vector<uint8_t> opened(to.DecryptedSize(sealed.size()));
    const auto done = to.DecryptWithAd({}, sealed, opened);
    if (in_step) Require(done.has_value() && opened == plaintext, CipherOpensWhatItSealed);
    if (done) return;
    CheckError(done.error());
    Require(to.nonce() == before, FailedCallIsInert);
  }

  // The cipher of `owner` for what `sender` sends.
  CipherState& CipherFrom(size_t owner, size_t sender) {
    auto& ciphers = *sides_[owner].ciphers;
    return sender == 0 ? ciphers.first : ciphers.second;
  }

  // A nonce near the end, or that of the peer.
  void SkipTo(size_t side, uint8_t argument) {
    if (!sides_[side].ciphers) return;
    CipherState& cipher = CipherFrom(side, side);
    cipher.SetNonce(argument < 4 ? UINT64_MAX - argument : argument);
    if (argument % 2 != 0) return;
    CipherState clone = cipher.Clone();
    Require(Equal(clone.ExposeKey(), cipher.ExposeKey()), CipherOpensWhatItSealed);
    cipher = std::move(clone);
  }

  void Move(size_t side) {
    HandshakeState moved = std::move(sides_[side].state);
    Require(sides_[side].state.HasFailed(), FailedIsFailed);
    sides_[side].state = std::move(moved);
  }

  std::array<Side, 2> sides_;
  std::vector<uint8_t> message_;
  bool disturbed_;
};

// The input as the name of a protocol, long ones too.
void CheckSymmetric(ByteView bytes) {
  SymmetricState symmetric(AsText(bytes));
  SymmetricState same = symmetric.Clone();
  Require(symmetric.EncryptedSize(5) == 5 && symmetric.DecryptedSize(5) == 5, SizeIsAsSaid);
  for (SymmetricState* state : {&symmetric, &same}) state->MixKey(bytes);
  std::vector<uint8_t> sealed(symmetric.EncryptedSize(5));
  std::vector<uint8_t> opened(same.DecryptedSize(sealed.size()));
  const std::vector<uint8_t> plaintext(5);
  Require(symmetric.EncryptAndHash(plaintext, sealed).has_value() &&
              same.DecryptAndHash(sealed, opened).has_value() && opened == plaintext &&
              symmetric.GetHandshakeHash() == same.GetHandshakeHash(),
          CipherOpensWhatItSealed);
}

void Run(ByteView bytes) {
  CheckSymmetric(bytes);
  Reader reader(bytes);
  uint8_t flags;
  if (!reader.ReadU8(&flags)) return;
  World world(flags);
  uint8_t call;
  uint8_t argument;
  for (size_t i = 0; i < kCallsMax && reader.ReadU8(&call) && reader.ReadU8(&argument); ++i) {
    world.Do(call, argument);
  }
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}
