#include "conformance/frozen/adaptor.h"

#include <algorithm>
#include <stdexcept>

#include "conformance/deviant/row.h"
#include "conformance/faulty/deviant_suite.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/play/frame_reading.h"
#include "conformance/play/model_iut.h"
#include "conformance/play/peer.h"

namespace asmtp::conformance {
namespace {

const deviant::Row& HypothesisOf(const std::string& id) {
  const auto* row = deviant::FindRow(deviant::Serves::kHypothesis, id);
  if (row == nullptr) throw std::out_of_range(id);
  return *row;
}

deviant::Deviation DeviationOf(const std::string& id) {
  deviant::Deviation deviation;
  HypothesisOf(id).apply(deviation);
  return deviation;
}

// Returns the runner's side after a handshake with core.
Peer OpenSession(const Config& config, const Keys& keys, Iut& iut) {
  Peer peer(config, keys, deviant::LoosePair(config.suite, keys.runner_e.bytes), *iut.Open({}));
  for (const auto kind : {HandshakeFrame::Kind::kInitialize, HandshakeFrame::Kind::kResponse}) {
    if (RunnerSends(HandshakeFrame{kind}, config)) {
      (void)peer.SendHandshakeFrame(PlainHandshakeFrame(kind), {}, {});
    } else {
      (void)peer.Next({});
    }
  }
  return peer;
}

}  // namespace

std::vector<std::string> HypothesisIds() {
  std::vector<std::string> ids;
  for (const auto* hypothesis : deviant::RowsFor(deviant::Serves::kHypothesis)) {
    ids.emplace_back(hypothesis->id);
  }
  return ids;
}

bool IsOfFrames(const std::string& id) { return HypothesisOf(id).stage == deviant::Stage::kFrame; }

std::unique_ptr<Iut> IutWithMistake(const std::string& id, const Config& config, const Keys& keys) {
  deviant::Deviation deviation = id.empty() ? deviant::Deviation() : DeviationOf(id);
  // The frozen sessions differ from the hypothesis in these details: another payload; an
  // unsolicited message, then a frame under the same key.
  if (id == "payload-not-empty") deviation.handshake.payload = {1, 2, 3};
  if (id == "directions-swapped") {
    deviation.behaviour.talks_unasked = true;
    deviation.send.rekeys = deviant::Direction::Rekeys::kNever;
  }
  return std::make_unique<DeviantIut>(config, keys, deviation, /*reads_rightly=*/true);
}

Bytes InitializeWithMistake(const std::string& id, const Config& config, const Keys& keys) {
  const deviant::LoosePair e(config.suite, keys.runner_e.bytes);
  const Evidence evidence{.config = config, .keys = KeysOfRunner(config, keys, e)};
  return evidence.Handshake(nullptr).Write(DeviationOf(id)).value_or(Bytes());
}

Bytes FrameWithMistake(const std::string& id, const Config& config, const Keys& keys, uint64_t n) {
  ModelIut iut(config, keys);
  const Peer peer = OpenSession(config, keys, iut);
  Evidence evidence = peer.SessionSoFar();
  evidence.frames_sent = evidence.frames_received = n;
  Bytes message(17, static_cast<uint8_t>(0x11 * (n + 1)));
  message.front() = 4;
  return SealNextFrame(DeviationOf(id), evidence, *SplitOf(evidence), message).value_or(Bytes());
}

std::vector<std::string> FaultNames() {
  std::vector<std::string> names;
  for (const auto* row : deviant::RowsFor(deviant::Serves::kEndpoint)) {
    if (row->id != "none") names.emplace_back(row->id);
  }
  return names;
}

std::vector<Config> ConfigsOfFault(const std::string& name) {
  return faulty::InfoOf(*deviant::FindRow(deviant::Serves::kEndpoint, name)).configs;
}

std::string FamilyOfFault(const std::string& name) {
  return std::string(deviant::FindRow(deviant::Serves::kEndpoint, name)->family);
}

FaultyIut IutWithFault(const std::string& name, const Config& config, const Keys& keys) {
  const auto* row = deviant::FindRow(deviant::Serves::kEndpoint, name);
  if (row == nullptr) throw std::out_of_range(name);
  auto iut = std::make_unique<DeviantIut>(config, keys, row->deviation());
  auto crashed = [deviant = iut.get()] { return deviant->crashed(); };
  return {.iut = std::move(iut), .crashed = std::move(crashed)};
}

}  // namespace asmtp::conformance
