// Figures: counters of a running target for an outside observer: inputs that finish a handshake,
// accepted frames, reasons of rejections.
//
//   static Figure opened("handshakes finished");
//   opened.Add();
//   CountFigure("rejected", Name(error.kind));         // "rejected: frame-truncated"
//
// They are in the file named by $ASMTP_FUZZ_FIGURES, mapped into the process: 128 cells, each
//
//   name  56 bytes, padded with zeros           count  8 bytes, native byte order
//
// With a mapping, counting is an addition without a system call or a thread. The counts survive a
// crash, the fuzzer's _exit and SIGKILL, and the driver can read them at any time. Without the
// variable they are not visible outside.
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

// A figure that is counted in one place, as a static variable.
class Figure {
 public:
  explicit Figure(std::string_view name);
  void Add(uint64_t count = 1) { *count_ += count; }

 private:
  uint64_t* count_;
};

// Adds one to the figure "what: why", or to "what" if `why` is empty.
void CountFigure(std::string_view what, std::string_view why);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FIGURES_H_
