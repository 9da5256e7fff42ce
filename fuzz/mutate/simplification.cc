#include "fuzz/mutate/simplification.h"

#include <algorithm>

namespace asmtp::fuzz {
namespace {

using Kind = Simplification::Kind;

// Single bytes are zeroed only in short payloads; longer ones are truncated first.
constexpr size_t kZeroBytesMax = 64;

ptrdiff_t At(size_t index) { return static_cast<ptrdiff_t>(index); }

void AddDeletions(size_t count, std::vector<Simplification>& steps) {
  for (size_t size = count; size > 0; size /= 2) {
    for (size_t begin = 0; begin + size <= count; begin += size) {
      steps.push_back({Kind::kDeleteActions, begin, size});
    }
    // The remainder after the last whole range.
    if (count % size != 0) steps.push_back({Kind::kDeleteActions, count - size, size});
  }
}

void AddCuts(const Action& action, size_t index, std::vector<Simplification>& steps) {
  const size_t size = action.payload.size();
  if (size == 0) return;
  steps.push_back({Kind::kKeepFront, index, 0});
  for (size_t drop = size / 2; drop > 0; drop /= 2) {
    steps.push_back({Kind::kKeepFront, index, size - drop});
    steps.push_back({Kind::kKeepBack, index, size - drop});
  }
}

bool IsZero(uint8_t byte) { return byte == 0; }

void AddZeros(const Action& action, size_t index, std::vector<Simplification>& steps) {
  if (!std::ranges::all_of(action.payload, IsZero)) steps.push_back({Kind::kZeroPayload, index});
  for (size_t i = 0; i < std::min(action.payload.size(), kZeroBytesMax); ++i) {
    if (action.payload[i] != 0) steps.push_back({Kind::kZeroByte, index, i});
  }
  if (action.where > 1) steps.push_back({Kind::kFirstPlace, index});
}

void AddHeader(const Program& program, std::vector<Simplification>& steps) {
  for (size_t bit = 0; bit < 8; ++bit) {
    if ((program.flags >> bit & 1) != 0) steps.push_back({Kind::kNoFlag, bit});
  }
  if (program.keys != 0) steps.push_back({Kind::kKeysZero});
  if (program.keys > 1) steps.push_back({Kind::kKeysHalf});
  if (program.length_limit != 0) steps.push_back({Kind::kLimitZero});
  if (program.length_limit > 1) steps.push_back({Kind::kLimitHalf});
}

void SimplifyPayload(std::vector<uint8_t>& payload, const Simplification& step) {
  switch (step.kind) {
    case Kind::kKeepFront:
      return payload.resize(step.size);
    case Kind::kKeepBack:
      payload.erase(payload.begin(), payload.end() - At(step.size));
      return;
    case Kind::kZeroPayload:
      std::ranges::fill(payload, uint8_t{0});
      return;
    default:
      payload[step.size] = 0;
  }
}

}  // namespace

std::vector<Simplification> SimplificationsOf(const Program& program) {
  std::vector<Simplification> steps;
  AddDeletions(program.actions.size(), steps);
  for (size_t i = 0; i < program.actions.size(); ++i) AddCuts(program.actions[i], i, steps);
  for (size_t i = 0; i < program.actions.size(); ++i) AddZeros(program.actions[i], i, steps);
  AddHeader(program, steps);
  return steps;
}

Program Simplified(Program program, const Simplification& step) {
  auto& actions = program.actions;
  switch (step.kind) {
    case Kind::kDeleteActions:
      actions.erase(actions.begin() + At(step.index), actions.begin() + At(step.index + step.size));
      break;
    case Kind::kKeepFront:
    case Kind::kKeepBack:
    case Kind::kZeroPayload:
    case Kind::kZeroByte:
      SimplifyPayload(actions[step.index].payload, step);
      break;
    case Kind::kFirstPlace:
      actions[step.index].where &= 1;
      break;
    case Kind::kNoFlag:
      program.flags = static_cast<uint8_t>(program.flags & ~(1U << step.index));
      break;
    case Kind::kKeysZero:
      program.keys = 0;
      break;
    case Kind::kKeysHalf:
      program.keys /= 2;
      break;
    case Kind::kLimitZero:
      program.length_limit = 0;
      break;
    case Kind::kLimitHalf:
      program.length_limit /= 2;
      break;
  }
  return program;
}

size_t EncodedSize(const Program& program) {
  size_t size = kProgramHeaderSize;
  for (const Action& action : program.actions) size += kActionHeaderSize + action.payload.size();
  return size;
}

}  // namespace asmtp::fuzz
