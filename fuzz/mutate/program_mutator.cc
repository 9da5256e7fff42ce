#include "fuzz/mutate/program_mutator.h"

#include <algorithm>
#include <utility>

#include "fuzz/mutate/list.h"
#include "fuzz/mutate/program_parts.h"
#include "fuzz/mutate/simplification.h"

namespace asmtp::fuzz {
namespace {

using Actions = std::vector<Action>;

// One in this many inputs is mutated as bytes, for inputs that no action can express, such as a
// size beyond the end.
constexpr size_t kRawOneIn = 32;
constexpr size_t kPayloadMax = 65'535;

ptrdiff_t At(size_t index) { return static_cast<ptrdiff_t>(index); }

class ProgramMutator {
 public:
  ProgramMutator(Program& program, ByteMutator& bytes)
      : program_(program), bytes_(bytes), random_(bytes.random()), parts_(bytes) {}

  void MutateOnce() {
    if (program_.actions.empty()) return random_.OneIn(4) ? ChangeHeader() : Insert();
    switch (random_.Below(16)) {
      case 0:
      case 1:
        return Insert();
      case 2:
      case 3:
        return Delete();
      case 4:
        return Duplicate();
      case 5:
        return Swap();
      case 6:
        return InsertScene();
      case 7:
        return ChangeOp();
      case 8:
        AnyAction().where = parts_.MakeWhere();
        return;
      case 9:
        AnyAction().where ^= 1;
        return;
      case 10:
        return ChangeHeader();
      case 11:
        return RemakePayload();
      default:
        return ChangePayload();
    }
  }

 private:
  Action& AnyAction() { return program_.actions[random_.Below(program_.actions.size())]; }
  Actions::iterator AnyPlace() {
    return program_.actions.begin() + At(random_.Below(program_.actions.size() + 1));
  }

  void Insert() { program_.actions.insert(AnyPlace(), parts_.MakeAction()); }

  void InsertScene() {
    const Actions scene = parts_.MakeScene();
    program_.actions.insert(AnyPlace(), scene.begin(), scene.end());
  }

  // Deletes one action or a short range, to balance the insertions.
  void Delete() {
    const size_t begin = random_.Below(program_.actions.size());
    const size_t most = random_.OneIn(4) ? 4 : 1;
    const size_t size = 1 + random_.Below(std::min(most, program_.actions.size() - begin));
    program_.actions.erase(program_.actions.begin() + At(begin),
                           program_.actions.begin() + At(begin + size));
  }

  void Duplicate() {
    Action copy = AnyAction();
    program_.actions.insert(AnyPlace(), std::move(copy));
  }

  void Swap() { std::swap(AnyAction(), AnyAction()); }

  // Half of the time also remakes the payload, because its meaning depends on the op.
  void ChangeOp() {
    Action& action = AnyAction();
    action.op = random_.OneIn(16) ? static_cast<Op>(random_.Byte()) : parts_.MakeOp();
    if (random_.OneIn(2)) action.payload = parts_.MakePayload(action.op);
  }

  void RemakePayload() {
    Action& action = AnyAction();
    action.payload = parts_.MakePayload(action.op);
  }

  void ChangePayload() { bytes_.Mutate(AnyAction().payload, kPayloadMax); }

  void ChangeHeader() {
    switch (random_.Below(4)) {
      case 0:
        program_.keys = bytes_.Number8(program_.keys);
        return;
      case 1:
        program_.length_limit = bytes_.Number();
        return;
      default:
        program_.flags = static_cast<uint8_t>(program_.flags ^ 1U << random_.Below(8));
    }
  }

