// handshake/SUITE/SIDE: the whole work of one side of a handshake, from its new ephemeral key to
// the keys of the transport.
//
//   ours    initiator: write, then read; responder: read, then write; both: the sum
//           forged: a responder refuses an initialize of random bytes
//   floor   four X25519 and one new key of the suite; twice that for both; one and one for forged
#include <utility>

#include "bench/benchmarks.h"
#include "bench/floor.h"
#include "bench/open_pair.h"
#include "bench/pairs.h"

namespace asmtp::bench {
namespace {

using noise::HandshakeState;

// Seconds of each side.
struct Times {
  double initiator = 0;
  double responder = 0;
  double forged = 0;
};

// One handshake, step by step.
class Handshake {
 public:
  explicit Handshake(Suite suite)
      : suite_(suite), initiator_s_(StaticKeyOf(suite, 1)), responder_s_(StaticKeyOf(suite, 2)) {}

  Times Measure() {
    Times times;
    times.initiator = Seconds({.run = [this] { Begin(); }});
    times.responder = Seconds({.run = [this] { Answer(); }});
    times.initiator += Seconds({.run = [this] { End(); }});
    times.forged = Seconds({.run = [this] { Refuse(); }});
    return times;
  }

 private:
  void Begin() {
    initiator_.emplace(HandshakeState::Initiator(
        {}, initiator_s_.Clone(), EphemeralKeyPair::Generate(suite_), responder_s_.public_key()));
    Require(initiator_->WriteMessage({}, first_).has_value(), "initialize cannot be written");
  }

  void Answer() {
    HandshakeState responder =
        HandshakeState::Responder({}, responder_s_.Clone(), EphemeralKeyPair::Generate(suite_));
    Require(responder.ReadMessage(first_, {}).has_value(), "initialize is rejected");
    Require(responder.WriteMessage({}, second_).has_value(), "the response cannot be written");
    Require(std::move(responder).Finish().has_value(), "the responder does not finish");
  }

  // The forgery shows after one DH.
  void Refuse() {
    HandshakeState responder =
        HandshakeState::Responder({}, responder_s_.Clone(), EphemeralKeyPair::Generate(suite_));
    ByteArray<96> forged;
    forged.fill(9);
    Require(!responder.ReadMessage(forged, {}).has_value(), "a forged initialize is accepted");
  }

  void End() {
    Require(initiator_->ReadMessage(second_, {}).has_value(), "the response is rejected");
    Require((*std::move(initiator_)).Finish().has_value(), "the initiator does not finish");
  }

  Suite suite_;
  StaticKeyPair initiator_s_;
  StaticKeyPair responder_s_;
  std::optional<HandshakeState> initiator_;
  ByteArray<96> first_;
  ByteArray<48> second_;
};

// What one kind of handshake work needs at least.
struct Need {
  int keys;
  int x25519;
};

void FloorOf(Suite suite, Need need) {
  static constexpr floor::Bytes32 kScalar = {0x40, 1, 2, 3};
  static constexpr floor::Bytes32 kPoint = {9};
  for (int i = 0; i < need.keys; ++i) benchmark::DoNotOptimize(floor::GenerateKey(suite));
  for (int i = 0; i < need.x25519; ++i) {
    benchmark::DoNotOptimize(floor::X25519(kScalar, kPoint));
  }
}

void BenchHandshake(benchmark::State& state, Suite suite, double (*select)(const Times&),
                    Need need) {
  Handshake handshake(suite);
  const Side floor = {.run = [suite, need] { FloorOf(suite, need); }};
  Pairs pairs(state, 1);
  while (pairs.KeepRunning()) {
    if (pairs.floor_first()) {
      const double seconds = Seconds(floor);
      pairs.Add(select(handshake.Measure()), seconds);
    } else {
      const double seconds = select(handshake.Measure());
      pairs.Add(seconds, Seconds(floor));
    }
  }
}

}  // namespace

void RegisterHandshake() {
  struct Row {
    const char* name;
    double (*select)(const Times&);
    Need need;
  };
  static constexpr Row kRows[] = {
      {"initiator", [](const Times& times) { return times.initiator; }, {1, 4}},
      {"responder", [](const Times& times) { return times.responder; }, {1, 4}},
      {"both", [](const Times& times) { return times.initiator + times.responder; }, {2, 8}},
      {"forged", [](const Times& times) { return times.forged; }, {1, 1}},
  };
  for (const Suite suite : kSuites) {
    for (const Row& row : kRows) {
      Register("handshake/" + std::string(DhName(suite)) + "/" + row.name,
               [suite, row](benchmark::State& state) {
                 BenchHandshake(state, suite, row.select, row.need);
               });
    }
  }
}

}  // namespace asmtp::bench
