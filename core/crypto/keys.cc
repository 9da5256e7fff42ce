#include "core/crypto/keys.h"

#include "core/crypto/random.h"

namespace asmtp {

template <class Tag>
void KeyPair<Tag>::FillWithRandom(MutableByteView out) {
  FillRandom(out);
}

template class KeyPair<StaticTag>;
template class KeyPair<EphemeralTag>;

}  // namespace asmtp