  Program& program_;
  ByteMutator& bytes_;
  Random& random_;
  ProgramParts parts_;
};

// Applies one simplification; if `has_to_shorten`, one that shortens the program.
void Simplify(bool has_to_shorten, Random& random, Program& program) {
  auto steps = SimplificationsOf(program);
  if (has_to_shorten) std::erase_if(steps, [](const auto& step) { return !step.shortens(); });
  if (!steps.empty()) program = Simplified(std::move(program), random.Pick(steps));
}

// Requires room for the header, so that the loop ends.
void MakeFit(size_t max_size, Random& random, Program& program) {
  if (program.actions.size() > kActionsMax) program.actions.resize(kActionsMax);
  while (EncodedSize(program) > max_size) Simplify(/*has_to_shorten=*/true, random, program);
}

Bytes MutateRaw(ByteView input, size_t max_size, ByteMutator& bytes) {
  Bytes raw(input.begin(), input.end());
  bytes.Mutate(raw, max_size);
  return raw;
}

// Simplifies only until the program fits, plus one step half of the time, to keep the relevant
// actions.
Bytes Shrink(Program program, size_t max_size, Random& random) {
  if (random.OneIn(2)) Simplify(/*has_to_shorten=*/false, random, program);
  MakeFit(max_size, random, program);
  return Encode(program);
}

// The number of changes at once. Usually one, because two good changes are easier to find one after
// the other.
size_t ChangeCount(Random& random) {
  size_t count = 1;
  while (count < 8 && random.OneIn(3)) ++count;
  return count;
}

// Returns `a` with an inserted range of `b`.
Actions WithRange(Actions a, const Actions& b, Random& random) {
  const size_t begin = random.Below(b.size());
  const size_t size = 1 + random.Below(b.size() - begin);
  a.insert(a.begin() + At(random.Below(a.size() + 1)), b.begin() + At(begin),
           b.begin() + At(begin + size));
  return a;
}

// Returns `a` with a payload of `b`, taken from an action with the same op if possible.
Actions WithPayload(Actions a, const Actions& b, Random& random) {
  Action& to = a[random.Below(a.size())];
  Actions same;
  std::ranges::copy_if(b, std::back_inserter(same), [&](const Action& from) {
    return from.op == to.op && from.payload != to.payload;
  });
  to = same.empty() ? random.Pick(b) : random.Pick(same);
  return a;
}

Actions Cross(const Actions& a, const Actions& b, Random& random) {
  if (a.empty() || b.empty()) return a.empty() ? b : a;
  switch (random.Below(4)) {
    case 0:
      return WithPayload(a, b, random);
    case 1:
      return WithRange(a, b, random);
    default:
      return HeadAndTail(a, b, random);
  }
}

// Removes actions from the longer part until it fits. The last action of each part is removed last.
void CutToFit(size_t max_size, Random& random, Program& program) {
  while (program.actions.size() > kActionsMax) {
    program.actions.erase(program.actions.begin() + At(random.Below(program.actions.size())));
  }
  MakeFit(max_size, random, program);
}

}  // namespace

Bytes MutateProgram(ByteView input, size_t max_size, ByteMutator& bytes) {
  Random& random = bytes.random();
  if (max_size < kProgramHeaderSize) return MutateRaw(input, max_size, bytes);
  Program program = Parse(input);
  if (max_size < input.size()) return Shrink(std::move(program), max_size, random);
  if (random.OneIn(kRawOneIn)) return MutateRaw(input, max_size, bytes);
  ProgramMutator mutator(program, bytes);
  for (size_t i = ChangeCount(random); i > 0; --i) mutator.MutateOnce();
  MakeFit(std::min(max_size, kProgramSizeMax), random, program);
  return Encode(program);
}

Bytes CrossPrograms(ByteView a, ByteView b, size_t max_size, Random& random) {
  if (max_size < kProgramHeaderSize) return {};
  Program child = Parse(a);
  const Program other = Parse(b);
  if (random.OneIn(4)) child.flags = other.flags;
  if (random.OneIn(4)) child.keys = other.keys;
  child.actions = Cross(child.actions, other.actions, random);
  CutToFit(std::min(max_size, kProgramSizeMax), random, child);
  return Encode(child);
}

}  // namespace asmtp::fuzz
