// asmtp_passport_chain: any bytes as a chain of blocks (fuzz/chain) in a PutPassport. Input: a byte
// that says whether the id is that of the blocks, then the chain.
//
// Checks the law of fuzz/message_law.h: core and the model give the same verdict on every chain,
// and know the same keys, aliases and shared key.
#include "core/message/format.h"
#include "fuzz/chain/chain.h"
#include "fuzz/message_law.h"
#include "fuzz/mutate/engine.h"

namespace asmtp::fuzz {
namespace {

void Run(ByteView bytes) {
  if (bytes.empty()) return;
  const model::Bytes blocks = BuildChain(bytes.subspan(1));
  Hash128 id{};
  if (!blocks.empty() && bytes[0] % 4 != 0) {
    id = Blake2b128(ByteView(blocks).subspan(kBlockSizeSize, kBlockHeaderSize));
  }
  CheckPlaintext(model::Join(model::Bytes{kFormat<PutPassport>.type}, id, blocks));
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}

ASMTP_MUTATORS("asmtp_passport_chain")
