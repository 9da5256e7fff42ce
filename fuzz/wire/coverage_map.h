// CoverageMap: shared memory in which a program counts its edges, to judge inputs by the code that
// they reach. It is AFL's map: a System V segment that the program finds by its environment.
//
//   auto map = CoverageMap::Make(CoverageMap::SizeFromEnvironment());
//   Start(program, (*map)->Environment());
//   ...                                              send it input
//   if ((*map)->Take() != CoverageMap::News::kNone) Keep(input);
//
// The segment is removed with the last process that has attached it, however that process ends.
#ifndef ASMTP_FUZZ_WIRE_COVERAGE_MAP_H_
#define ASMTP_FUZZ_WIRE_COVERAGE_MAP_H_

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace asmtp::fuzz::wire {

// Returns the bit of a count: 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, or more. Returns 0 for
// 0.
uint8_t BucketOf(uint8_t count);

class CoverageMap {
 public:
  // In bytes, one per edge.
  static constexpr size_t kSizeDefault = size_t{256} << 10;

  enum class News : uint8_t {
    kNone,
    kCounts,  // an edge has a new count bucket
    kEdges,   // an edge was taken for the first time
  };

  // Returns the size in AFL_MAP_SIZE, or the default if it is missing or invalid.
  static size_t SizeFromEnvironment();
  // The error is one sentence.
  static std::expected<std::unique_ptr<CoverageMap>, std::string> Make(size_t size);
  ~CoverageMap();
  CoverageMap(const CoverageMap&) = delete;
  CoverageMap& operator=(const CoverageMap&) = delete;

  // Returns the variables for the environment of the program, as in "A=B".
  std::vector<std::string> Environment() const;
  // Evaluates and clears the counts since the last Take() or Clear().
  News Take();
  // Discards the counts since then.
  void Clear();
  // Returns the number of edges that Take() has seen.
  size_t edges() const { return edges_; }

 private:
  CoverageMap(int id, void* memory, size_t size);

  int id_;
  void* memory_;
  std::span<uint64_t> words_;  // the counts, eight in each
  std::vector<uint8_t> seen_;  // the buckets of each edge
  size_t edges_ = 0;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_COVERAGE_MAP_H_
