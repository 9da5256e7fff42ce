#include "conformance/vectors/report.h"

#include <fmt/ostream.h>

#include <algorithm>
#include <map>

#include "core/testing/printable.h"

namespace asmtp::vectors {
namespace {

using Kind = Verdict::Kind;

size_t Count(const CheckedVectors& vectors, Kind kind) {
  return static_cast<size_t>(std::ranges::count(
      vectors, kind, [](const CheckedVector& vector) { return vector.verdict.kind; }));
}

}  // namespace

void Report::Add(std::string_view path, const std::expected<CheckedVectors, Malformed>& result) {
  if (result) {
    AddVectors(path, *result);
  } else {
    AddMalformed(path, result.error());
  }
  out_.flush();
}

void Report::AddMalformed(std::string_view path, const Malformed& malformed) {
  exit_status_ = 1;
  const std::string line = malformed.line == 0 ? "" : fmt::format("{}:", malformed.line);
  fmt::print(err_, "{}:{} {}\n", path, line, Printable(malformed.what));
}

void Report::AddVectors(std::string_view path, const CheckedVectors& vectors) {
  for (size_t i = 0; i < vectors.size(); ++i) {
    const auto& [line, verdict] = vectors[i];
    if (verdict.kind != Kind::kFailed) continue;
    exit_status_ = 1;
    fmt::print(out_, "{}:{}: vectors[{}] \"{}\" failed: {}\n", path, line, i,
               Printable(verdict.description), Printable(verdict.detail));
  }
  const size_t skipped = Count(vectors, Kind::kSkipped);
  fmt::print(out_, "{}: {} passed, {} failed, {} skipped\n", path, Count(vectors, Kind::kPassed),
             Count(vectors, Kind::kFailed), skipped);
  PrintDifferences(vectors);
  if (vectors.empty()) {
    exit_status_ = 1;
    fmt::print(err_, "{}: the file has no vectors, so nothing was checked\n", path);
  } else if (skipped == vectors.size()) {
    fmt::print(err_, "{}: every vector was skipped, so nothing was checked\n", path);
  }
}

void Report::PrintDifferences(const CheckedVectors& vectors) {
  std::map<std::string_view, std::pair<const Difference*, size_t>> counts;
  for (const CheckedVector& vector : vectors) {
    const Difference* difference = vector.verdict.difference;
    if (difference == nullptr) continue;
    auto& [listed, count] = counts[difference->id];
    listed = difference;
    ++count;
  }
  for (const auto& [id, entry] : counts) {
    fmt::print(out_, "  {} passed by the difference {} {}\n", entry.second, id, entry.first->name);
  }
}

}  // namespace asmtp::vectors
