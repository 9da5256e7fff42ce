// asmtp_vector_file: any bytes as a file of vectors.
//
// It is checked completely, or refused with a place in the file and a description. The result is
// deterministic.
#include <algorithm>
#include <string_view>

#include "conformance/vectors/vector_file.h"
#include "fuzz/law.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kErrorClass, RefusalHasAPlace,
          "a refused file has an error with a line and what was expected")

void Run(std::string_view text) {
  const auto vectors = vectors::CheckText(text);
  if (vectors) return;
  const auto lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  Require(vectors.error().line <= lines && !vectors.error().what.empty(), RefusalHasAPlace);
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
