#include "fuzz/law.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "fuzz/without.h"

namespace asmtp::fuzz {
namespace {

constexpr std::array<std::string_view, kOracleCount> kNames = {
    "agreement", "delivery",    "tamper",  "inert-failure",  "key-schedule",
    "canonical", "lengths",     "chain",   "chunking",       "error-class",
    "resources", "determinism", "secrets", "second-opinion", "harness"};

int SizeOf(std::string_view text) { return static_cast<int>(text.size()); }

}  // namespace

std::string_view Name(Oracle oracle) { return kNames[static_cast<size_t>(oracle)]; }

bool IsEnforced(Oracle oracle) { return oracle == Oracle::kHarness || !IsWithout(Name(oracle)); }

void Break(Oracle oracle, std::string_view law, std::string_view sentence) {
  const std::string_view name = Name(oracle);
  std::fprintf(stderr, "broken law %.*s: %.*s (oracle %.*s)\n", SizeOf(law), law.data(),
               SizeOf(sentence), sentence.data(), SizeOf(name), name.data());
  std::abort();
}

}  // namespace asmtp::fuzz
