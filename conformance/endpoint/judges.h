// Judges: decodes plaintexts as messages. Those that take long are decoded on threads of their own,
// in turns, so that one session does not delay the others.
//
//   Judges judges;
//   const auto echo = co_await judges.Judge(plaintext, buffer);
//   if (!echo) return echo.error();                        // the error of Decode()
//
// Only a PutPassport takes long: a signature for each block and each registration. Its turn ends
// after kTurn with the block that is being judged. The threads have a low priority.
#ifndef ASMTP_CONFORMANCE_ENDPOINT_JUDGES_H_
#define ASMTP_CONFORMANCE_ENDPOINT_JUDGES_H_

#include <asio/awaitable.hpp>
#include <asio/thread_pool.hpp>
#include <chrono>
#include <expected>
#include <optional>
#include <vector>

#include "core/message/message.h"

namespace asmtp::endpoint {

// A PutPassport that is judged in turns. Accepts and rejects as Decode() does.
class PassportTurns {
 public:
  // Borrows. `plaintext` must begin like a PutPassport.
  explicit PassportTurns(ByteView plaintext);

  // Judges blocks until `end` has passed, at least one. Returns whether all were judged.
  std::expected<bool, DecodeError> Continue(std::chrono::steady_clock::time_point end);

 private:
  std::expected<void, DecodeError> JudgeBlock();

  ByteView plaintext_;
  ByteView rest_;
};

class Judges {
 public:
  static constexpr std::chrono::milliseconds kTurn{5};
  // A PutPassport of this size has at most 29 signatures, which take less than a turn.
  static constexpr size_t kQuickSize = 4 * 1024;

  Judges();
  // Waits for the turns that have begun.
  ~Judges();
  Judges(const Judges&) = delete;
  Judges& operator=(const Judges&) = delete;

  // Decodes `plaintext`, and returns the encoding of the message: in `buffer`, or `plaintext` itself
  // if its blocks took turns. Both must live until then.
  asio::awaitable<std::expected<ByteView, DecodeError>> Judge(ByteView plaintext,
                                                              std::vector<uint8_t>& buffer);

 private:
  asio::thread_pool threads_;
};

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_JUDGES_H_
