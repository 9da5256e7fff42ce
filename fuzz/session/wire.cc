#include "fuzz/session/wire.h"

#include <algorithm>
#include <utility>

namespace asmtp::fuzz {
namespace {

// The 16-bit number at the front of a payload, padded with zeros.
size_t NumberAt(ByteView payload) {
  size_t number = 0;
  for (size_t i = 0; i < 2; ++i) number = number << 8 | (i < payload.size() ? payload[i] : 0U);
  return number;
}

void Overwrite(ByteView payload, model::Bytes& frame) {
  if (payload.size() < 2 || frame.empty()) return;
  const size_t offset = NumberAt(payload) % frame.size();
  const ByteView bytes = payload.subspan(2);
  const size_t size = std::min(bytes.size(), frame.size() - offset);
  std::copy_n(bytes.begin(), size, frame.begin() + static_cast<ptrdiff_t>(offset));
}

void Flip(ByteView payload, model::Bytes& frame) {
  if (frame.empty()) return;
  const size_t bit = NumberAt(payload) % (frame.size() * 8);
  frame[bit / 8] ^= static_cast<uint8_t>(1U << bit % 8);
}

}  // namespace

void Wire::Send(size_t direction, model::Bytes frame) {
  sent_[direction].push_back(frame);
  Inject(direction, std::move(frame));
}

void Wire::Inject(size_t direction, model::Bytes bytes) {
  if (!bytes.empty()) waiting_[direction].push_back(std::move(bytes));
}

bool Wire::Tamper(const Action& action) {
  const auto [direction, index] = action.place();
  if (action.op == Op::kRepeat || action.op == Op::kReflect) {
    Again(action.op == Op::kRepeat ? direction : 1 - direction, action);
    return true;
  }
  if (action.op == Op::kRaw) {
    Inject(direction, action.payload);
    return true;
  }
  if (action.op < Op::kFlip || action.op > Op::kSwap) return false;
  auto& waiting = waiting_[direction];
  if (waiting.empty()) return true;
  const size_t at = index % waiting.size();
  if (action.op == Op::kDrop) {
    waiting.erase(waiting.begin() + static_cast<ptrdiff_t>(at));
  } else if (action.op == Op::kSwap) {
    std::swap(waiting[at], waiting[(at + 1) % waiting.size()]);
  } else {
    TamperWith(action, waiting[at]);
  }
  return true;
}

void Wire::TamperWith(const Action& action, model::Bytes& frame) const {
  const ByteView payload = action.payload;
  if (action.op == Op::kFlip) return Flip(payload, frame);
  if (action.op == Op::kOverwrite) return Overwrite(payload, frame);
  if (action.op == Op::kExtend) {
    frame.insert(frame.end(), payload.begin(), payload.end());
  } else if (action.op == Op::kTruncate) {
    const size_t drop = payload.empty() ? 1 : payload[0];
    frame.resize(frame.size() - std::min(frame.size(), drop));
  }
}

// Puts an earlier frame on the wire of the action's direction.
void Wire::Again(size_t from, const Action& action) {
  const std::vector<model::Bytes>& past = sent_[from];
  const auto [direction, index] = action.place();
  if (!past.empty()) Inject(direction, past[index % past.size()]);
}

model::Bytes Wire::TakeFirst(size_t direction) {
  auto& waiting = waiting_[direction];
  if (waiting.empty()) return {};
  model::Bytes first = std::move(waiting.front());
  waiting.pop_front();
  return first;
}

model::Bytes Wire::TakeAll(size_t direction) {
  model::Bytes all;
  while (!waiting_[direction].empty()) all = model::Join(all, TakeFirst(direction));
  return all;
}

}  // namespace asmtp::fuzz
