// asmtp_primitives: compares libsodium through core/crypto with OpenSSL through the model. Input:
// selector 1, then the arguments of the selected function.
//
// Both give the same bytes and verdicts, also for chosen keys and signatures.
#include <algorithm>

#include "core/bytes/reader.h"
#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "core/crypto/signature.h"
#include "core/testing/hex.h"
#include "core/testing/signing_key.h"
#include "fuzz/chain/signing.h"
#include "fuzz/law.h"
#include "fuzz/model/primitives.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;

ASMTP_LAW(kSecondOpinion, HashIsTheModels, "both libraries hash to the same digest")
ASMTP_LAW(kSecondOpinion, DhIsTheModels, "both libraries agree on a shared secret, or refuse it")
ASMTP_LAW(kSecondOpinion, PublicKeyIsTheModels, "both libraries derive the same public key")
ASMTP_LAW(kSecondOpinion, SignatureIsTheModels, "both libraries make the same signature")
ASMTP_LAW(kSecrets, FreshKeysDiffer, "two random keys differ")
ASMTP_LAW(kCanonical, HexIsReadAsItIsWritten, "bytes written as hex are read as the same bytes")
ASMTP_LAW(kCanonical, OtherTextIsNoHex,
          "hex that is read is written unchanged, and anything else is an error")
ASMTP_LAW(kSecondOpinion, HexIsTheModels,
          "core and the model read the same hex, with an error at the same place")
ASMTP_LAW(kSecondOpinion, LargerSIsRefused, "a signature whose S is L or more is refused")
ASMTP_LAW(kSecondOpinion, VerdictIsTheModels, "both libraries give the same verdict on a signature")

// The next `size` bytes, padded with zeros.
Bytes Take(Reader& reader, size_t size) {
  ByteView bytes;
  (void)reader.Read(std::min(size, reader.remaining()), &bytes);
  Bytes taken = model::ToBytes(bytes);
  taken.resize(size);
  return taken;
}

void CheckHash(Reader& reader) {
  const Bytes data = model::ToBytes(reader.rest());
  Require(Equal(Blake2b128(data), model::Blake2b128(data)), HashIsTheModels);
}

void CheckDh(Reader& reader, Suite suite, model::Group group) {
  const Bytes secret = Take(reader, 32);
  const Bytes theirs = Take(reader, 32);
  const auto pair = StaticKeyPair::FromSecret(suite, StaticSecret(FixedView<32>(secret.data())));
  Require(Equal(pair.public_key().bytes(), model::PublicKey(group, secret)), PublicKeyIsTheModels);
  const auto core = Dh(pair.scalar(), PreparePublic(suite, FixedView<32>(theirs.data())));
  const auto wanted = model::Dh(group, secret, theirs);
  Require(core.has_value() == wanted.has_value(), DhIsTheModels);
  if (core) Require(Equal(core->Expose(), *wanted), DhIsTheModels);
}

void CheckSignature(Reader& reader) {
  const Bytes seed = Take(reader, 32);
  const Bytes message = model::ToBytes(reader.rest());
  const Signature core = SigningKey::FromSeed(FixedView<32>(seed.data())).Sign(message);
  Require(Equal(core, model::Sign(seed, message)), SignatureIsTheModels);
}

void CheckVerdict(Reader& reader) {
  const Bytes key = Take(reader, 32);
  const Bytes signature = Take(reader, 64);
  const Bytes message = model::ToBytes(reader.rest());
  const bool core =
      VerifySignature(FixedView<32>(key.data()), message, FixedView<64>(signature.data()));
  Require(core == model::Verify(key, message, signature), VerdictIsTheModels);
}

// A valid signature xored with the bytes of the input.
void CheckVerdictOnChanged(Reader& reader) {
  const Bytes seed = Take(reader, 32);
  const Bytes mask = Take(reader, 96);
  const Bytes message = model::ToBytes(reader.rest());
  Bytes key = model::PublicKey(model::Group::kEd25519, seed);
  Bytes signature = model::Sign(seed, message);
  for (size_t i = 0; i < 32; ++i) key[i] ^= mask[i];
  for (size_t i = 0; i < 64; ++i) signature[i] ^= mask[32 + i];
  const bool core =
      VerifySignature(FixedView<32>(key.data()), message, FixedView<64>(signature.data()));
  Require(core == model::Verify(key, message, signature), VerdictIsTheModels);
}

