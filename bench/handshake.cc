// handshake/SUITE/SIDE: the whole work of one side of a handshake, from its new ephemeral key to
// the keys of the transport.
//
//   ours    initiator: write, then read; responder: read, then write; both: the sum
//   floor   four X25519 and one new key of the suite; twice that for both
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

void FloorOfOneSide(Suite suite) {
  static constexpr floor::Bytes32 kScalar = {0x40, 1, 2, 3};
  static constexpr floor::Bytes32 kPoint = {9};
  benchmark::DoNotOptimize(floor::GenerateKey(suite));
  for (int i = 0; i < 4; ++i) benchmark::DoNotOptimize(floor::X25519(kScalar, kPoint));
}

// Measures a side, or both. The floor is `sides` times that of one side.
void BenchHandshake(benchmark::State& state, Suite suite, double (*select)(const Times&),
                    int sides) {
  Handshake handshake(suite);
  const Side floor = {.run = [suite, sides] {
    for (int i = 0; i < sides; ++i) FloorOfOneSide(suite);
  }};
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
    int sides;
  };
  static constexpr Row kRows[] = {
      {"initiator", [](const Times& times) { return times.initiator; }, 1},
      {"responder", [](const Times& times) { return times.responder; }, 1},
      {"both", [](const Times& times) { return times.initiator + times.responder; }, 2},
  };
  for (const Suite suite : kSuites) {
    for (const Row& row : kRows) {
      Register("handshake/" + std::string(DhName(suite)) + "/" + row.name,
               [suite, row](benchmark::State& state) {
                 BenchHandshake(state, suite, row.select, row.sides);
               });
    }
  }
}

}  // namespace asmtp::bench
