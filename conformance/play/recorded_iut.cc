#include "conformance/play/recorded_iut.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/play/model_iut.h"
#include "core/testing/hex.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

class RecordedChannel : public Channel {
 public:
  explicit RecordedChannel(std::vector<Arrival> arrivals) : arrivals_(std::move(arrivals)) {}

  void Send(ByteView, Deadline) override {}
  Arrival Receive(Deadline) override {
    if (next_ < arrivals_.size()) return arrivals_[next_++];
    return {.kind = ended_ ? Arrival::Kind::kFin : Arrival::Kind::kTimeout, .bytes = {}};
  }
  void Shutdown() override { ended_ = true; }
  void Reset() override { ended_ = true; }

 private:
  std::vector<Arrival> arrivals_;
  size_t next_ = 0;
  bool ended_ = false;
};

std::unexpected<SourceError> ErrorAt(const Step& step, size_t line, std::string what) {
  return std::unexpected(SourceError{step.file, line, std::move(what)});
}

bool IutSends(const Step& step, noise::Role role) {
  const auto* frame = std::get_if<HandshakeFrame>(&step.body);
  if (frame == nullptr) return std::holds_alternative<Receive>(step.body);
  return (frame->kind == HandshakeFrame::Kind::kInitialize) == (role == noise::Role::kInitiator);
}

// An arrival that passes an expect block without bytes.
std::optional<Arrival> ArrivalThatPasses(const Expect& expect) {
  for (const Expectation& one : expect.expectations) {
    if (one.verdict != Verdict::kPass) continue;
    if (one.kind == Expectation::Kind::kSilence) return Arrival();
    if (one.kind != Expectation::Kind::kClose) continue;
    const bool reset = one.ending == Expectation::Ending::kRst;
    return Arrival{.kind = reset ? Arrival::Kind::kRst : Arrival::Kind::kFin, .bytes = {}};
  }
  return std::nullopt;
}

}  // namespace

const BytesLine* WireLineOf(const Step& step, const Config& config) {
  const auto line = std::ranges::find_if(step.bytes_lines, [&](const BytesLine& one) {
    return one.kind == BytesLine::Kind::kWire && one.role == config.role &&
           one.suite == config.suite;
  });
  return line == step.bytes_lines.end() ? nullptr : &*line;
}

OrSourceError<RecordedIut> RecordedIut::Of(const Case& one_case, const Config& config) {
  RecordedIut iut(one_case, config);
  for (const Step& step : one_case.steps) {
    if (step.only && *step.only != config.role) continue;
    if (auto added = iut.AddStep(step); !added) return std::unexpected(added.error());
  }
  return iut;
}

OrSourceError<void> RecordedIut::AddStep(const Step& step) {
  if (std::holds_alternative<Connect>(step.body)) {
    sessions_.emplace_back();
    ++recorded_sessions_;
    return {};
  }
  if (std::holds_alternative<Alive>(step.body)) {
    sessions_.push_back({.recorded = false, .arrivals = {}});
    return {};
  }
  if (sessions_.empty()) return {};  // the player reports the missing `connect`
  std::vector<Arrival>& arrivals = sessions_.back().arrivals;
  if (std::holds_alternative<Silence>(step.body)) arrivals.emplace_back();
  if (const auto* expect = std::get_if<Expect>(&step.body)) {
    auto arrival = ArrivalThatPasses(*expect);
    if (!arrival) return ErrorAt(step, step.line, "a recorded case cannot wait for bytes here");
    arrivals.push_back(*std::move(arrival));
  }
  return IutSends(step, config_.role) ? AddReceived(step) : OrSourceError<void>();
}

OrSourceError<void> RecordedIut::AddReceived(const Step& step) {
  const BytesLine* line = WireLineOf(step, config_);
  if (line == nullptr) {
    return ErrorAt(step, step.line,
                   fmt::format("the IUT's bytes are missing: expected a line 'wire {} {} ~ HEX', "
                               "because iut.e.pub marks this session as recorded",
                               Name(config_.role), DhName(config_.suite)));
  }
  auto wire = Evaluate(line->value, {});
  if (!wire) return ErrorAt(step, line->line, wire.error());
  Bytes stream;
  if (std::holds_alternative<HandshakeFrame>(step.body)) {
    if (auto same = CheckEphemeral(step, *wire); !same) return same;
  } else {
    stream.resize(HeaderSize(config_.framing));
    WriteFrameHeader(config_.framing, static_cast<uint32_t>(wire->size()), stream);
  }
  stream.insert(stream.end(), wire->begin(), wire->end());
  sessions_.back().arrivals.push_back({.kind = Arrival::Kind::kBytes, .bytes = std::move(stream)});
  return {};
}

// A handshake frame begins with its version and e.
OrSourceError<void> RecordedIut::CheckEphemeral(const Step& step, ByteView frame) const {
  std::vector<RecordedEphemeral> mine;
  std::ranges::copy_if(case_->keys.recorded, std::back_inserter(mine), [&](const auto& one) {
    return one.role == config_.role && one.suite == config_.suite;
  });
  if (recorded_sessions_ > mine.size()) {
    return ErrorAt(step, step.line,
                   fmt::format("expected a line iut.e.pub for each session, found {} for {} {}",
                               mine.size(), Name(config_.role), DhName(config_.suite)));
  }
  const RecordedEphemeral& own = mine[recorded_sessions_ - 1];
  const bool is_whole = frame.size() > own.e.size();
  if (is_whole && Equal(frame.subspan(kProtocolVersionSize).first(own.e.size()), own.e)) return {};
  return ErrorAt(step, own.line,
                 fmt::format("iut.e.pub is not the key in the recorded handshake frame of line {}",
                             WireLineOf(step, config_)->line));
}

std::expected<std::unique_ptr<Channel>, std::string> RecordedIut::Open(Deadline deadline) {
  if (next_ == sessions_.size()) return std::unexpected("the recording has no more sessions");
  Session& session = sessions_[next_++];
  if (!session.recorded) return ModelIut(config_, case_->keys.For(config_.role)).Open(deadline);
  return std::make_unique<RecordedChannel>(session.arrivals);
}

}  // namespace asmtp::conformance
