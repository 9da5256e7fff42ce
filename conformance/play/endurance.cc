#include "conformance/play/endurance.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "core/message/format.h"

namespace asmtp::conformance {
namespace {

// Less than a socket holds, so that an IUT that reads nothing while it writes is not stuck.
constexpr size_t kWindow = size_t{64} << 10;
constexpr size_t kBatch = size_t{16} << 10;
constexpr uint8_t kTopicType = kFormat<Topic>.type;
constexpr size_t kSessionMessageSize = 64;

EnduranceResult Wrong(const std::string& where, const Outcome& outcome, std::string_view why = "") {
  const bool silent = outcome.kind == Outcome::Kind::kSilence;
  return {.verdict = silent ? Verdict::kTimeout : Verdict::kFail,
          .text = why.empty() ? where : fmt::format("{}: {}", where, why),
          .actual = outcome.Describe()};
}

class Echoes {
 public:
  Echoes(Peer& peer, const EchoMany& many, const Patience& patience)
      : peer_(peer), many_(many), patience_(patience) {}

  EnduranceResult Run() {
    while (received_ < many_.count) {
      if (CanSend()) {
        SendBatch();
        continue;
      }
      const Outcome outcome = peer_.Next(patience_());
      const bool is_next = outcome.kind == Outcome::Kind::kMessage &&
                           outcome.plaintext == NumberedMessage(received_, many_.size);
      if (!is_next) {
        return Wrong(fmt::format("message {} of {} did not come back", received_ + 1, many_.count),
                     outcome);
      }
      ++received_;
    }
    return {};
  }

 private:
  // There is room for a batch, or nothing to wait for.
  bool CanSend() const {
    const size_t under_way = (sent_ - received_) * many_.size;
    return sent_ < many_.count && (under_way == 0 || under_way + kBatch <= kWindow);
  }

  void SendBatch() {
    Bytes batch;
    while (sent_ < many_.count && batch.size() < kBatch) {
      const Bytes frame = peer_.SealFrame(NumberedMessage(sent_, many_.size));
      batch.insert(batch.end(), frame.begin(), frame.end());
      ++sent_;
    }
    peer_.channel().Send(batch, patience_());
  }

  Peer& peer_;
  const EchoMany& many_;
  const Patience& patience_;
  size_t sent_ = 0;
  size_t received_ = 0;
};

class Crowd {
 public:
  Crowd(Iut& iut, const Config& config, const Keys& keys, size_t count, const Patience& patience)
      : iut_(iut), config_(config), keys_(keys), count_(count), patience_(patience) {}

  EnduranceResult Run(bool with_message) {
    EnduranceResult result = OpenAll();
    for (const auto message : {Flight::Message::kInit, Flight::Message::kResp}) {
      if (result.verdict == Verdict::kPass) result = FlyAll(message);
    }
    if (with_message && result.verdict == Verdict::kPass) result = EchoAll();
    return result;
  }

 private:
  std::string Where(size_t index) const {
    return fmt::format("session {} of {} at once", index + 1, count_);
  }

  EnduranceResult OpenAll() {
    while (peers_.size() < count_) {
      auto channel = iut_.Open(patience_());
      if (!channel) {
        return {.verdict = Verdict::kFail, .text = Where(peers_.size()), .actual = channel.error()};
      }
      peers_.push_back(std::make_unique<Peer>(config_, keys_, *std::move(channel)));
    }
    return {};
  }

  EnduranceResult FlyAll(Flight::Message message) {
    for (size_t i = 0; i < peers_.size(); ++i) {
      if (RunnerSends(Flight{message}, config_)) {
        const auto sent = peers_[i]->SendFlight(PlainFlight(message), {}, patience_());
        if (!sent) return {.verdict = Verdict::kFail, .text = Where(i), .actual = sent.error()};
        continue;
      }
      const Outcome outcome = peers_[i]->Next(patience_());
      if (!outcome.verified) return Wrong(Where(i), outcome, outcome.why);
    }
    return {};
  }

  EnduranceResult EchoAll() {
    for (size_t i = 0; i < peers_.size(); ++i) {
      const Bytes frame = peers_[i]->SealFrame(NumberedMessage(i, kSessionMessageSize));
      peers_[i]->channel().Send(frame, patience_());
    }
    for (size_t i = 0; i < peers_.size(); ++i) {
      const Outcome outcome = peers_[i]->Next(patience_());
      if (outcome.plaintext != NumberedMessage(i, kSessionMessageSize)) {
        return Wrong(Where(i), outcome, "its message did not come back");
      }
    }
    return {};
  }

  Iut& iut_;
  const Config& config_;
  const Keys& keys_;
  size_t count_;
  const Patience& patience_;
  std::vector<std::unique_ptr<Peer>> peers_;
};

}  // namespace

Bytes NumberedMessage(size_t number, size_t size) {
  Bytes message(size, 0x5a);
  message[0] = kTopicType;
  for (size_t i = 0; i < 8; ++i) {
    message[1 + i] = static_cast<uint8_t>(number >> (8 * (7 - i)) & 0xff);
  }
  return message;
}

EnduranceResult EchoMessages(Peer& peer, const EchoMany& many, const Patience& patience) {
  return Echoes(peer, many, patience).Run();
}

EnduranceResult PlaySessions(Iut& iut, const Config& config, const Keys& keys, size_t count,
                             bool with_message, const Patience& patience) {
  return Crowd(iut, config, keys, count, patience).Run(with_message);
}

}  // namespace asmtp::conformance
