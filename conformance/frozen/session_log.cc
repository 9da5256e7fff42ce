#include "conformance/frozen/session_log.h"

#include <fmt/format.h>

#include <utility>

#include "core/crypto/hash.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

std::string TextOf(ByteView bytes) {
  if (bytes.size() <= kLoggedBytesMax) return ToHex(bytes);
  return fmt::format("{} bytes, BLAKE2b-128 {}", bytes.size(), ToHex(Blake2b128(bytes)));
}

// Replaces the lines beyond the limit by one.
void Shorten(SessionLog& log) {
  if (log.size() <= kLoggedLinesMax) return;
  std::string rest;
  for (size_t i = kLoggedLinesMax; i < log.size(); ++i) rest += log[i] + "\n";
  const size_t count = log.size() - kLoggedLinesMax;
  log.resize(kLoggedLinesMax);
  log.push_back(fmt::format("{} more lines, BLAKE2b-128 {}", count,
                            ToHex(Blake2b128(AsBytes(std::string_view(rest))))));
}

// Replays the lines of one stream.
class ReplayingChannel : public Channel {
 public:
  ReplayingChannel(const SessionLog& log, size_t stream) {
    const std::string prefix = std::to_string(stream);
    for (const std::string& line : log) {
      if (line.starts_with(prefix) && line.find_first_of("<>") == prefix.size()) {
        lines_.push_back(line.substr(prefix.size()));
      }
    }
  }

  void Send(ByteView bytes, Deadline) override {
    sent_ += ToHex(bytes);
    if (next_ < lines_.size() && lines_[next_] == "> " + sent_) Advance();
  }

  Arrival Receive(Deadline) override {
    if (next_ == lines_.size() || lines_[next_].front() != '<') return {};
    const std::string text = lines_[next_].substr(2);
    if (text == "fin") return {.kind = Arrival::Kind::kFin};
    if (text == "rst") return {.kind = Arrival::Kind::kRst};
    Advance();
    return {.kind = Arrival::Kind::kBytes, .bytes = FromHex(text).value()};
  }

  void Shutdown() override { TakeEnd("> fin"); }
  void Reset() override { TakeEnd("> rst"); }

 private:
  void TakeEnd(std::string_view end) {
    if (next_ < lines_.size() && lines_[next_] == end) Advance();
  }

  void Advance() {
    ++next_;
    sent_.clear();
  }

  SessionLog lines_;
  size_t next_ = 0;
  std::string sent_;  // part of the next line
};

}  // namespace

class RecordingChannel : public Channel {
 public:
  RecordingChannel(std::unique_ptr<Channel> channel, RecordingIut& iut, size_t stream)
      : channel_(std::move(channel)), iut_(iut), stream_(stream) {}

  void Send(ByteView bytes, Deadline deadline) override {
    iut_.AddBytes(stream_, '>', bytes);
    channel_->Send(bytes, deadline);
  }

  Arrival Receive(Deadline deadline) override {
    Arrival arrival = channel_->Receive(deadline);
    switch (arrival.kind) {
      case Arrival::Kind::kBytes:
        iut_.AddBytes(stream_, '<', arrival.bytes);
        break;
      case Arrival::Kind::kFin:
        iut_.AddEnd(stream_, '<', "fin");
        break;
      case Arrival::Kind::kRst:
        iut_.AddEnd(stream_, '<', "rst");
        break;
      case Arrival::Kind::kTimeout:
        break;
    }
    return arrival;
  }

  bool StopsReading(Deadline deadline) override { return channel_->StopsReading(deadline); }

  void Shutdown() override {
    iut_.AddEnd(stream_, '>', "fin");
    channel_->Shutdown();
  }
  void Reset() override {
    iut_.AddEnd(stream_, '>', "rst");
    channel_->Reset();
  }

 private:
  std::unique_ptr<Channel> channel_;
  RecordingIut& iut_;
  size_t stream_;
};

std::expected<std::unique_ptr<Channel>, std::string> RecordingIut::Open(Deadline deadline) {
  auto channel = iut_.Open(deadline);
  if (!channel) return channel;
  return std::make_unique<RecordingChannel>(*std::move(channel), *this, streams_++);
}

void RecordingIut::AddBytes(size_t stream, char direction, ByteView bytes) {
  const bool goes_on = !entries_.empty() && entries_.back().stream == stream &&
                       entries_.back().direction == direction && entries_.back().end.empty();
  if (!goes_on) entries_.push_back({.stream = stream, .direction = direction});
  Bytes& all = entries_.back().bytes;
  all.insert(all.end(), bytes.begin(), bytes.end());
}

// Records each end only once.
void RecordingIut::AddEnd(size_t stream, char direction, std::string_view end) {
  for (const Entry& entry : entries_) {
    if (entry.stream == stream && entry.direction == direction && entry.end == end) return;
  }
  entries_.push_back(
      {.stream = stream, .direction = direction, .bytes = {}, .end = std::string(end)});
}

SessionLog RecordingIut::log() const {
  SessionLog log;
  for (const Entry& entry : entries_) {
    log.push_back(fmt::format("{}{} {}", entry.stream, entry.direction,
                              entry.end.empty() ? TextOf(entry.bytes) : entry.end));
  }
  Shorten(log);
  return log;
}

std::expected<std::unique_ptr<Channel>, std::string> ReplayingIut::Open(Deadline) {
  return std::make_unique<ReplayingChannel>(log_, streams_++);
}

}  // namespace asmtp::conformance
