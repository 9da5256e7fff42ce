#include "fuzz/wire/program_source.h"

#include <algorithm>
#include <utility>

#include "fuzz/mutate/program_mutator.h"
#include "fuzz/seeds/session_seeds.h"

namespace asmtp::fuzz::wire {
namespace {

constexpr size_t kProgramSizeMax = 24 * 1024;
constexpr size_t kMessagesMax = 12;
constexpr size_t kFollowedSizeMax = 4096;
constexpr size_t kMessagesOfLongSession = 48;

// A payload that is a message is mutated as a message.
bool LooksLikeMessage(ByteView bytes) {
  return bytes.size() >= 17 && bytes.front() >= 1 && bytes.front() <= 7;
}

}  // namespace

ProgramSource::ProgramSource(uint64_t seed)
    : random_(seed),
      bytes_(random_),
      engine_bytes_(random_,
                    [this](ByteView old, size_t size_max) {
                      std::vector<uint8_t> bytes(old.begin(), old.end());
                      if (LooksLikeMessage(old)) {
                        bytes = plaintexts_.Mutate(std::move(bytes));
                      } else {
                        bytes_.Mutate(bytes, size_max);
                      }
                      return bytes;
                    }),
      plaintexts_(bytes_),
      sequences_(random_, plaintexts_) {
  for (const auto& [name, bytes] : SessionSeeds()) {
    if (bytes.size() <= kProgramSizeMax) kept_.push_back(Parse(bytes));
  }
}

Program ProgramSource::Next() {
  if (random_.OneIn(16)) return AHandshakeFrame();
  if (!followed_.empty() && random_.OneIn(2)) return LikeFollowed();
  if (random_.OneIn(4)) return Sequence();
  Program program = random_.OneIn(3) ? Mutated(AnyKept()) : Messages();
  // Delivers the waiting frames explicitly, so that programs can be concatenated.
  program.actions.push_back({.op = Op::kDeliver});
  return program;
}

Program ProgramSource::NextOfMessages() {
  Program program;
  for (size_t i = 0; i < kMessagesOfLongSession; ++i) {
    program.actions.push_back({.op = Op::kSend, .payload = plaintexts_.Make(true)});
  }
  program.actions.push_back({.op = Op::kDeliver});
  return program;
}

void ProgramSource::Keep(Program program) {
  if (kept_.size() < kKeptMax) {
    kept_.push_back(std::move(program));
  } else {
    kept_[random_.Below(kept_.size())] = std::move(program);
  }
}

void ProgramSource::Follow(const Program& program) {
  Keep(program);
  // Large programs have many edges of their own, and would displace the small ones that come closer
  // to a condition step by step.
  if (Encode(program).size() > kFollowedSizeMax) return;
  if (followed_.size() == kFollowedMax) followed_.pop_back();
  followed_.push_front(program);
}

conformance::SecretText ProgramSource::NextEphemeral() {
  conformance::SecretText secret;
  for (uint8_t& byte : secret.bytes) byte = random_.Byte();
  return secret;
}

// Messages, each after the answer to the previous one. Often ends with a plaintext that is not a
// message, because many implementations close there.
Program ProgramSource::Messages() {
  Program program;
  const size_t count = 1 + random_.Below(kMessagesMax);
  const bool ends_odd = !random_.OneIn(3);
  const bool at_once = random_.OneIn(8);
  for (size_t i = 0; i < count; ++i) {
    const bool is_odd = ends_odd && i + 1 == count;
    program.actions.push_back({.op = Op::kSend, .payload = plaintexts_.Make(!is_odd)});
    if (!at_once) program.actions.push_back({.op = Op::kDeliver});
  }
  return program;
}

Program ProgramSource::Sequence() {
  Program program;
  const bool at_once = random_.OneIn(8);
  for (auto& plaintext : sequences_.Make()) {
    program.actions.push_back({.op = Op::kSend, .payload = std::move(plaintext)});
    if (!at_once) program.actions.push_back({.op = Op::kDeliver});
  }
  program.actions.push_back({.op = Op::kDeliver});
  return program;
}

Program ProgramSource::Mutated(const Program& program) {
  const std::vector<uint8_t> one = Encode(program);
  if (random_.OneIn(4)) {
    const std::vector<uint8_t> other = Encode(AnyKept());
    return Parse(CrossPrograms(one, other, kProgramSizeMax, random_));
  }
  return Parse(MutateProgram(one, std::max(kProgramSizeMax, one.size()), engine_bytes_));
}

// Picks a followed program, mostly a recent one, and makes many messages like one of its own. Most
// remain messages, so that an implementation reads all of them; only some at the end do not.
Program ProgramSource::LikeFollowed() {
  const size_t candidates = random_.OneIn(4) ? kFollowedMax : kFollowedMost;
  const Program& followed = followed_[random_.Below(std::min(candidates, followed_.size()))];
  std::vector<const std::vector<uint8_t>*> messages;
  for (const Action& action : followed.actions) {
    if (LooksLikeMessage(action.payload)) messages.push_back(&action.payload);
  }
  if (messages.empty()) return Mutated(followed);
  const std::vector<uint8_t>& message = *random_.Pick(messages);
  Program program{.flags = followed.flags};
  const bool ends_odd = random_.OneIn(2);
  for (size_t i = 1; i <= kMessagesMax; ++i) {
    const bool is_odd = ends_odd && i == kMessagesMax;
    program.actions.push_back(
        {.op = Op::kSend, .payload = plaintexts_.MutateInto(message, !is_odd)});
    program.actions.push_back({.op = Op::kDeliver});
  }
  return program;
}

// A handshake frame that is changed or forged.
Program ProgramSource::AHandshakeFrame() {
  Program program{.flags = Program::kHandshakeByHand};
  if (random_.OneIn(8)) program.flags |= Program::kStranger;
  if (random_.OneIn(2)) {
    std::vector<uint8_t> payload = {random_.Byte(), random_.Byte()};
    const std::vector<uint8_t> more = bytes_.Make(1 + random_.Below(40));
    payload.insert(payload.end(), more.begin(), more.end());
    program.actions.push_back({.op = Op::kForge, .payload = std::move(payload)});
  } else {
    static constexpr Op kOps[] = {Op::kFlip, Op::kOverwrite, Op::kTruncate, Op::kExtend, Op::kRaw};
    const Op op = kOps[random_.Below(std::size(kOps))];
    program.actions.push_back({.op = op, .payload = bytes_.Make(2 + random_.Below(8))});
  }
  std::vector<uint8_t> pieces(random_.Below(4));
  for (uint8_t& piece : pieces) piece = static_cast<uint8_t>(1 + random_.Below(60));
  program.actions.push_back({.op = Op::kDeliver, .payload = std::move(pieces)});
  if (random_.OneIn(2)) {
    program.actions.push_back({.op = Op::kSend, .payload = plaintexts_.Make(true)});
    program.actions.push_back({.op = Op::kDeliver});
  }
  return program;
}

}  // namespace asmtp::fuzz::wire
