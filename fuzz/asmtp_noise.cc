// asmtp_noise: any bytes as calls of the Noise layer, in any order and with room of any size.
// Input: suites 1 (bit 0: initiator's, bit 1: responder's, bit 2: an ephemeral key of the other
// suite), then calls of two bytes: the function, the side (bit 7), whether a message is first read
// into too little room (bit 6), and a size or a mask.
//
// A call succeeds only in its turn and with enough room. A failure by the caller's fault has a name
// and a description, and changes nothing. A message is read as it was written, or not at all. An
// undisturbed handshake ends with the same hash on both sides. Then each cipher opens what the
// other has sealed, and the reserved nonce is never used.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "core/bytes/reader.h"
#include "core/noise/handshake_state.h"
#include "core/session/error.h"
#include "core/testing/expose_key.h"
#include "fuzz/law.h"

namespace asmtp::fuzz {
namespace {

using noise::CipherState;
using noise::Error;
using noise::HandshakeState;
using noise::SymmetricState;

ASMTP_LAW(kErrorClass, ErrorHasNameAndSentence,
          "an error of the Noise layer has a name and a description")
ASMTP_LAW(kErrorClass, TurnIsKept, "a handshake writes and reads only in its turn")
ASMTP_LAW(kLengths, SizeIsAsSaid, "a handshake message has the announced size")
ASMTP_LAW(kInertFailure, FailedIsFailed, "a handshake that has failed refuses every step")
ASMTP_LAW(kInertFailure, SmallRoomIsInert,
          "a handshake reports too little room and stays unchanged")
ASMTP_LAW(kInertFailure, SplitsOnce, "a handshake is split once")
ASMTP_LAW(kTamper, ReadsWhatWasWritten,
          "a handshake message is read as the other side wrote it, or not at all")
ASMTP_LAW(kAgreement, UndisturbedHandshakesAgree,
          "both sides of an undisturbed handshake have the same hash")
ASMTP_LAW(kTamper, CipherOpensWhatItSealed, "a cipher opens only what its peer has sealed")
ASMTP_LAW(kInertFailure, FailedCallIsInert, "a cipher that refuses a call stays unchanged")
ASMTP_LAW(kKeySchedule, LastNonceIsReserved, "nothing is sealed or opened with the nonce 2^64-1")
ASMTP_LAW(kKeySchedule, CloneIsTheSame, "a copy of a cipher has the same key and nonce")
ASMTP_LAW(kKeySchedule, WithoutKeyNothingChanges,
          "a cipher without a key passes messages unchanged")

constexpr size_t kCallsMax = 40;
constexpr uint64_t kLastNonce = UINT64_MAX;
constexpr uint8_t kPayloadByte = 0x70;
constexpr ByteArray<32> kLowOrder = {1};  // the neutral element, unusable in both suites

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
  // The session error that it maps to has a name too.
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
    const bool small_room = (call & 0x40) != 0;
    switch (call % 8) {
      case 0:
        return Write(side, argument % 64, 0);
      case 1:
        return Read(side, 0, small_room);
      case 2:
        return Write(side, argument, argument % 3 == 0 ? 1 : -1);
      case 3:
        return Read(side, argument, small_room);
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
  // Writes with exactly the needed room, or a byte more or less.
  void Write(size_t side, size_t payload_size, int more) {
    HandshakeState& state = sides_[side].state;
    const bool my_turn = state.IsMyTurn();
    const bool failed = state.HasFailed();
    // Sizes beyond the largest message are refused too.
    if (payload_size == 255) payload_size = noise::kNoiseMessageSizeMax;
    const size_t size = state.MessageSize(payload_size);
    std::vector<uint8_t> out(
        static_cast<size_t>(std::max<ptrdiff_t>(static_cast<ptrdiff_t>(size) + more, 0)));
    const auto written = state.WriteMessage(std::vector<uint8_t>(payload_size, kPayloadByte), out);
    if (!written) {
      const bool is_small = my_turn && !failed && out.size() < size;
      if (is_small && size <= noise::kNoiseMessageSizeMax) CheckSmallRoom(state, written.error());
      return CheckRefusal(state, written.error(), failed);
    }
    Require(my_turn && !failed, TurnIsKept);
    Require(*written == size && out.size() >= size, SizeIsAsSaid);
    out.resize(*written);
    message_ = std::move(out);
    writer_ = side;
  }

  // Reads the last message, with a changed byte if `mask` is not 0.
  void Read(size_t side, uint8_t mask, bool small_room) {
    HandshakeState& state = sides_[side].state;
    std::vector<uint8_t> message = message_;
    if (mask != 0 && !message.empty()) message[mask % message.size()] ^= mask;
    if (mask == 255) message.resize(message.size() / 2);
    disturbed_ = disturbed_ || mask != 0;
    const bool my_turn = state.IsMyTurn();
    const bool failed = state.HasFailed();
    if (small_room) ReadIntoSmallRoom(state, message);
    std::vector<uint8_t> payload(message.size());
    const auto read = state.ReadMessage(message, payload);
    if (!read) return CheckRefusal(state, read.error(), failed);
    Require(!my_turn && !failed, TurnIsKept);
    Require(message == message_ && writer_ != side, ReadsWhatWasWritten);
    payload.resize(*read);
    Require(std::ranges::count(payload, kPayloadByte) == std::ssize(payload), ReadsWhatWasWritten);
  }

  // Reads with one byte too little room, if it is this message's turn.
  void ReadIntoSmallRoom(HandshakeState& state, const std::vector<uint8_t>& message) const {
    const bool is_turn = !state.HasFailed() && !state.IsFinished() && !state.IsMyTurn();
    const size_t least = state.MessageSize(0);
    if (!is_turn || message.size() <= least) return;
    const Hash512 before = state.GetHandshakeHash();
    std::vector<uint8_t> room(message.size() - least - 1);
    const auto read = state.ReadMessage(message, room);
    Require(!read && state.GetHandshakeHash() == before, SmallRoomIsInert);
    CheckSmallRoom(state, read.error());
  }

  void CheckSmallRoom(const HandshakeState& state, Error error) const {
    Require(error == Error::kBufferSize && !state.HasFailed() && !state.IsFinished(),
            SmallRoomIsInert);
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
    Require(!it.ciphers, SplitsOnce);
    it.ciphers = *std::move(ciphers);
  }

  // Seals, and opens on the other side, with correct or wrong room.
  void Seal(size_t side, uint8_t argument) {
    CipherState none;
    CipherState& from = sides_[side].ciphers ? CipherFrom(side, side) : none;
    const std::vector<uint8_t> plaintext(argument % 32, argument);
    const bool wrong_room = (argument & 0x80) != 0;
    std::vector<uint8_t> sealed(from.EncryptedSize(plaintext.size()) + (wrong_room ? 1 : 0));
    const uint64_t nonce = from.nonce();
    const auto done = from.EncryptWithAd({}, plaintext, sealed);
    if (from.HasKey() && nonce == kLastNonce) {
      Require(!done && (wrong_room || done.error() == Error::kNonceExhausted), LastNonceIsReserved);
    }
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
    if (to.nonce() == kLastNonce) return OpenWithLastNonce(to, plaintext);
    const bool in_step = to.nonce() == nonce && !disturbed_;
    const uint64_t before = to.nonce();
    std::vector<uint8_t> opened(to.DecryptedSize(sealed.size()));
    const auto done = to.DecryptWithAd({}, sealed, opened);
    if (in_step) Require(done.has_value() && opened == plaintext, CipherOpensWhatItSealed);
    if (done) return;
    CheckError(done.error());
    Require(to.nonce() == before, FailedCallIsInert);
  }

  // Opens a ciphertext that a holder of the key sealed with the reserved nonce.
  static void OpenWithLastNonce(CipherState& to, const std::vector<uint8_t>& plaintext) {
    std::vector<uint8_t> sealed(to.EncryptedSize(plaintext.size()));
    asmtp::Seal(AeadKey(ExposeKey(to)), kLastNonce, {}, plaintext, sealed);
    std::vector<uint8_t> opened(plaintext.size());
    const auto done = to.DecryptWithAd({}, sealed, opened);
    Require(!done && done.error() == Error::kNonceExhausted && to.nonce() == kLastNonce,
            LastNonceIsReserved);
  }

  // The cipher of `owner` for the direction of `sender`.
  CipherState& CipherFrom(size_t owner, size_t sender) {
    auto& ciphers = *sides_[owner].ciphers;
    return sender == 0 ? ciphers.first : ciphers.second;
  }

  // Sets a nonce near the end or another one, of the direction that this side sends or receives
  // (bit 6).
  void SkipTo(size_t side, uint8_t argument) {
    if (!sides_[side].ciphers) return;
    CipherState& cipher = CipherFrom(side, (argument & 0x40) == 0 ? side : 1 - side);
    const uint8_t nonce = argument & 0x3f;
    cipher.SetNonce(nonce < 4 ? kLastNonce - nonce : nonce);
    if (nonce % 2 != 0) return;
    CipherState clone = cipher.Clone();
    Require(Equal(ExposeKey(clone), ExposeKey(cipher)) && clone.nonce() == cipher.nonce(),
            CloneIsTheSame);
    cipher = std::move(clone);
  }

  void Move(size_t side) {
    HandshakeState moved = std::move(sides_[side].state);
    Require(sides_[side].state.HasFailed(), FailedIsFailed);
    sides_[side].state = std::move(moved);
  }

  std::array<Side, 2> sides_;
  std::vector<uint8_t> message_;  // the last message
  size_t writer_ = 0;             // its writer
  bool disturbed_;
};

// Uses the input as a protocol name, also a long one.
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
