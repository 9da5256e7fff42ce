// LineDiff: the lines to remove and to add to turn one list of lines into another.
//
//   for (const DiffLine& line : DiffLines(before, after)) Print(line.mark, line.text);
#ifndef ASMTP_CONFORMANCE_RUNNER_LINE_DIFF_H_
#define ASMTP_CONFORMANCE_RUNNER_LINE_DIFF_H_

#include <algorithm>
#include <string>
#include <vector>

namespace asmtp::conformance {

struct DiffLine {
  char mark;  // ' ' in both, '-' only before, '+' only after
  std::string text;

  friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

// Keeps the longest common subsequence. Takes quadratic time; meant for a few hundred lines.
inline std::vector<DiffLine> DiffLines(const std::vector<std::string>& before,
                                       const std::vector<std::string>& after) {
  const size_t n = before.size();
  const size_t m = after.size();
  // common[i][j]: number of common lines of before[i..] and after[j..].
  std::vector<std::vector<size_t>> common(n + 1, std::vector<size_t>(m + 1, 0));
  for (size_t i = n; i-- > 0;) {
    for (size_t j = m; j-- > 0;) {
      common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1
                                           : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<DiffLine> lines;
  size_t i = 0;
  size_t j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && before[i] == after[j]) {
      lines.push_back({' ', before[i++]});
      ++j;
    } else if (i < n && (j == m || common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({'-', before[i++]});
    } else {
      lines.push_back({'+', after[j++]});
    }
  }
  return lines;
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_LINE_DIFF_H_
