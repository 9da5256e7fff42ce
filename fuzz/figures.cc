#include "fuzz/figures.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <span>

namespace asmtp::fuzz {
namespace {

using Cells = std::span<FigureCell, kFigureCount>;

// Returns null without a file or if it is too small, because a write after the end of a mapped file
// would kill the target.
FigureCell* MapFile() {
  const char* file = std::getenv("ASMTP_FUZZ_FIGURES");
  if (file == nullptr) return nullptr;
  const int fd = ::open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat status{};
  void* mapping = MAP_FAILED;
  if (::fstat(fd, &status) == 0 && status.st_size >= static_cast<off_t>(kFiguresSize)) {
    mapping = ::mmap(nullptr, kFiguresSize, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  }
  ::close(fd);
  return mapping == MAP_FAILED ? nullptr : static_cast<FigureCell*>(mapping);
}

Cells AllCells() {
  static std::array<FigureCell, kFigureCount> unseen{};
  static FigureCell* const kCells = [] {
    FigureCell* mapped = MapFile();
    return mapped != nullptr ? mapped : unseen.data();
  }();
  return Cells(kCells, kFigureCount);
}

using CellName = std::array<char, sizeof(FigureCell::name)>;

// Returns "what: why" as the name of a cell, truncated to its size.
CellName NameOf(std::string_view what, std::string_view why) {
  CellName name{};
  size_t size = 0;
  for (const std::string_view part : {what, std::string_view(why.empty() ? "" : ": "), why}) {
    size += part.copy(name.data() + size, name.size() - 1 - size);
  }
  return name;
}

// Returns the cell of a figure. The last cell is shared by all figures without room.
uint64_t* CountOf(const CellName& name) {
  const Cells cells = AllCells();
  for (FigureCell& cell : cells.first(kFigureCount - 1)) {
    if (cell.name[0] == '\0') std::ranges::copy(name, cell.name);
    if (std::memcmp(cell.name, name.data(), name.size()) == 0) return &cell.count;
  }
  std::ranges::copy(NameOf("others", ""), cells.back().name);
  return &cells.back().count;
}

}  // namespace

Figure::Figure(std::string_view name) : count_(CountOf(NameOf(name, ""))) {}

void CountFigure(std::string_view what, std::string_view why) { ++*CountOf(NameOf(what, why)); }

}  // namespace asmtp::fuzz
