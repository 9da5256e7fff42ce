#include "core/noise/error.h"

#include "core/bytes/error_row.h"

namespace asmtp::noise {
namespace {

constexpr ErrorRow<Error> kRows[] = {
    {Error::kMessageSize, "message-size",
     "the handshake message has a size that its tokens do not allow"},
    {Error::kBadTag, "bad-tag", "the authentication tag does not verify"},
    {Error::kLowOrderPoint, "low-order-point",
     "a public key of low order was received: the shared secret would be all zero"},
    {Error::kWrongTurn, "wrong-turn", "it is the other side's turn to write"},
    {Error::kNotFinished, "not-finished", "the handshake is not finished"},
    {Error::kFinished, "finished", "the handshake is finished and has no further message"},
    {Error::kFailed, "failed",
     "the keys are wiped: an earlier step failed, or the object was consumed or moved from"},
    {Error::kSuiteMismatch, "suite-mismatch",
     "the static and the ephemeral key are of different suites"},
    {Error::kBufferSize, "buffer-size", "the output buffer does not have the size of the result"},
    {Error::kNonceExhausted, "nonce-exhausted", "the nonce counter has reached its end"},
};

}  // namespace

std::string_view Name(Error error) { return RowOf(kRows, error).name; }
std::string_view Describe(Error error) { return RowOf(kRows, error).sentence; }

}  // namespace asmtp::noise
