// Pace: how slow machine and IUT are now, from the handshakes that worked. All deadlines follow it.
//
//   Pace pace;
//   pace.Note(std::chrono::milliseconds(250));     a fresh handshake took 250 ms
//   pace.Factor()                                  2.5
#ifndef ASMTP_CONFORMANCE_PLAY_PACE_H_
#define ASMTP_CONFORMANCE_PLAY_PACE_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>

namespace asmtp::conformance {

// Thread-safe.
class Pace {
 public:
  static constexpr double kFactorMax = 30.0;

  // Takes the duration of a handshake into account.
  void Note(std::chrono::duration<double> handshake);
  // Returns the factor of deadlines, from 1 to kFactorMax: the slowest of the last handshakes, in
  // multiples of a usual one.
  double Factor() const;
  // Whether a handshake has worked at all.
  bool IsKnown() const;

 private:
  mutable std::mutex mutex_;
  std::array<double, 8> last_{};  // in seconds
  size_t count_ = 0;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_PACE_H_
