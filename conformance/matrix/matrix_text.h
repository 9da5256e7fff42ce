// MatrixText: a matrix as Markdown, between the two marks of a document such as
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

// Returns a table for each suite. A cell has, for each framing, the largest plaintext in bytes that
// was echoed, FAIL, or a dash if one of the two does not support the framing.
std::string WriteMatrixTables(const Matrix& matrix);
// Returns a line with the reason for each failed meeting.
std::string WriteMatrixFailures(const Matrix& matrix);
// Returns the tables and the failures.
Section MatrixSection(const Matrix& matrix);

// Returns the document with the text between its two marks replaced by the tables. Fails with a
// sentence if the document has no marks.
std::expected<std::string, std::string> PutBetweenMarks(std::string_view document,
                                                        std::string_view tables);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_MATRIX_MATRIX_TEXT_H_
