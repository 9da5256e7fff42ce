#include "fuzz/without.h"

#include <cstdlib>

namespace asmtp::fuzz {

bool IsWithout(std::string_view what) {
  const char* variable = std::getenv("ASMTP_FUZZ_WITHOUT");
  std::string_view list = variable == nullptr ? "" : variable;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(','));
    if (word == what) return true;
    list.remove_prefix(word.size() == list.size() ? word.size() : word.size() + 1);
  }
  return false;
}

}  // namespace asmtp::fuzz
