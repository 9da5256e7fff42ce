// ErrorRow: an error value with its stable name and a one-sentence description.
//
//   constexpr ErrorRow<LedgerError> kRows[] = {
//       {LedgerError::kNoBlock, "no-block", "the passport has no block"}, ...};
//   std::string_view Name(LedgerError error) { return RowOf(kRows, error).name; }
#ifndef ASMTP_CORE_BYTES_ERROR_ROW_H_
#define ASMTP_CORE_BYTES_ERROR_ROW_H_

#include <cstddef>
#include <string_view>

namespace asmtp {

template <class Error>
struct ErrorRow {
  Error error;
  std::string_view name;
  std::string_view sentence;
};

// Returns the row of `error`. Tests check that every enumeration has a row for each value.
template <class Error, size_t N>
constexpr ErrorRow<Error> RowOf(const ErrorRow<Error> (&rows)[N], Error error) {
  for (const ErrorRow<Error>& row : rows) {
    if (row.error == error) return row;
  }
  return {error, "unknown", "unknown error"};
}

}  // namespace asmtp

#endif  // ASMTP_CORE_BYTES_ERROR_ROW_H_
