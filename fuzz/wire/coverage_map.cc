#include "fuzz/wire/coverage_map.h"

#include <fmt/format.h>
#include <sys/shm.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "conformance/iut/file_descriptor.h"

namespace asmtp::fuzz::wire {
namespace {

using Word = uint64_t;

constexpr size_t kSizeMax = size_t{64} << 20;

size_t RoundedUp(size_t size) { return (size + sizeof(Word) - 1) / sizeof(Word) * sizeof(Word); }

}  // namespace

uint8_t BucketOf(uint8_t count) {
  if (count <= 2) return count;
  if (count == 3) return 4;
  if (count >= 128) return 128;
  return count >= 32 ? 64 : static_cast<uint8_t>(std::bit_floor(count) << 1);
}

size_t CoverageMap::SizeFromEnvironment() {
  const char* text = std::getenv("AFL_MAP_SIZE");
  const std::string_view digits = text == nullptr ? "" : text;
  size_t size = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  const bool is_size = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return is_size && size > 0 && size <= kSizeMax ? size : kSizeDefault;
}

std::expected<std::unique_ptr<CoverageMap>, std::string> CoverageMap::Make(size_t size) {
  const size_t whole = RoundedUp(size);
  const int id = ::shmget(IPC_PRIVATE, whole, IPC_CREAT | 0600);
  if (id < 0) return std::unexpected(conformance::ErrorText("cannot create a map for edges"));
  void* const memory = ::shmat(id, nullptr, 0);
  const std::string why = conformance::ErrorText("cannot attach the map for edges");
  // Linux allows attaching a segment that is marked for removal, and removes it with its last
  // process.
  ::shmctl(id, IPC_RMID, nullptr);
  // On failure, shmat returns -1 as a pointer.
  if (reinterpret_cast<intptr_t>(memory) == -1) return std::unexpected(why);
  return std::unique_ptr<CoverageMap>(new CoverageMap(id, memory, whole));
}

CoverageMap::CoverageMap(int id, void* memory, size_t size)
    : id_(id),
      memory_(memory),
      words_(static_cast<Word*>(memory), size / sizeof(Word)),
      seen_(size) {}

CoverageMap::~CoverageMap() { ::shmdt(memory_); }

std::vector<std::string> CoverageMap::Environment() const {
  return {fmt::format("__AFL_SHM_ID={}", id_), fmt::format("AFL_MAP_SIZE={}", seen_.size())};
}

// The program may still be counting, so each word is taken atomically.
CoverageMap::News CoverageMap::Take() {
  News news = News::kNone;
  for (size_t i = 0; i < words_.size(); ++i) {
    std::atomic_ref<Word> word(words_[i]);
    if (word.load(std::memory_order_relaxed) == 0) continue;
    const auto counts = std::bit_cast<std::array<uint8_t, sizeof(Word)>>(
        word.exchange(0, std::memory_order_relaxed));
    for (size_t j = 0; j < counts.size(); ++j) {
      uint8_t& seen = seen_[i * sizeof(Word) + j];
      const uint8_t bucket = BucketOf(counts[j]);
      if ((bucket & ~seen) == 0) continue;
      edges_ += seen == 0 ? 1 : 0;
      news = std::max(news, seen == 0 ? News::kEdges : News::kCounts);
      seen |= bucket;
    }
  }
  return news;
}

void CoverageMap::Clear() {
  for (Word& counts : words_) {
    std::atomic_ref<Word> word(counts);
    if (word.load(std::memory_order_relaxed) != 0) word.store(0, std::memory_order_relaxed);
  }
}

}  // namespace asmtp::fuzz::wire
