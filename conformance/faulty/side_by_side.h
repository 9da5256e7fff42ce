// SideBySide: runs the pieces of a task in several threads. For tasks that wait more than they
// compute.
//
//   SideBySide(faults.size(), 6, [&](size_t i) { results[i] = Play(faults[i]); });
#ifndef ASMTP_CONFORMANCE_FAULTY_SIDE_BY_SIDE_H_
#define ASMTP_CONFORMANCE_FAULTY_SIDE_BY_SIDE_H_

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace asmtp::faulty {

// Calls `piece` with each number below `count`, in order, from `jobs` threads. Returns when all are
// done.
template <class Piece>
void SideBySide(size_t count, size_t jobs, const Piece& piece) {
  std::atomic<size_t> next = 0;
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < jobs; ++i) {
    threads.emplace_back([&] {
      for (size_t at = next++; at < count; at = next++) piece(at);
    });
  }
}

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SIDE_BY_SIDE_H_
