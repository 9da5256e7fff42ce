// Figures: what a target counts while it runs, for whoever looks from outside: how many inputs
// finish a handshake, how many frames are accepted, why the others are rejected.
//
//   static Figure opened("handshakes finished");
//   opened.Add();
//   CountFigure("rejected", Name(error.kind));         // "rejected: frame-truncated"
//
// They lie in the file that $ASMTP_FUZZ_FIGURES names, mapped into the process: 128 cells, each
//
//   name  56 bytes, padded with zeros           count  8 bytes, of this machine
//
// A mapping and no file written now and then: counting is an addition, without a system call or a
// thread; what was counted is there however the process ends, by a crash, the fuzzer's _exit or
// SIGKILL; and the driver reads it whenever it likes. Without the variable nobody sees them.
#ifndef ASMTP_FUZZ_FIGURES_H_
#define ASMTP_FUZZ_FIGURES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace asmtp::fuzz {

struct FigureCell {
  char name[56];
  uint64_t count;
};

inline constexpr size_t kFigureCount = 128;
inline constexpr size_t kFiguresSize = kFigureCount * sizeof(FigureCell);
static_assert(sizeof(FigureCell) == 64);

// A figure that is counted in one place. For a static variable.
class Figure {
 public:
  explicit Figure(std::string_view name);
  void Add(uint64_t count = 1) { *count_ += count; }

 private:
  uint64_t* count_;
};

// Adds one to the figure "what: why", or "what" where there is no why.
void CountFigure(std::string_view what, std::string_view why);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FIGURES_H_
