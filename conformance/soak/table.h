// The results of a soak: a row for each phase, and which limits do not hold.
//
//   phase  echo p50 p99 max ms   handshake p50 p99 max ms   failures   half-open   MiB   files
//   quiet       0.2  0.4   1.1         0.9  1.2   2.0            0           0      9     21
#ifndef ASMTP_CONFORMANCE_SOAK_TABLE_H_
#define ASMTP_CONFORMANCE_SOAK_TABLE_H_

#include <string>
#include <vector>

#include "conformance/soak/latencies.h"

namespace asmtp::soak {

struct Phase {
  std::string name;
  Percentiles echo;       // of the good clients
  Percentiles handshake;  // with the connection
  size_t failures;        // of the good clients
  size_t half_open;       // at most, at one time
  size_t memory;          // of the endpoint, at most, in bytes
  size_t files;           // of the endpoint, at most
};

std::string TableOf(const std::vector<Phase>& phases);

// Limits of every phase.
inline constexpr double kEchoLimit = 0.050;     // seconds, at the 99th percentile
inline constexpr double kHandshakeLimit = 1.0;  // seconds, at most
inline constexpr size_t kMemoryLimit = 512UZ << 20;

// Returns a sentence for each limit that the phase exceeds.
std::vector<std::string> Exceeded(const Phase& phase);

}  // namespace asmtp::soak

#endif  // ASMTP_CONFORMANCE_SOAK_TABLE_H_
