// LedgerTeller: answers what the ledger makes of the last PutPassport of a session, for tier T2 of
// the adapter contract (conformance/README.md).
//
//   question: a Topic of kLedgerTopic without content
//   answer:   a Topic of kLedgerTopic with this content
//
//   0         1        5   (if blocks > 0)
//   +---------+--------+-------------+---+---------------------+---------------------------+
//   | accepts | blocks | passport id | n | active keys, sorted | shared key, if there is   |
//   |    1    |   4    |     16      | 2 |        32 n         | one: created at 4, key 32 |
//   +---------+--------+-------------+---+---------------------+---------------------------+
//
//   LedgerTeller teller;
//   if (const auto answer = teller.Hear(plaintext)) Send(*answer);      // instead of the echo
//
// `plaintext` must be a message. A PutPassport above kPassportSizeMax counts as one without blocks.
#ifndef ASMTP_CORE_TESTING_LEDGER_STATE_H_
#define ASMTP_CORE_TESTING_LEDGER_STATE_H_

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/message/ledger.h"

namespace asmtp {

inline constexpr std::string_view kLedgerTopic = "asmtp-conformance: ledger state?";
static_assert(kLedgerTopic.size() == kTopicSize);

// What a ledger makes of a PutPassport.
struct LedgerState {
  bool accepts = false;  // all blocks, as the passport of the id
  uint32_t blocks = 0;   // that it accepts, from the first; 0 if the id is not that of the first
  // After these blocks; meaningless if there are none.
  Hash128 id{};
  std::vector<Ledger::Key> active_master_keys = {};  // sorted
  std::optional<Ledger::SharedKey> shared_key = {};

  // Returns the answer, a message.
  std::vector<uint8_t> ToTopic() const;
};

// Returns what core's ledger makes of it.
LedgerState StateOf(const PutPassport& passport);

class LedgerTeller {
 public:
  static constexpr size_t kPassportSizeMax = 4 * 1024;

  using Judge = std::function<LedgerState(const PutPassport&)>;
  // `judge` replaces core's ledger.
  explicit LedgerTeller(Judge judge = StateOf) : judge_(std::move(judge)) {}

  // Hears every message of a session. Returns the answer if it is the question.
  std::optional<std::vector<uint8_t>> Hear(ByteView message);

 private:
  Judge judge_;
  std::vector<uint8_t> passport_;                    // the last one
  std::optional<std::vector<uint8_t>> answer_ = {};  // computed once for each passport
};

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_LEDGER_STATE_H_
