// Channel: one stream between the runner and the IUT. Iut: the source of streams.
//
//   auto channel = iut.Open(deadline);
//   (*channel)->Send(bytes, deadline);
//   Arrival arrival = (*channel)->Receive(deadline);
//
// TcpChannel is the real one; ModelChannel is core itself, for `verify`.
#ifndef ASMTP_CONFORMANCE_PLAY_CHANNEL_H_
#define ASMTP_CONFORMANCE_PLAY_CHANNEL_H_

#include <chrono>
#include <expected>
#include <memory>
#include <string>

#include "conformance/transcript/value.h"

namespace asmtp::conformance {

// The most bytes that are kept of an answer: a frame of 16 MiB, the largest that a case asks for,
// and what follows it. An IUT that sends more is not read further.
inline constexpr size_t kFrameAnswerMax = (size_t{16} << 20) + (size_t{64} << 10);

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

// Returns the deadline after a duration, multiplied by `scale`.
inline Deadline After(std::chrono::duration<double> duration, double scale) {
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(duration * scale);
}

// Whether a deadline has passed. An IUT that missed it may only be slow.
inline bool IsOver(Deadline deadline) { return Clock::now() >= deadline; }

// What arrived on a stream.
struct Arrival {
  enum class Kind : uint8_t {
    kBytes,
    kFin,      // the IUT ended its direction
    kRst,      // the connection was reset
    kTimeout,  // nothing until the deadline
  };
  Kind kind = Kind::kTimeout;
  Bytes bytes;
};

class Channel {
 public:
  virtual ~Channel() = default;

  // Writes bytes to the stream, in one piece if possible. A stream that the IUT has closed discards
  // them; Receive() reports the end.
  virtual void Send(ByteView bytes, Deadline deadline) = 0;
  // Writes without reading, and returns how many bytes the stream took by the deadline.
  virtual size_t SendUnread(ByteView bytes, Deadline deadline) {
    Send(bytes, deadline);
    return bytes.size();
  }
  // Waits without reading, until the deadline or a reset.
  virtual void Rest(Deadline) {}
  // Waits until the IUT has read every byte sent, if the channel can tell.
  virtual void AwaitRead(Deadline) {}
  // After the IUT has ended its direction: whether it stops reading by the deadline.
  virtual bool StopsReading(Deadline) { return true; }
  // Waits for bytes or an end. After an end, returns that end again.
  virtual Arrival Receive(Deadline deadline) = 0;
  // Ends the sending direction.
  virtual void Shutdown() = 0;
  // Sends the last bytes and ends both directions at once, so that they arrive together.
  virtual void Leave(ByteView last, Deadline deadline) {
    Send(last, deadline);
    Reset();
  }
  // Resets the stream (RST).
  virtual void Reset() = 0;
};

class Iut {
 public:
  virtual ~Iut() = default;

  // Opens a stream to the IUT, or waits for the IUT to open one. Fails with a sentence.
  virtual std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) = 0;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_CHANNEL_H_
