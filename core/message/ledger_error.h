// What the ledger can say no to.
#ifndef ASMTP_CORE_MESSAGE_LEDGER_ERROR_H_
#define ASMTP_CORE_MESSAGE_LEDGER_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace asmtp {

// Which rule blocks break, each of them being well formed. Always the fault of who made them.
enum class LedgerError : uint8_t {
  // The passport.
  kNoBlock,          // there is no first block
  kWrongPassportId,  // the id beside the blocks is not the hash of the first header
  // The first block.
  kFirstHasPrevious,       // its previous is not zero
  kFirstWithoutItsAuthor,  // it does not register its author
  // A later block.
  kWrongPrevious,  // its previous is not the hash of the header before it
  kStrangeAuthor,  // its author is not an active master key
  // An entry.
  kEntryAfterBlock,       // created after its block
  kRegistrationTimedOut,  // its block is later than the registration timeout
  kOtherPassport,         // a registration names another passport, not by the block's author
  kKeyAlreadyActive,      // a registration of a key that is active
  kAliasTaken,            // a registration with an alias that was taken before
  kKeyNotActive,          // a deregistration of a key that is not active
  kLastKey,               // a deregistration of the only active key
};

inline constexpr size_t kLedgerErrorCount = static_cast<size_t>(LedgerError::kLastKey) + 1;

// Returns a short stable name, such as "wrong-previous".
std::string_view Name(LedgerError error);
// Returns one sentence.
std::string_view Describe(LedgerError error);

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_LEDGER_ERROR_H_
