#include "core/noise/hkdf.h"

namespace asmtp::noise {

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

}  // namespace asmtp::noise
