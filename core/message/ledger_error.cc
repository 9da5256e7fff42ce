#include "core/message/ledger_error.h"

#include "core/bytes/error_row.h"

namespace asmtp {
namespace {

constexpr ErrorRow<LedgerError> kRows[] = {
    {LedgerError::kNoBlock, "no-block", "the passport has no block"},
    {LedgerError::kWrongPassportId, "wrong-passport-id",
     "the passport id is not the hash of the first block's header"},
    {LedgerError::kFirstHasPrevious, "first-has-previous", "the first block has a previous"},
    {LedgerError::kFirstWithoutItsAuthor, "first-without-its-author",
     "the first block does not register its author"},
    {LedgerError::kWrongPrevious, "wrong-previous",
     "the block's previous is not the hash of the header before it"},
    {LedgerError::kStrangeAuthor, "strange-author",
     "the block's author is not an active master key"},
    {LedgerError::kEntryAfterBlock, "entry-after-block", "the entry was created after its block"},
    {LedgerError::kRegistrationTimedOut, "registration-timed-out",
     "the registration is past its timeout"},
    {LedgerError::kOtherPassport, "other-passport", "the registration names another passport"},
    {LedgerError::kKeyAlreadyActive, "key-already-active",
     "the registered key is already an active master key"},
    {LedgerError::kAliasTaken, "alias-taken", "the registered alias was taken before"},
    {LedgerError::kKeyNotActive, "key-not-active",
     "the deregistered key is not an active master key"},
    {LedgerError::kLastKey, "last-key", "the deregistered key is the last active master key"},
};

}  // namespace

std::string_view Name(LedgerError error) { return RowOf(kRows, error).name; }
std::string_view Describe(LedgerError error) { return RowOf(kRows, error).sentence; }

}  // namespace asmtp
