#include "core/crypto/hash.h"

#include <sodium.h>

namespace asmtp {
namespace {

// Writes BLAKE2b-512 of first || parts to `out`. Wipes the state, which may contain key material.
void HashInto(ByteView first, std::initializer_list<ByteView> parts,
              std::span<uint8_t, kHash512Size> out) {
  crypto_generichash_blake2b_state state;
  crypto_generichash_blake2b_init(&state, nullptr, 0, kHash512Size);
  crypto_generichash_blake2b_update(&state, first.data(), first.size());
  for (const ByteView part : parts) {
    crypto_generichash_blake2b_update(&state, part.data(), part.size());
  }
  crypto_generichash_blake2b_final(&state, out.data(), out.size());
  sodium_memzero(&state, sizeof state);
}

// Fills one block with the key, zero-padded, each byte xored with `pad`.
void PadKey(FixedView<kHash512Size> key, uint8_t pad, std::span<uint8_t, kBlake2bBlockSize> block) {
  for (size_t i = 0; i < block.size(); ++i) {
    block[i] = static_cast<uint8_t>((i < key.size() ? key[i] : 0) ^ pad);
  }
}

}  // namespace

Hash512 Blake2b512(std::initializer_list<ByteView> parts) {
  Hash512 out;
  HashInto({}, parts, out);
  return out;
}

Hash128 Blake2b128(ByteView input) {
  Hash128 out;
  crypto_generichash_blake2b(out.data(), out.size(), input.data(), input.size(), nullptr, 0);
  return out;
}

void HmacBlake2b512(FixedView<kHash512Size> key, std::initializer_list<ByteView> parts,
                    std::span<uint8_t, kHash512Size> out) {
  Secret<kBlake2bBlockSize> block;
  Secret<kHash512Size> inner;
  PadKey(key, 0x36, block.Fill());
  HashInto(block.Expose(), parts, inner.Fill());
  PadKey(key, 0x5c, block.Fill());
  HashInto(block.Expose(), {inner.Expose()}, out);
}

HkdfOutput Hkdf(FixedView<kHash512Size> chaining_key, ByteView input_key_material) {
  static constexpr ByteArray<1> kOne = {1};
  static constexpr ByteArray<1> kTwo = {2};
  Secret<kHash512Size> temp_key;
  HkdfOutput output;
  HmacBlake2b512(chaining_key, {input_key_material}, temp_key.Fill());
  HmacBlake2b512(temp_key.Expose(), {kOne}, output.first.Fill());
  HmacBlake2b512(temp_key.Expose(), {output.first.Expose(), kTwo}, output.second.Fill());
  return output;
}

}  // namespace asmtp
