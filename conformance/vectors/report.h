// Report: prints the results per file and computes the exit status.
//
//   corpus/a.json:7: vectors[4] "topic 0 B" failed: expected accept, found reject (truncated)
//   corpus/a.json: 471 passed, 1 failed, 0 skipped
//     30 passed by the difference DIF-1 trailing-after-topic
//   corpus/b.json:1: expected JSON: unexpected end of input         (on the other stream)
//
//   Report report(std::cout, std::cerr);
//   report.Add(path, CheckFile(path));
//   return report.exit_status();
#ifndef ASMTP_CONFORMANCE_VECTORS_REPORT_H_
#define ASMTP_CONFORMANCE_VECTORS_REPORT_H_

#include <expected>
#include <ostream>
#include <string_view>

#include "conformance/vectors/vector_file.h"

namespace asmtp::vectors {

class Report {
 public:
  // Results go to `out`; malformed files and files without vectors go to `err`.
  Report(std::ostream& out, std::ostream& err) : out_(out), err_(err) {}

  void Add(std::string_view path, const std::expected<CheckedVectors, Malformed>& result);

  // Returns 0 if every file so far has vectors and each of them passed or was skipped.
  int exit_status() const { return exit_status_; }

 private:
  void AddMalformed(std::string_view path, const Malformed& malformed);
  void AddVectors(std::string_view path, const CheckedVectors& vectors);
  void PrintDifferences(const CheckedVectors& vectors);

  std::ostream& out_;
  std::ostream& err_;
  int exit_status_ = 0;
};

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_REPORT_H_
