#include "conformance/vectors/vector_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "conformance/vectors/formats.h"

namespace asmtp::vectors {
namespace {

std::unexpected<Malformed> Unreadable(std::string_view why) {
  return std::unexpected(Malformed{0, fmt::format("cannot be read: {}", why)});
}

std::expected<std::string, Malformed> ReadFile(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return Unreadable("it is a folder");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file) return Unreadable(std::generic_category().message(errno));
  std::string text;
  char chunk[65536];
  while (const size_t size = std::fread(chunk, 1, sizeof chunk, file.get())) {
    text.append(chunk, size);
    if (text.size() > kFileSizeMax) {
      return Unreadable(fmt::format("it is larger than {} MiB", kFileSizeMax >> 20));
    }
  }
  if (std::ferror(file.get()) != 0) return Unreadable(std::generic_category().message(errno));
  return text;
}

}  // namespace

std::expected<CheckedVectors, Malformed> CheckText(std::string_view text) {
  const auto document = ParseJson(text);
  if (!document) return std::unexpected(document.error());
  std::optional<Malformed> error;
  FieldReader fields(*document, "", &error);
  const Format* format = FormatOf(fields);
  CheckedVectors vectors;
  if (format != nullptr) {
    for (const FieldReader& vector : fields.Objects("vectors")) {
      if (error) break;
      vectors.push_back({vector.line(), format->check(vector)});
    }
  }
  if (error) return std::unexpected(*error);
  return vectors;
}

std::expected<CheckedVectors, Malformed> CheckFile(const std::string& path) {
  const auto text = ReadFile(path);
  if (!text) return std::unexpected(text.error());
  if (text->empty()) return std::unexpected(Malformed{1, "expected JSON, found an empty file"});
  return CheckText(*text);
}

}  // namespace asmtp::vectors
