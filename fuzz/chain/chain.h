// Chain: builds the blocks of a passport from any bytes, well formed except for the faults that the
// bytes ask for.
//
//   const model::Bytes blocks = BuildChain(bytes);       as fuzz/chain/spec.h reads them
//
// Keys are numbers of eight signing keys, times are steps of 15 minutes, aliases are letters. Each
// header is hashed, linked and signed correctly or with one fault.
#ifndef ASMTP_FUZZ_CHAIN_CHAIN_H_
#define ASMTP_FUZZ_CHAIN_CHAIN_H_

#include "core/bytes/bytes.h"
#include "fuzz/chain/spec.h"
#include "fuzz/model/bytes.h"

namespace asmtp::fuzz {

// Accepts any bytes; the chain may be empty. Returns the blocks, each after its size.
model::Bytes BuildChain(ByteView bytes);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CHAIN_CHAIN_H_
