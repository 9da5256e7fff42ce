// A target for tests of the driver, linked with libFuzzer. The first word of an input selects what
// it does.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

#include "fuzz/figures.h"
#include "fuzz/law.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kHarness, NothingIsBad, "no input begins with badbad")
ASMTP_LAW(kHarness, NothingIsWorse, "no input begins with worsen")

constexpr uint64_t HashOf(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  return hash ^ hash >> 29;
}

void Hang() {
  while (true) std::this_thread::sleep_for(std::chrono::seconds(1));
}

// Exceeds the memory limit of the tests. Volatile, to keep the optimizer from removing it.
const void* volatile g_eaten = nullptr;

void Eat() {
  const std::vector<char> eaten(size_t{1} << 30);
  g_eaten = eaten.data();
}

void Run(std::string_view input) {
  static Figure inputs("inputs");
  inputs.Add();
  const uint64_t word = HashOf(input.substr(0, 6));
  Require(word != HashOf("badbad"), NothingIsBad);
  Require(word != HashOf("worsen"), NothingIsWorse);
  if (word == HashOf("hanged")) Hang();
  if (word == HashOf("eat up")) Eat();
  if (word == HashOf("exited")) std::exit(5);
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
