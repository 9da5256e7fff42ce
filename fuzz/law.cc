#include "fuzz/law.h"

#include <cstdio>
#include <cstdlib>

namespace asmtp::fuzz {

void Abort(std::string_view law, std::string_view sentence) {
  std::fprintf(stderr, "broken law %.*s: %.*s\n", static_cast<int>(law.size()), law.data(),
               static_cast<int>(sentence.size()), sentence.data());
  std::abort();
}

}  // namespace asmtp::fuzz
