// asmtp_primitives: libsodium through core/crypto against OpenSSL through the model, on the same
// bytes. Input: selector 1, then what the selected function takes.
//
// Both give the same bytes and the same verdicts, for keys and signatures that anybody chose too.
#include <algorithm>

#include "core/bytes/reader.h"
#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "core/crypto/signature.h"
#include "fuzz/law.h"
#include "fuzz/model/primitives.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;

ASMTP_LAW(HashIsTheModels, "both libraries hash to the same digest")
ASMTP_LAW(DhIsTheModels, "both libraries agree on a shared secret, or refuse it")
ASMTP_LAW(PublicKeyIsTheModels, "both libraries derive the same public key")
ASMTP_LAW(SignatureIsTheModels, "both libraries make the same signature")
ASMTP_LAW(VerdictIsTheModels, "both libraries have the same verdict on a signature")

// The next `size` bytes; zeros where the input has ended.
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
  const auto core = Dh(suite, pair.scalar(), FixedView<32>(theirs.data()));
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

// A good signature with the bytes of the input added to it (xor).
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

void Run(ByteView bytes) {
  Reader reader(bytes);
  uint8_t selector;
  if (!reader.ReadU8(&selector)) return;
  switch (selector % 6) {
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
