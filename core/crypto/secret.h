// Secret: bytes that wipe themselves, cannot be copied by accident and cannot be printed.
//
//   Secret<32> key = ...;
//   Secret<32> second = key.Clone();          // copies are explicit
//   Use(key.Expose());                        // so are reads
#ifndef ASMTP_CORE_CRYPTO_SECRET_H_
#define ASMTP_CORE_CRYPTO_SECRET_H_

#include <utility>

#include "core/bytes/bytes.h"

namespace asmtp {

// Overwrites `bytes` with zeros. The compiler cannot remove the writes.
void Wipe(MutableByteView bytes);

// Fills `bytes` from the operating system's random number generator. Only the generation of keys
// uses it. Does not fail: libsodium aborts the program if the system has no randomness.
void FillRandom(MutableByteView bytes);

// `N` owned secret bytes. `Tag` gives secrets with different purposes different types.
template <size_t N, class Tag = void>
class Secret {
 public:
  // All zero.
  Secret() = default;
  // Copies `bytes`. The caller must wipe its own copy.
  explicit Secret(FixedView<N> bytes) : bytes_(bytes.Copy()) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  // Leaves the source zero.
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { other.Clear(); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      other.Clear();
    }
    return *this;
  }
  ~Secret() { Clear(); }

  // Returns a copy of the secret.
  Secret Clone() const { return Secret(FixedView<N>(bytes_)); }
  // Returns a view of the secret bytes, which must not outlive this object.
  FixedView<N> Expose() const { return FixedView<N>(bytes_); }
  // Returns the secret bytes for writing, as the output of a primitive.
  std::span<uint8_t, N> Fill() { return bytes_; }
  // Overwrites the secret with zeros.
  void Clear() { Wipe(bytes_); }

 private:
  ByteArray<N> bytes_{};
};

// A flag for whether its owner holds secrets. A move of the owner leaves the source's flag false.
class HoldsSecrets {
 public:
  explicit HoldsSecrets(bool holds) : holds_(holds) {}
  HoldsSecrets(HoldsSecrets&& other) noexcept : holds_(std::exchange(other.holds_, false)) {}
  HoldsSecrets& operator=(HoldsSecrets&& other) noexcept {
    holds_ = std::exchange(other.holds_, false);
    return *this;
  }
  explicit operator bool() const { return holds_; }

 private:
  bool holds_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_SECRET_H_
