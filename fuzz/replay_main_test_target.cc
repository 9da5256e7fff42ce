// A target for the test of replay_main. Its input selects how it fails.
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.starts_with("crash")) std::abort();
  if (input.starts_with("exit")) std::exit(77);
  return 0;
}
