#include "fuzz/text/unit_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace asmtp::fuzz {
namespace {

// Compilers need not support longer strings (the C++ minimum is 65,536), and nobody reads them.
constexpr size_t kTextMax = 60'000;

// Delimiter of the raw string. Only quoted text of DecodeInput may contain it.
constexpr std::string_view kMark = "input";

// "asmtp_msg_gossip" -> "AsmtpMsgGossip".
std::string CamelCase(std::string_view target) {
  std::string name;
  bool is_first = true;
  for (const char letter : target) {
    if (letter != '_') {
      const auto byte = static_cast<unsigned char>(letter);
      name += is_first ? static_cast<char>(std::toupper(byte)) : letter;
    }
    is_first = letter == '_';
  }
  return name;
}

// "ForgedTwice" -> "forged_twice".
std::string SnakeCase(std::string_view name) {
  std::string file;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isupper(byte) != 0 && !file.empty()) file += '_';
    file += static_cast<char>(std::tolower(byte));
  }
  return file;
}

bool IsTestName(std::string_view name) {
  return !name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) != 0 &&
         std::ranges::all_of(name, [](char letter) {
           return std::isalnum(static_cast<unsigned char>(letter)) != 0;
         });
}

constexpr const char* kSource = R"source(// Input of {target} that once failed.
//
//   asmtp_cc_test(
//       name = "{file}_test",
//       srcs = ["{file}_test.cc"],
//       deps = [
//           "//fuzz:{target}_target",
//           "//fuzz/text:input_text",
//       ],
//   )
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

#include "fuzz/text/input_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {{

constexpr const char* kInput = R"{mark}({text}){mark}";

TEST({suite}, {name}) {{
  const auto input = asmtp::fuzz::EncodeInput(kInput);
  ASSERT_TRUE(input) << input.error();
  LLVMFuzzerTestOneInput(input->bytes.data(), input->bytes.size());
}}

}}  // namespace
)source";

}  // namespace

std::expected<std::string, std::string> UnitTestSource(const NamedInput& input,
                                                       const std::string& name) {
  if (!IsTestName(name)) {
    return std::unexpected(
        fmt::format("'{}' is no name of a test: letters and digits were expected, as in "
                    "'ForgedTwice'",
                    name));
  }
  const std::string text = DecodeInput(input.target, input.bytes);
  if (text.size() > kTextMax) {
    return std::unexpected(
        fmt::format("as text the input has {} characters, and a string in a source at most {}: "
                    "minimise it first",
                    text.size(), kTextMax));
  }
  std::string mark(kMark);
  while (text.contains(")" + mark + "\"")) mark += 'x';
  return fmt::format(fmt::runtime(kSource), fmt::arg("target", input.target),
                     fmt::arg("file", SnakeCase(name)), fmt::arg("mark", mark),
                     fmt::arg("text", text), fmt::arg("suite", CamelCase(input.target)),
                     fmt::arg("name", name));
}

}  // namespace asmtp::fuzz
