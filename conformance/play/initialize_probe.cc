#include "conformance/play/initialize_probe.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "conformance/deviant/row.h"
#include "conformance/play/evidence.h"
#include "conformance/play/peer.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

using deviant::Deviation;
using deviant::Row;

// An answer comes soon, or never. Only an IUT that is silent costs this, so it may be long.
constexpr Milliseconds kAnswerPatience{1000};
constexpr size_t kSilencesMax = 10;
constexpr uint8_t kOtherVersions[] = {0x00, 0x02, 0x03};

class InitializeProbe {
 public:
  InitializeProbe(const Keys& keys, const Config& config, Iut& iut, double timeout_scale)
      : keys_(keys), config_(config), iut_(iut), scale_(timeout_scale) {}

  std::optional<Explanation> Run() {
    if (IsAnswered({}, kVersion1)) return std::nullopt;  // it accepts a valid initialize
    for (const uint8_t version : kOtherVersions) {
      if (!Proves({}, version)) continue;
      return Explanation{"version-byte",
                         fmt::format("the IUT answers an initialize whose version byte is "
                                     "0x{:02x} (HS-6)",
                                     version)};
    }
    for (const Row* hypothesis : deviant::RowsFor(deviant::Serves::kHypothesis)) {
      Deviation deviation;
      hypothesis->apply(deviation);
      if (hypothesis->stage == deviant::Stage::kFrame || !Proves(deviation, kVersion1)) continue;
      return Explanation{std::string(hypothesis->id),
                         fmt::format("the IUT answers an initialize with this mistake: {} ({})",
                                     hypothesis->sentence, hypothesis->clause)};
    }
    return std::nullopt;
  }

 private:
  // Receives until there are enough bytes for a response.
  Bytes ReceiveAnswer(Channel& channel, Deadline deadline) {
    Bytes answer;
    while (answer.size() < kResponseFrameSize) {
      const Arrival arrival = channel.Receive(deadline);
      if (arrival.kind == Arrival::Kind::kTimeout) ++silences_;
      if (arrival.kind != Arrival::Kind::kBytes) break;
      answer.insert(answer.end(), arrival.bytes.begin(), arrival.bytes.end());
    }
    return answer;
  }

  // Whether the IUT answers the mistake, and still does not answer a valid initialize: it may fail
  // in some sessions only.
  bool Proves(const Deviation& deviation, uint8_t version) {
    if (version == kVersion1 && !ChangesInitialize(deviation)) return false;
    return IsAnswered(deviation, version) && !IsAnswered({}, kVersion1);
  }

  // An initialize that a mistake does not change proves nothing about the mistake. A primitive
  // missing from this OpenSSL changes nothing.
  bool ChangesInitialize(const Deviation& deviation) const {
    auto handshake = NewHandshake();
    auto valid = handshake;
    try {
      return handshake.Write(deviation).value_or(Bytes()) != valid.Write({}).value_or(Bytes());
    } catch (const std::runtime_error&) {
      return false;
    }
  }

  deviant::LooseHandshake NewHandshake() const {
    const deviant::SideKeys keys =
        KeysOfRunner(config_, keys_, deviant::LoosePair::Generate(config_.suite));
    return Evidence{.config = config_, .keys = keys}.Handshake(nullptr);
  }

  // A primitive missing from this OpenSSL counts as unanswered.
  bool IsAnswered(const Deviation& deviation, uint8_t version) {
    if (silences_ == kSilencesMax) return false;
    try {
      return Ask(deviation, version);
    } catch (const std::runtime_error&) {
      return false;
    }
  }

  bool Ask(const Deviation& deviation, uint8_t version) {
    auto handshake = NewHandshake();
    Bytes initialize = handshake.Write(deviation).value_or(Bytes());
    const Deadline deadline = After(kAnswerPatience, scale_);
    auto channel = iut_.Open(deadline);
    if (!channel || initialize.empty()) return false;
    initialize.front() = version;
    (*channel)->Send(initialize, deadline);
    const Bytes answer = ReceiveAnswer(**channel, deadline);
    auto right = handshake;  // without the mistake in the response
    return handshake.Read(answer, deviation) || right.Read(answer, {});
  }

  const Keys keys_;
  const Config config_;
  Iut& iut_;
  double scale_;
  size_t silences_ = 0;  // connections without an answer
};

}  // namespace

std::optional<Explanation> ProbeInitialize(const Keys& keys, const Config& config, Iut& iut,
                                           double timeout_scale) {
  return InitializeProbe(keys, config, iut, timeout_scale).Run();
}

}  // namespace asmtp::conformance
