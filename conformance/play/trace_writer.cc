#include "conformance/play/trace_writer.h"

#include <algorithm>
#include <utility>

namespace asmtp::conformance {

TraceEvent TraceWriter::NewEvent(TraceEvent::Kind kind, std::string text) const {
  return {.kind = kind,
          .at = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin_),
          .step = step_,
          .session = session_,
          .text = std::move(text)};
}

void TraceWriter::Note(std::string text) {
  events_.push_back(NewEvent(TraceEvent::Kind::kNote, std::move(text)));
}

void TraceWriter::Opened(const Hash512& session_id) {
  Note("open, session id " + ShortHex(session_id, 8));
  events_.back().session_id = session_id;
}

void TraceWriter::Sent(const conformance::Sent& sent) {
  std::string text = "sent " + step_->text;
  for (const Tamper& tamper : step_->tampers) text += "  [" + tamper.text + "]";
  TraceEvent event = NewEvent(TraceEvent::Kind::kSent, std::move(text));
  event.key = sent.key;
  event.plaintext = ForTrace(sent.plaintext, bytes_max_);
  event.wire = ForTrace(sent.wire, bytes_max_);
  events_.push_back(std::move(event));
}

void TraceWriter::Received(const Outcome& outcome) {
  TraceEvent event = NewEvent(TraceEvent::Kind::kReceived, "received " + outcome.Describe());
  event.outcome = Name(outcome.kind);
  event.key = outcome.key;
  event.plaintext = ForTrace(outcome.plaintext, bytes_max_);
  event.wire = ForTrace(outcome.wire, bytes_max_);
  events_.push_back(std::move(event));
}

const Step* TraceWriter::LastSent() const {
  const auto sent = std::ranges::find(events_.rbegin(), events_.rend(), TraceEvent::Kind::kSent,
                                      &TraceEvent::kind);
  return sent == events_.rend() ? nullptr : sent->step;
}

}  // namespace asmtp::conformance
