#include "conformance/vectors/vector_file.h"

#include "conformance/transcript/read_file.h"
#include "conformance/vectors/formats.h"

namespace asmtp::vectors {
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
  const auto text = conformance::ReadTextFile(path, kFileSizeMax);
  if (!text) return std::unexpected(Malformed{0, text.error()});
  if (text->empty()) return std::unexpected(Malformed{1, "expected JSON, found an empty file"});
  return CheckText(*text);
}

}  // namespace asmtp::vectors
