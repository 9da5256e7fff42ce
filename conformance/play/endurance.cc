#include "conformance/play/endurance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "core/message/format.h"

namespace asmtp::conformance {
namespace {

// Less than a socket buffers, so an IUT that does not read while it writes cannot deadlock.
constexpr size_t kWindow = size_t{64} << 10;
constexpr size_t kBatch = size_t{16} << 10;
constexpr uint8_t kTopicType = kFormat<Topic>.type;
// Messages that are a type and a topic take turns.
constexpr struct {
  size_t size;
  std::array<uint8_t, 3> types;
} kTypesOfTopicOnly = {33,
                       {kTopicType, kFormat<RegisterTopic>.type, kFormat<DeregisterTopic>.type}};
constexpr size_t kSessionMessageSize = 64;

class Echoes {
 public:
  // The first `sent` messages are on their way.
  Echoes(Peer& peer, const EchoMany& many, const Patience& patience, size_t sent = 0)
      : peer_(peer), many_(many), patience_(patience), sent_(sent) {}

  std::optional<Fact> Run() {
    while (received_ < many_.count) {
      if (CanSend()) {
        SendBatch();
        continue;
      }
      const Outcome outcome = peer_.Next(patience_());
      const bool is_next = outcome.kind == Outcome::Kind::kMessage &&
                           outcome.plaintext == NumberedMessage(received_, many_.size);
      if (!is_next) {
        return Fact{.reason = Reason::kNoEcho,
                    .silent = outcome.kind == Outcome::Kind::kSilence,
                    .index = received_ + 1,
                    .count = many_.count,
                    .actual = outcome.Describe()};
      }
      ++received_;
    }
    return std::nullopt;
  }

 private:
  // There is room for a batch, or no echo to wait for.
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
  size_t sent_;
  size_t received_ = 0;
};

class Crowd {
 public:
  Crowd(Iut& iut, const Config& config, const Keys& keys, const Sessions& sessions,
        const Patience& patience)
      : iut_(iut),
        config_(config),
        keys_(keys),
        count_(sessions.count),
        messages_(sessions.messages),
        patience_(patience) {}

  std::optional<Fact> Run(bool with_messages) {
    auto wrong = OpenAll();
    for (const auto kind : {HandshakeFrame::Kind::kInitialize, HandshakeFrame::Kind::kResponse}) {
      if (!wrong) wrong = ExchangeAll(kind);
    }
    if (with_messages && !wrong) wrong = EchoAll();
    return wrong;
  }

 private:
  Fact Wrong(size_t index, std::string actual) const {
    return {.reason = Reason::kOneOfMany,
            .index = index + 1,
            .count = count_,
            .actual = std::move(actual)};
  }

  Fact Wrong(size_t index, const Outcome& outcome, std::string why) const {
    Fact wrong = Wrong(index, outcome.Describe());
    wrong.silent = outcome.kind == Outcome::Kind::kSilence;
    wrong.why = std::move(why);
    return wrong;
  }

  std::optional<Fact> OpenAll() {
    while (peers_.size() < count_) {
      auto channel = iut_.Open(patience_());
      if (!channel) return Wrong(peers_.size(), channel.error());
      peers_.push_back(std::make_unique<Peer>(config_, keys_, *std::move(channel)));
    }
    return std::nullopt;
  }

  std::optional<Fact> ExchangeAll(HandshakeFrame::Kind kind) {
    for (size_t i = 0; i < peers_.size(); ++i) {
      if (RunnerSends(HandshakeFrame{kind}, config_)) {
        const auto sent = peers_[i]->SendHandshakeFrame(PlainHandshakeFrame(kind), {}, patience_());
        if (!sent) return Wrong(i, sent.error());
        continue;
      }
      const Outcome outcome = peers_[i]->Next(patience_());
      if (!outcome.verified) return Wrong(i, outcome, outcome.why);
    }
    return std::nullopt;
  }

