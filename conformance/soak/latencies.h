// Latencies: durations of one kind of operation. Thread-safe.
//
//   latencies.Add(std::chrono::milliseconds(3));
//   latencies.Take().At(0.99)                        // seconds
#ifndef ASMTP_CONFORMANCE_SOAK_LATENCIES_H_
#define ASMTP_CONFORMANCE_SOAK_LATENCIES_H_

#include <chrono>
#include <cstddef>
#include <mutex>
#include <vector>

namespace asmtp::soak {

class Percentiles {
 public:
  explicit Percentiles(std::vector<double> seconds);

  // Returns the smallest value that this part of all, from 0 to 1, does not exceed; 0 without values.
  double At(double part) const;
  size_t count() const { return sorted_.size(); }

 private:
  std::vector<double> sorted_;
};

class Latencies {
 public:
  void Add(std::chrono::duration<double> time);
  // Returns the values since the last call.
  Percentiles Take();

 private:
  std::mutex mutex_;
  std::vector<double> seconds_;
};

}  // namespace asmtp::soak

#endif  // ASMTP_CONFORMANCE_SOAK_LATENCIES_H_
