// seal/SIZE, open/SIZE: one frame with a plaintext of SIZE bytes, in the steady state of a session.
//
//   ours    FrameWriter::Seal; FrameReader::Next on bytes that have arrived
//   floor   libsodium's AEAD on the same bytes, and one ChaCha20 block for the next key
#include <algorithm>
#include <vector>

#include "bench/benchmarks.h"
#include "bench/floor.h"
#include "bench/open_pair.h"
#include "bench/pairs.h"
#include "core/testing/append.h"

namespace asmtp::bench {
namespace {

constexpr size_t kSizes[] = {0, 16, 64, 256, 1024, 4096, 16384, 65000, 1048576};

// Returns the number of frames in a batch: long enough for the clock, small enough for the cache.
size_t BatchOf(size_t size) { return std::clamp<size_t>(32768 / (size + 256), 1, 64); }

constexpr floor::Bytes32 kFloorKey = {1, 2, 3};

// Memory for a batch of consecutive frames.
class Frames {
 public:
  Frames(size_t count, size_t size) : size_(size), bytes_(count * size) {}

  MutableByteView operator[](size_t i) { return MutableByteView(bytes_).subspan(i * size_, size_); }
  ByteView all() const { return bytes_; }

 private:
  size_t size_;
  std::vector<uint8_t> bytes_;
};

void BenchSeal(benchmark::State& state, size_t size) {
  const size_t batch = BatchOf(size);
  FrameWriter writer = MakeOpenPair(Suite::kEd25519).writer;
  const std::vector<uint8_t> plaintext(size, 0x5a);
  Frames frames(batch, writer.format().FrameSize(size));
  Frames floor_frames(batch, size + kTagSize);
  uint64_t n = 0;
  Pairs pairs(state, batch);
  while (pairs.KeepRunning()) {
    const auto ours = [&] {
      for (size_t i = 0; i < batch; ++i) {
        benchmark::DoNotOptimize(writer.Seal(plaintext, frames[i]));
      }
    };
    const auto floor = [&] {
      for (size_t i = 0; i < batch; ++i) floor::Seal(kFloorKey, n++, plaintext, floor_frames[i]);
    };
    pairs.Time({.run = ours}, {.run = floor});
  }
  Require(writer.count() >= batch, "sealing fails");
  state.counters[kBytesCounter] = static_cast<double>(size);
}

void BenchOpen(benchmark::State& state, size_t size) {
  const size_t batch = BatchOf(size);
  OpenPair pair = MakeOpenPair(Suite::kEd25519);
  const std::vector<uint8_t> plaintext(size, 0x5a);
  Frames frames(batch, pair.writer.format().FrameSize(size));
  Frames floor_frames(batch, size + kTagSize);
  size_t opened = 0;
  const auto prepare = [&] {
    for (size_t i = 0; i < batch; ++i) {
      Require(pair.writer.Seal(plaintext, frames[i]).has_value(), "sealing fails");
    }
    Append(pair.reader, frames.all());
  };
  const auto run = [&] {
    for (size_t i = 0; i < batch; ++i) opened += size_t{pair.reader.Next()->has_value()};
  };
  const auto prepare_floor = [&] {
    for (size_t i = 0; i < batch; ++i) floor::Seal(kFloorKey, i, plaintext, floor_frames[i]);
  };
  const auto run_floor = [&] {
    for (size_t i = 0; i < batch; ++i) opened -= size_t{floor::Open(kFloorKey, i, floor_frames[i])};
  };
  Pairs pairs(state, batch);
  while (pairs.KeepRunning()) pairs.Time({prepare, run}, {prepare_floor, run_floor});
  Require(opened == 0, "opening fails");
  state.counters[kBytesCounter] = static_cast<double>(size);
}

}  // namespace

void RegisterSealOpen() {
  for (const size_t size : kSizes) {
    Register("seal/" + std::to_string(size),
             [size](benchmark::State& state) { BenchSeal(state, size); });
  }
  for (const size_t size : kSizes) {
    Register("open/" + std::to_string(size),
             [size](benchmark::State& state) { BenchOpen(state, size); });
  }
}

}  // namespace asmtp::bench
