// A vector file: one format, and vectors that are checked one by one.
//
//   const auto vectors = CheckFile("corpus/vectors/messages.json");
//   if (!vectors) return vectors.error();                  // the file is malformed
//   for (const CheckedVector& vector : *vectors) ... vector.verdict ...
#ifndef ASMTP_CONFORMANCE_VECTORS_VECTOR_FILE_H_
#define ASMTP_CONFORMANCE_VECTORS_VECTOR_FILE_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/vectors/malformed.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

struct CheckedVector {
  size_t line;  // in the file, from 1
  Verdict verdict;
};
// In the order of the file.
using CheckedVectors = std::vector<CheckedVector>;

// Larger files are refused.
inline constexpr size_t kFileSizeMax = 64 * 1024 * 1024;

// Checks every vector of the document `text`. Fails where it is not of a known format.
std::expected<CheckedVectors, Malformed> CheckText(std::string_view text);

// As CheckText, of a file. A file that cannot be read is malformed as a whole: line 0.
std::expected<CheckedVectors, Malformed> CheckFile(const std::string& path);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_VECTOR_FILE_H_
