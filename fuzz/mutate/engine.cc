#include "fuzz/mutate/engine.h"

#include <cstdio>
#include <exception>
#include <string>

#include "fuzz/law.h"
#include "fuzz/mutate/failure_report.h"
#include "fuzz/without.h"

// Defined by libFuzzer. Absent in other engines and in tests.
extern "C" __attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t* data, size_t size,
                                                         size_t max_size);

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kHarness, MutationFits, "a mutation has at most as many bytes as the engine has room for")
ASMTP_LAW(kHarness, MutatorDoesNotThrow, "a mutator throws nothing")

// Asks the engine and records its answer.
Bytes AskEngine(ByteView bytes, size_t max_size, Mutation& mutation) {
  Bytes room(bytes.begin(), bytes.end());
  room.resize(std::max(max_size, room.size()));
  room.resize(LLVMFuzzerMutate(room.data(), bytes.size(), max_size));
  mutation.answers.push_back(room);
  return room;
}

Bytes RunMutator(Mutation& mutation) {
  Random random(mutation.seed);
  EngineMutator engine;
  if (LLVMFuzzerMutate != nullptr) {
    engine = [&](ByteView bytes, size_t max_size) { return AskEngine(bytes, max_size, mutation); };
  }
  ByteMutator bytes(random, std::move(engine));
  return mutation.mutator.mutate(mutation.input, mutation.max_size, bytes);
}

// Runs `make`, and reports any failure with the mutation.
template <class Make>
size_t Write(const Mutation& mutation, MutableByteView out, Make make) {
  const FailureReport report(mutation);
  try {
    const Bytes result = make();
    Require(result.size() <= out.size(), MutationFits);
    CopyTo(result, out);
    return result.size();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    MutatorDoesNotThrow();
  } catch (...) {
    MutatorDoesNotThrow();
  }
  return 0;
}

}  // namespace

size_t MutateForEngine(const Mutator& mutator, uint8_t* data, size_t size, size_t max_size,
                       uint32_t seed) {
  static const bool kWithout = IsWithout("mutator");
  if (kWithout && LLVMFuzzerMutate != nullptr) return LLVMFuzzerMutate(data, size, max_size);
  Mutation mutation{.mutator = mutator,
                    .seed = seed,
                    .max_size = max_size,
                    .input = Bytes(data, data + size),
                    .other = {},
                    .answers = {}};
  return Write(mutation, {data, max_size}, [&] { return RunMutator(mutation); });
}

size_t CrossForEngine(const Mutator& mutator, ByteView a, ByteView b, MutableByteView out,
                      uint32_t seed) {
  static const bool kWithout = IsWithout("crossover");
  if (kWithout) return 0;
  const Mutation mutation{.mutator = mutator,
                          .seed = seed,
                          .max_size = out.size(),
                          .input = Bytes(a.begin(), a.end()),
                          .other = Bytes(b.begin(), b.end()),
                          .answers = {}};
  return Write(mutation, out, [&] { return Replay(mutation); });
}

}  // namespace asmtp::fuzz
