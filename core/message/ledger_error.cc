#include "core/message/ledger_error.h"

namespace asmtp {

std::string_view Name(LedgerError error) {
  switch (error) {
    case LedgerError::kNoBlock:
      return "no-block";
    case LedgerError::kWrongPassportId:
      return "wrong-passport-id";
    case LedgerError::kFirstHasPrevious:
      return "first-has-previous";
    case LedgerError::kFirstWithoutItsAuthor:
      return "first-without-its-author";
    case LedgerError::kWrongPrevious:
      return "wrong-previous";
    case LedgerError::kStrangeAuthor:
      return "strange-author";
    case LedgerError::kEntryAfterBlock:
      return "entry-after-block";
    case LedgerError::kRegistrationTimedOut:
      return "registration-timed-out";
    case LedgerError::kOtherPassport:
      return "other-passport";
    case LedgerError::kKeyAlreadyActive:
      return "key-already-active";
    case LedgerError::kAliasTaken:
      return "alias-taken";
    case LedgerError::kKeyNotActive:
      return "key-not-active";
    case LedgerError::kLastKey:
      return "last-key";
  }
  return "unknown";
}

std::string_view Describe(LedgerError error) {
  switch (error) {
    case LedgerError::kNoBlock:
      return "the passport has no block";
    case LedgerError::kWrongPassportId:
      return "the passport id is not the hash of the first block's header";
    case LedgerError::kFirstHasPrevious:
      return "the first block has a previous";
    case LedgerError::kFirstWithoutItsAuthor:
      return "the first block does not register its author";
    case LedgerError::kWrongPrevious:
      return "the block's previous is not the hash of the header before it";
    case LedgerError::kStrangeAuthor:
      return "the block's author is not an active master key";
    case LedgerError::kEntryAfterBlock:
      return "the entry was created after its block";
    case LedgerError::kRegistrationTimedOut:
      return "the registration is past its timeout";
    case LedgerError::kOtherPassport:
      return "the registration names another passport";
    case LedgerError::kKeyAlreadyActive:
      return "the registered key is already an active master key";
    case LedgerError::kAliasTaken:
      return "the registered alias was taken before";
    case LedgerError::kKeyNotActive:
      return "the deregistered key is not an active master key";
    case LedgerError::kLastKey:
      return "the deregistered key is the last active master key";
  }
  return "unknown error";
}

}  // namespace asmtp
