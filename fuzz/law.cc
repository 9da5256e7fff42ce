#include "fuzz/law.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fuzz/without.h"

namespace asmtp::fuzz {
namespace {

constexpr std::array<std::string_view, kOracleCount> kNames = {
    "agreement", "delivery",    "tamper",  "inert-failure",  "key-schedule",
    "canonical", "lengths",     "chain",   "chunking",       "error-class",
    "resources", "determinism", "secrets", "second-opinion", "harness"};

}  // namespace

std::string_view Name(Oracle oracle) { return kNames[static_cast<size_t>(oracle)]; }

bool IsEnforced(Oracle oracle) { return oracle == Oracle::kHarness || !IsWithout(Name(oracle)); }

void Break(Oracle oracle, std::string_view law, std::string_view sentence) {
  const std::string text = "broken law " + std::string(law) + ": " + std::string(sentence) +
                           " (oracle " + std::string(Name(oracle)) + ")\n";
  std::fputs(text.c_str(), stderr);
  std::abort();
}

}  // namespace asmtp::fuzz
