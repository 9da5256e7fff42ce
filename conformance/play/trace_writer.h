// TraceWriter: writes down what a play sends and receives.
//
//   TraceWriter trace(options.trace_bytes_max);
//   trace.At(step, session);
//   trace.Sent(sent);
//   trace.Received(outcome);
//   result.trace = trace.Take();
#ifndef ASMTP_CONFORMANCE_PLAY_TRACE_WRITER_H_
#define ASMTP_CONFORMANCE_PLAY_TRACE_WRITER_H_

#include <string>
#include <vector>

#include "conformance/play/channel.h"
#include "conformance/play/outcome.h"
#include "conformance/play/peer.h"
#include "conformance/play/trace.h"

namespace asmtp::conformance {

class TraceWriter {
 public:
  // Keeps at most `bytes_max` bytes of each event.
  explicit TraceWriter(size_t bytes_max) : bytes_max_(bytes_max) {}

  // Says which step of which session, counted from 1, the next events belong to.
  void At(const Step& step, size_t session) {
    step_ = &step;
    session_ = session;
  }

  void Note(std::string text);
  // After the last handshake frame: what both sides must agree on.
  void Opened(const Hash512& session_id);
  void Sent(const conformance::Sent& sent);
  void Received(const Outcome& outcome);

  // Returns the last step that sent anything, or null.
  const Step* LastSent() const;
  // Forgets the events so far.
  void Clear() { events_.clear(); }
  std::vector<TraceEvent> Take() { return std::move(events_); }

 private:
  TraceEvent NewEvent(TraceEvent::Kind kind, std::string text) const;

  size_t bytes_max_;
  const Step* step_ = nullptr;
  size_t session_ = 0;
  Clock::time_point begin_ = Clock::now();
  std::vector<TraceEvent> events_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_TRACE_WRITER_H_
