// The tampers of a case in the layer `noise`.
#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using A = TamperArgument;
using D = Deviation;
using Key = Direction::Key;
using Rekeys = Direction::Rekeys;
using noise::Token;
constexpr auto kInitialize = Stage::kInitialize;
constexpr auto kHandshake = Stage::kHandshake;
constexpr auto kFrame = Stage::kFrame;
constexpr auto kTamper = Serves::kTamper;

// clang-format off
constexpr Row kRows[] = {
    {.id = "rekey skip", .clause = "TR-3", .stage = kFrame, .serves = kTamper,
     .sentence = "the rekey after the previous frame is omitted",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kLastSkipped; }},
    {.id = "rekey twice", .clause = "TR-3", .stage = kFrame, .serves = kTamper,
     .sentence = "the rekey after the previous frame is done twice",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kBeforeEach; }},
    {.id = "nonce N", .clause = "TR-1", .stage = kFrame, .serves = kTamper,
     .sentence = "the nonce is a different one",
     .apply_to = [](D& d, const A& a) { d.send.nonce = a.number; }},
    {.id = "key other", .clause = "HS-23", .stage = kFrame, .serves = kTamper,
     .sentence = "the key is the first of the other direction",
     .apply = [](D& d) { d.send.key = Key::kOther; d.send.rekeys = Rekeys::kNever; }},
    {.id = "key first", .clause = "TR-3", .stage = kFrame, .serves = kTamper,
     .sentence = "the key is that of Split(), never replaced",
     .apply = [](D& d) { d.send.rekeys = Rekeys::kNever; }},
    {.id = "key zero", .clause = "HS-23", .stage = kFrame, .serves = kTamper,
     .sentence = "the key is 32 zero bytes",
     .apply = [](D& d) { d.send.key = Key::kZero; }},
    {.id = "e reuse", .clause = "CRY-4", .stage = kHandshake, .serves = kTamper,
     .sentence = "e is the ephemeral key of the first session",
     .apply = [](D& d) { d.handshake.e_reused = true; }},
    {.id = "e VALUE", .clause = "CRY-14", .stage = kHandshake, .serves = kTamper,
     .sentence = "e is a key of low order",
     .apply_to = [](D& d, const A& a) { d.handshake.e = a.value; }},
    {.id = "e-xor VALUE at N", .clause = "HS-14", .stage = kHandshake, .serves = kTamper,
     .sentence = "some bits of e are flipped",
     .apply_to = [](D& d, const A& a) { d.handshake.e_mask = a.value; }},
    {.id = "e-shown VALUE", .clause = "CRY-11", .stage = kHandshake, .serves = kTamper,
     .sentence = "e is a different public key",
     .apply_to = [](D& d, const A& a) { d.handshake.e_shown = a.value; }},
    {.id = "s VALUE", .clause = "CRY-14", .stage = kInitialize, .serves = kTamper,
     .sentence = "s is a key of low order",
     .apply_to = [](D& d, const A& a) { d.handshake.s = a.value; }},
    {.id = "s-xor VALUE at N", .clause = "HS-25", .stage = kInitialize, .serves = kTamper,
     .sentence = "some bits of s are flipped",
     .apply_to = [](D& d, const A& a) { d.handshake.s_mask = a.value; }},
    {.id = "rs VALUE", .clause = "HS-13", .stage = kInitialize, .serves = kTamper,
     .sentence = "the expected static key of the responder belongs to another secret",
     .apply_to = [](D& d, const A& a) { d.handshake.rs_secret = a.value; }},
    {.id = "prologue VALUE", .clause = "HS-12", .stage = kInitialize, .serves = kTamper,
     .sentence = "the prologue is not empty",
     .apply_to = [](D& d, const A& a) { d.handshake.prologue = a.value; }},
    {.id = "dh es", .clause = "HS-13", .stage = kInitialize, .serves = kTamper,
     .sentence = "one bit of es is wrong",
     .apply = [](D& d) { d.handshake.dh_flipped = Token::es; }},
    {.id = "dh ss", .clause = "HS-13", .stage = kInitialize, .serves = kTamper,
     .sentence = "one bit of ss is wrong",
     .apply = [](D& d) { d.handshake.dh_flipped = Token::ss; }},
    {.id = "dh ee", .clause = "HS-13", .stage = kHandshake, .serves = kTamper,
     .sentence = "one bit of ee is wrong",
     .apply = [](D& d) { d.handshake.dh_flipped = Token::ee; }},
    {.id = "dh se", .clause = "HS-13", .stage = kHandshake, .serves = kTamper,
     .sentence = "one bit of se is wrong",
     .apply = [](D& d) { d.handshake.dh_flipped = Token::se; }},
    {.id = "payload VALUE", .clause = "HS-15", .stage = kHandshake, .serves = kTamper,
     .sentence = "the payload is not empty",
     .apply_to = [](D& d, const A& a) { d.handshake.payload = a.value; }},
};
// clang-format on

}  // namespace

std::span<const Row> TamperRows() { return kRows; }

}  // namespace asmtp::deviant
