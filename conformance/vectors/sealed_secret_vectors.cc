#include "conformance/vectors/sealed_secret_vectors.h"

#include <utility>
#include <vector>

#include "core/testing/sealed_secret.h"
#include "core/testing/signing_key.h"

namespace asmtp::vectors {
namespace {

struct SealedSecretVector {
  std::string description;
  ByteArray<32> recipient_secret;
  ByteArray<32> recipient;
  std::vector<uint8_t> passphrase;
  SealedSecret sealed;
  // Present if it opens.
  std::optional<SharedKeySecret> secret;
  ByteArray<32> ephemeral_secret{};
};

SealedSecretVector ReadVector(FieldReader& fields) {
  SealedSecretVector vector{.description = fields.Text("description"),
                            .recipient_secret = fields.FixedBytes<32>("recipient_secret"),
                            .recipient = fields.FixedBytes<32>("recipient"),
                            .passphrase = fields.Bytes("passphrase"),
                            .sealed = fields.FixedBytes<kSealedSecretSize>("sealed"),
                            .secret = std::nullopt};
  if (!vector.passphrase.empty() && vector.passphrase.size() != 32) {
    fields.Refuse("passphrase", "32 bytes or none");
  }
  if (fields.Has("secret")) {
    vector.secret = fields.FixedBytes<32>("secret");
    vector.ephemeral_secret = fields.FixedBytes<32>("ephemeral_secret");
  }
  return vector;
}

Failure CheckSealed(const SealedSecretVector& vector) {
  const auto key = SigningKey::FromSeed(vector.recipient_secret);
  if (auto failure = Compare("recipient", vector.recipient, key.public_key())) return failure;
  const auto opened = OpenSecret(vector.sealed, vector.recipient_secret, vector.passphrase);
  if (!vector.secret) return Compare("sealed", "does not open", opened ? "opens" : "does not open");
  if (!opened) return "sealed: expected to open, found a tag that does not verify";
  if (auto failure = Compare("secret", *vector.secret, *opened)) return failure;
  const auto again =
      SealSecret(*vector.secret, vector.recipient, vector.passphrase, vector.ephemeral_secret);
  if (!again) return "recipient: expected a key of high order, found one of low order";
  return Compare("sealed", vector.sealed, *again);
}

}  // namespace

Verdict CheckSealedSecretVector(FieldReader fields) {
  SealedSecretVector vector = ReadVector(fields);
  if (fields.failed()) return Skipped(std::move(vector.description));
  return PassedUnless(CheckSealed(vector), std::move(vector.description));
}

}  // namespace asmtp::vectors