// A valid signature with one to fifteen times L added to its S.
void CheckVerdictOnLargerS(Reader& reader) {
  const Bytes seed = Take(reader, 32);
  const uint8_t times = static_cast<uint8_t>(1 + Take(reader, 1)[0] % 15);
  const Bytes message = model::ToBytes(reader.rest());
  const SigningKey key = SigningKey::FromSeed(FixedView<32>(seed.data()));
  const Signature larger = WithLargerS(key.Sign(message), times);
  Require(!VerifySignature(key.public_key(), message, larger), LargerSIsRefused);
  Require(!model::Verify(key.public_key(), message, larger), VerdictIsTheModels);
}

// Random keys: all distinct, and both sides agree on a shared secret.
void CheckFresh(Suite suite) {
  const auto one = StaticKeyPair::Generate(suite);
  const auto other = StaticKeyPair::Generate(suite);
  Require(!Equal(one.public_key().bytes(), other.public_key().bytes()), FreshKeysDiffer);
  const auto secret = Dh(one.scalar(), PreparePublic(suite, other.public_key().bytes()));
  const auto same = Dh(other.scalar(), PreparePublic(suite, one.public_key().bytes()));
  Require(secret && same && Equal(secret->Expose(), same->Expose()), DhIsTheModels);
}

// Checks the error of an invalid hex text: at the first character that is not a digit, or at the
// last one.
void CheckHexError(std::string_view text, const HexError& error) {
  const size_t no_digit = text.find_first_not_of("0123456789abcdefABCDEF");
  const bool is_digits = no_digit == text.npos;
  Require(error.offset == (is_digits ? text.size() - 1 : no_digit), HexIsTheModels);
  Require(error.kind == (is_digits ? HexError::Kind::kOddLength : HexError::Kind::kNotADigit),
          HexIsTheModels);
  Require(Describe(error).size() > 10, OtherTextIsNoHex);
}

// Encodes the bytes as hex, and decodes them as a text that may be hex.
void CheckHex(Reader& reader) {
  const Bytes data = model::ToBytes(reader.rest());
  Require(ToHex(data) == model::ToHex(data), HexIsTheModels);
  const auto same = FromHex(ToHex(data));
  Require(same && *same == data, HexIsReadAsItIsWritten);
  const std::string_view text = AsText(data);
  const auto read = FromHex(text);
  const auto wanted = model::FromHex(text);
  Require(read.has_value() == wanted.has_value() && (!read || *read == *wanted), HexIsTheModels);
  if (!read) CheckHexError(text, read.error());
  Bytes into(data.size() / 2);
  const auto written = FromHexInto(text, into);
  Require(read.has_value() == written.has_value() && (!read || *read == into), OtherTextIsNoHex);
  Bytes larger(into.size() + 1);
  const auto other = FromHexInto(text, larger);
  Require(!other && Describe(other.error()).size() > 10, OtherTextIsNoHex);
}

void Run(ByteView bytes) {
  Reader reader(bytes);
  uint8_t selector;
  if (!reader.ReadU8(&selector)) return;
  switch (selector % 9) {
    case 0:
      return CheckHash(reader);
    case 1:
      return CheckDh(reader, Suite::kEd25519, model::Group::kEd25519);
    case 2:
      return CheckDh(reader, Suite::kX25519, model::Group::k25519);
    case 3:
      return CheckSignature(reader);
    case 4:
      return CheckVerdict(reader);
    case 6:
      return CheckHex(reader);
    case 7:
      return CheckFresh(Suite::kEd25519);
    case 8:
      return CheckVerdictOnLargerS(reader);
    default:
      return CheckVerdictOnChanged(reader);
  }
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}
