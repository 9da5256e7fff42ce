#include "core/noise/error.h"

#include "core/bytes/error_row.h"

namespace asmtp::noise {
namespace {

using enum Error;

constexpr ErrorRow<Error> kRows[] = {
    {kMessageSize, "message-size", "the handshake message has the wrong size"},
    {kBadTag, "bad-tag", "the authentication tag does not verify"},
    {kLowOrderPoint, "low-order-point",
     "a public key of low order was received: the shared secret would be all zero"},
    {kWrongTurn, "wrong-turn", "it is the other side's turn to write"},
    {kNotFinished, "not-finished", "the handshake is not finished"},
    {kFinished, "finished", "the handshake is already finished"},
    {kFailed, "failed",
     "the keys are wiped: an earlier step failed, or the object was consumed or moved from"},
    {kSuiteMismatch, "suite-mismatch",
     "the static and the ephemeral key belong to different suites"},
    {kBufferSize, "buffer-size", "the output buffer does not have the size of the result"},
    {kNonceExhausted, "nonce-exhausted", "the nonce counter is exhausted"},
};

}  // namespace

std::string_view Name(Error error) { return RowOf(kRows, error).name; }
std::string_view Describe(Error error) { return RowOf(kRows, error).sentence; }

}  // namespace asmtp::noise
