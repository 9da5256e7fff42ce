#include "fuzz/planted/mark.h"

#include <ctime>

#include "fuzz/figures.h"

namespace asmtp::fuzz {
namespace {

uint64_t CpuMilliseconds() { return static_cast<uint64_t>(std::clock()) / (CLOCKS_PER_SEC / 1000); }

class Mark {
 public:
  Mark(std::string_view count, std::string_view first) : count_(count) {
    Figure(first).Add(CpuMilliseconds() + 1);
  }
  void Add() { count_.Add(); }

 private:
  Figure count_;
};

}  // namespace

void PlantedBugReached() {
  static Mark mark(kReachedFigure, kReachedAfterFigure);
  mark.Add();
}

void PlantedBugTriggered() {
  static Mark mark(kTriggeredFigure, kTriggeredAfterFigure);
  mark.Add();
}

}  // namespace asmtp::fuzz
