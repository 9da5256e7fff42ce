// MatrixText: a matrix for people: as Markdown, between the two marks of a document such as
// conformance/peers/MATRIX.md, and as a section of a report.
//
//   | | asmtp-endpoint | snow |
//   |---|---|---|
//   | asmtp-endpoint | 16777200, 65517 | 65519, 65517 |
//   | snow | 65519, 65517 | FAIL, 65517 |
#ifndef ASMTP_CONFORMANCE_MATRIX_MATRIX_TEXT_H_
#define ASMTP_CONFORMANCE_MATRIX_MATRIX_TEXT_H_

#include <expected>
#include <string>
#include <string_view>

#include "conformance/matrix/matrix.h"
#include "conformance/report/shared/section.h"

namespace asmtp::conformance {

// A table for each suite: in a cell, for each framing, the largest plaintext in bytes that went
// there and back, FAIL, or a dash where one of the two does not have it.
std::string WriteMatrixTables(const Matrix& matrix);
// A line for each meeting that failed, which says why.
std::string WriteMatrixFailures(const Matrix& matrix);
// All of that.
Section MatrixSection(const Matrix& matrix);

// Returns a document with the tables between its two marks, where others may stand so far. Fails,
// with a sentence, where it has no marks.
std::expected<std::string, std::string> PutBetweenMarks(std::string_view document,
                                                        std::string_view tables);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_MATRIX_MATRIX_TEXT_H_
