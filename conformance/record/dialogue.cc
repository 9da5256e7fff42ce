#include "conformance/record/dialogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/play/config.h"
#include "conformance/record/writer.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

// A player waits at least twice this long by default.
constexpr std::chrono::milliseconds kPauseMin{1000};

const Bytes& Of(noise::Role role, const WirePair& wires) {
  return role == noise::Role::kInitiator ? wires.initiator : wires.responder;
}

// The `within` of a waiting step, if the pause was longer than the default wait.
std::string Within(std::chrono::milliseconds waited) {
  return waited > kPauseMin ? fmt::format(" within {}ms", 2 * waited.count()) : "";
}

std::string Only(noise::Role role) { return fmt::format("only {} ", Name(role)); }

}  // namespace

std::vector<RecordedWire> Dialogue::Both(const WirePair& wires) const {
  return {{noise::Role::kResponder, suite_, wires.responder},
          {noise::Role::kInitiator, suite_, wires.initiator}};
}

void Dialogue::Measure(const WirePair& wires) {
  largest_ = std::max({largest_, wires.initiator.size(), wires.responder.size()});
}

void Dialogue::Remember(noise::Role role, ByteView frame) {
  RecordedEphemeral key{.role = role, .suite = suite_};
  CopyTo(frame.subspan(kProtocolVersionSize).first(key.e.size()), key.e);
  ephemerals_.push_back(key);
}

void Dialogue::Connect() {
  ++sessions_;
  steps_.push_back({.text = "connect", .below = {}, .wires = {}});
}

void Dialogue::Handshake(const WirePair& initialize, const WirePair& response) {
  const bool is_first = sessions_ == 1;
  steps_.push_back({.text = is_first ? "hs1: flight init" : "flight init",
                    .below = {},
                    .wires = Both(initialize)});
  steps_.push_back({.text = is_first ? "hs2: flight resp" : "flight resp",
                    .below = {},
                    .wires = Both(response)});
  Remember(noise::Role::kInitiator, initialize.initiator);
  Remember(noise::Role::kResponder, response.responder);
}

void Dialogue::Message(noise::Role from, ByteView plaintext, const WirePair& wires,
                       std::chrono::milliseconds waited) {
  is_echo_ = false;
  ++messages_;
  Measure(wires);
  const std::string words = MessageWords(plaintext);
  const noise::Role to = noise::Peer(from);
  steps_.push_back({.text = Only(from) + "recv " + words + Within(waited),
                    .below = {},
                    .wires = {{from, suite_, Of(from, wires)}}});
  steps_.push_back(
      {.text = Only(to) + "send " + words, .below = {}, .wires = {{to, suite_, Of(to, wires)}}});
}

void Dialogue::Echo(ByteView plaintext, const WirePair& sent, const WirePair& received) {
  ++messages_;
  Measure(sent);
  const std::string words = MessageWords(plaintext);
  steps_.push_back(
      {.text = fmt::format("m{}: send {}", messages_, words), .below = {}, .wires = Both(sent)});
  steps_.push_back({.text = "recv " + words, .below = {}, .wires = Both(received)});
}

void Dialogue::Ended(noise::Role who, bool reset, std::chrono::milliseconds waited) {
  is_echo_ = false;
  steps_.push_back({.text = Only(who) + "expect" + Within(waited),
                    .below = {"close -> pass", "* -> fail 'goes on'"},
                    .wires = {}});
  steps_.push_back({.text = Only(noise::Peer(who)) + (reset ? "close rst" : "shutdown"),
                    .below = {},
                    .wires = {}});
}

void Dialogue::Close() { steps_.push_back({.text = "close fin", .below = {}, .wires = {}}); }

}  // namespace asmtp::conformance
