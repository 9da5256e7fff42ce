#include "conformance/endpoint/judges.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/use_awaitable.hpp>
#include <thread>

#include "core/bytes/reader.h"
#include "core/message/format.h"

namespace asmtp::endpoint {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kBlocksStart = kTypeSize + kPassportIdSize;

bool TakesLong(ByteView plaintext) {
  return plaintext.size() > Judges::kQuickSize && plaintext[0] == kFormat<PutPassport>.type;
}

std::unexpected<DecodeError> FailAt(const DecodeError& error, size_t start) {
  return std::unexpected(DecodeError{error.kind, start + error.offset});
}

// The thread with the sessions goes first.
void LowerPriority() {
  constexpr int kNice = 10;
  [[maybe_unused]] thread_local const int kDone =
      ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
}

asio::awaitable<std::expected<bool, DecodeError>> TakeTurn(PassportTurns& turns) {
  LowerPriority();
  co_return turns.Continue(Clock::now() + Judges::kTurn);
}

}  // namespace

PassportTurns::PassportTurns(ByteView plaintext)
    : plaintext_(plaintext), rest_(plaintext.subspan(kBlocksStart)) {}

std::expected<bool, DecodeError> PassportTurns::Continue(Clock::time_point end) {
  do {
    if (rest_.empty()) return true;
    if (const auto judged = JudgeBlock(); !judged) return std::unexpected(judged.error());
  } while (Clock::now() < end);
  return rest_.empty();
}

std::expected<void, DecodeError> PassportTurns::JudgeBlock() {
  const size_t start = plaintext_.size() - rest_.size();
  Reader reader(rest_);
  uint32_t size;
  ByteView block;
  if (!reader.ReadU32(&size) || !reader.Read(size, &block)) {
    return FailAt({DecodeError::Kind::kBlockSize, 0}, start);
  }
  if (const auto judged = Block::Decode(block); !judged) {
    return FailAt(judged.error(), start + kBlockSizeSize);
  }
  rest_ = reader.rest();
  return {};
}

Judges::Judges() : threads_(std::max(1U, std::thread::hardware_concurrency())) {}

Judges::~Judges() {
  threads_.stop();
  threads_.join();
}

asio::awaitable<std::expected<ByteView, DecodeError>> Judges::Judge(ByteView plaintext,
                                                                    std::vector<uint8_t>& buffer) {
  if (!TakesLong(plaintext)) {
    const auto message = Decode(plaintext);
    if (!message) co_return std::unexpected(message.error());
    buffer.resize(EncodedSize(*message));
    co_return ByteView(buffer).first(Encode(*message, buffer).value_or(0));
  }
  PassportTurns turns(plaintext);
  for (bool done = false; !done;) {
    // Turns of several sessions alternate, because each is queued behind those of the others.
    const auto turn =
        co_await asio::co_spawn(threads_.get_executor(), TakeTurn(turns), asio::use_awaitable);
    if (!turn) co_return std::unexpected(turn.error());
    done = *turn;
  }
  co_return plaintext;
}

}  // namespace asmtp::endpoint
