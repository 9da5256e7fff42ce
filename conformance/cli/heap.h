// The heap of a program that may receive large blocks from outside.
#ifndef ASMTP_CONFORMANCE_CLI_HEAP_H_
#define ASMTP_CONFORMANCE_CLI_HEAP_H_

#include <malloc.h>

namespace asmtp::cli {

// Gives every block of 1 MiB or more back to the system when it is freed. By default, glibc keeps
// such blocks once a few have been freed, so each thread would hold the largest answer that it got.
inline void ReturnLargeBlocks() { (void)::mallopt(M_MMAP_THRESHOLD, 1 << 20); }

}  // namespace asmtp::cli

#endif  // ASMTP_CONFORMANCE_CLI_HEAP_H_
