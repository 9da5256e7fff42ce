// Chain: the blocks of a passport from any bytes, well formed but for what the bytes ask to be
// wrong.
//
//   const model::Bytes blocks = BuildChain(bytes);       as fuzz/chain/spec.h reads them
//
// Keys are numbers of eight signing keys, times steps of a quarter of an hour, aliases letters.
// Each header is hashed, linked and signed as it should be, or with one fault.
#ifndef ASMTP_FUZZ_CHAIN_CHAIN_H_
#define ASMTP_FUZZ_CHAIN_CHAIN_H_

#include "core/bytes/bytes.h"
#include "fuzz/chain/spec.h"
#include "fuzz/model/bytes.h"

namespace asmtp::fuzz {

// Every byte string is a chain, perhaps an empty one: each block with its size before it.
model::Bytes BuildChain(ByteView bytes);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CHAIN_CHAIN_H_
