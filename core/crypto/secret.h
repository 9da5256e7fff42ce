// Secret: bytes that wipe themselves, are moved and never copied by accident, and cannot be
// printed.
//
//   Secret<32> key = ...;
//   Secret<32> second = key.Clone();          // copying is said aloud
//   Use(key.Expose());                        // so is reading
#ifndef ASMTP_CORE_CRYPTO_SECRET_H_
#define ASMTP_CORE_CRYPTO_SECRET_H_

#include <utility>

#include "core/bytes/bytes.h"

namespace asmtp {

// Overwrites `bytes` with zeros in a way that the compiler may not leave out.
void Wipe(MutableByteView bytes);

// Fills `bytes` from the operating system's randomness, which only the making of keys asks for.
// Does not fail: libsodium aborts where the system has none.
void FillRandom(MutableByteView bytes);

// `N` owned secret bytes. `Tag` keeps secrets of different purpose apart.
template <size_t N, class Tag = void>
class Secret {
 public:
  // All zero.
  Secret() = default;
  // Copies `bytes`; the caller's copy is the caller's to wipe.
  explicit Secret(FixedView<N> bytes) : bytes_(bytes.Copy()) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  // The source is zero afterwards.
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { other.Clear(); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      other.Clear();
    }
    return *this;
  }
  ~Secret() { Clear(); }

  // Returns a second copy of the secret.
  Secret Clone() const { return Secret(FixedView<N>(bytes_)); }
  // Lends the secret bytes; the view must not outlive this object.
  FixedView<N> Expose() const { return FixedView<N>(bytes_); }
  // Lends the secret bytes for writing, as the output of a primitive.
  std::span<uint8_t, N> Fill() { return bytes_; }
  // Overwrites the secret with zeros.
  void Clear() { Wipe(bytes_); }

 private:
  ByteArray<N> bytes_{};
};

// Says whether its owner holds the secrets beside it. A move takes them along, and this with them:
// the source says no afterwards.
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