  std::optional<Fact> EchoAll() {
    for (size_t message = 0; message < messages_; ++message) {
      for (size_t i = 0; i < peers_.size(); ++i) {
        peers_[i]->channel().Send(peers_[i]->SealFrame(MessageOf(i, message)), patience_());
      }
    }
    for (size_t message = 0; message < messages_; ++message) {
      for (size_t i = 0; i < peers_.size(); ++i) {
        const Outcome outcome = peers_[i]->Next(patience_());
        if (outcome.plaintext == MessageOf(i, message)) continue;
        return Wrong(i, outcome, fmt::format("its message {} was not echoed", message + 1));
      }
    }
    return std::nullopt;
  }

  // No two messages of the crowd are equal.
  Bytes MessageOf(size_t session, size_t message) const {
    return NumberedMessage(message * count_ + session, kSessionMessageSize);
  }

  Iut& iut_;
  const Config& config_;
  const Keys& keys_;
  size_t count_;
  size_t messages_;
  const Patience& patience_;
  std::vector<std::unique_ptr<Peer>> peers_;
};

}  // namespace

Bytes NumberedMessage(size_t number, size_t size) {
  Bytes message(size, 0x5a);
  message[0] = size == kTypesOfTopicOnly.size ? kTypesOfTopicOnly.types[number % 3] : kTopicType;
  for (size_t i = 0; i < 8; ++i) {
    message[1 + i] = static_cast<uint8_t>(number >> (8 * (7 - i)) & 0xff);
  }
  return message;
}

std::optional<Fact> EchoMessages(Peer& peer, const EchoMany& many, const Patience& patience) {
  return Echoes(peer, many, patience).Run();
}

FloodSoFar SendFlood(Peer& peer, const EchoMany& many, const Patience& stuck) {
  FloodSoFar flood{.many = many};
  while (flood.sealed < many.count && flood.rest.empty()) {
    Bytes frame = peer.SealFrame(NumberedMessage(flood.sealed, many.size));
    ++flood.sealed;
    const size_t taken = peer.channel().SendUnread(frame, stuck());
    if (taken == frame.size()) continue;
    frame.erase(frame.begin(), frame.begin() + static_cast<ptrdiff_t>(taken));
    flood.rest = std::move(frame);
  }
  return flood;
}

void HoldFlood(Peer& peer, FloodSoFar& flood, Deadline deadline) {
  const size_t taken = peer.channel().SendUnread(flood.rest, deadline);
  flood.rest.erase(flood.rest.begin(), flood.rest.begin() + static_cast<ptrdiff_t>(taken));
  peer.channel().Rest(deadline);
}

std::optional<Fact> DrainFlood(Peer& peer, const FloodSoFar& flood, const Patience& patience) {
  peer.channel().Send(flood.rest, patience());
  return Echoes(peer, flood.many, patience, flood.sealed).Run();
}

std::vector<std::unique_ptr<Channel>> OpenSilent(Iut& iut, size_t count, const Patience& patience) {
  std::vector<std::unique_ptr<Channel>> streams;
  while (streams.size() < count) {
    auto channel = iut.Open(patience());
    if (!channel) break;
    streams.push_back(*std::move(channel));
  }
  return streams;
}

std::optional<Fact> PlaySessions(Iut& iut, const Config& config, const Keys& keys,
                                 const Sessions& sessions, bool with_messages,
                                 const Patience& patience) {
  if (!sessions.in_turn) return Crowd(iut, config, keys, sessions, patience).Run(with_messages);
  for (size_t i = 0; i < sessions.count; ++i) {
    const Sessions one{.count = 1, .messages = sessions.messages};
    auto wrong = Crowd(iut, config, keys, one, patience).Run(with_messages);
    if (!wrong) continue;
    wrong->index = i + 1;
    wrong->count = sessions.count;
    return wrong;
  }
  return std::nullopt;
}

}  // namespace asmtp::conformance
