// Two ends of an open session, without a socket between them.
//
//   OpenPair pair = MakeOpenPair(Suite::kEd25519);
//   pair.writer.Seal(plaintext, frame);
//   Append(pair.reader, frame);
//   pair.reader.Next();
#ifndef ASMTP_BENCH_OPEN_PAIR_H_
#define ASMTP_BENCH_OPEN_PAIR_H_

#include "core/noise/handshake_state.h"
#include "core/session/frames.h"

namespace asmtp::bench {

struct OpenPair {
  FrameWriter writer;
  FrameReader reader;
};

// Returns a fixed key.
StaticKeyPair StaticKeyOf(Suite suite, uint8_t name);

// Performs a handshake and returns the direction from the initiator to the responder.
OpenPair MakeOpenPair(Suite suite);

}  // namespace asmtp::bench

#endif  // ASMTP_BENCH_OPEN_PAIR_H_
