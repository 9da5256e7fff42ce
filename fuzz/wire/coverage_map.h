// CoverageMap: memory in which a program counts the edges that it takes, so that what it was told
// can be judged by where that led: AFL's map, a System V segment that the program finds by its
// environment.
//
//   auto map = CoverageMap::Make(CoverageMap::SizeFromEnvironment());
//   Start(program, (*map)->Environment());
//   ...                                              it is told something
//   if ((*map)->Take() != CoverageMap::News::kNone) Keep(what it was told);
//
// The segment goes with the last process that holds it, however that ends.
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

// Returns the bit for how often an edge was taken: once, twice, 3, 4 to 7, 8 to 15, 16 to 31, 32 to
// 127 times, or more often; no bit for not at all.
uint8_t BucketOf(uint8_t count);

class CoverageMap {
 public:
  // In bytes, one for each edge.
  static constexpr size_t kSizeDefault = size_t{256} << 10;

  enum class News : uint8_t {
    kNone,
    kCounts,  // edges were taken as often as never before
    kEdges,   // an edge was taken that never was before
  };

  // Returns what AFL_MAP_SIZE says, as for AFL, or the default where it says no size.
  static size_t SizeFromEnvironment();
  // Fails with a sentence.
  static std::expected<std::unique_ptr<CoverageMap>, std::string> Make(size_t size);
  ~CoverageMap();
  CoverageMap(const CoverageMap&) = delete;
  CoverageMap& operator=(const CoverageMap&) = delete;

  // Returns what a program needs in its environment: "A=B".
  std::vector<std::string> Environment() const;
  // Takes what was counted since the last call of this, or of Clear().
  News Take();
  // Forgets what was counted since.
  void Clear();
  // Returns how many edges Take() has met.
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
