// Faults of what the connections of a program share, and of how it uses its sockets.
#include <algorithm>
#include <functional>

#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using OnFailure = Behaviour::OnFailure;
using conformance::Verdict;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kBehaviour = Stage::kBehaviour;

// Comparisons of identities.

bool AreSameStrings(ByteView a, ByteView b) {
  const auto end = [](uint8_t x, uint8_t y) { return x != y || x == 0; };
  const auto [in_a, in_b] = std::ranges::mismatch(a, b, std::not_fn(end));
  return in_a == a.end() || *in_a == *in_b;
}

bool AreSameWithoutZero(ByteView a, ByteView b) {
  return Equal(a, b) && std::ranges::find(a, 0) == a.end();
}

template <size_t kSize>
bool BeginAlike(ByteView a, ByteView b) {
  return Equal(a.first(kSize), b.first(kSize));
}

// clang-format off
constexpr Row kRows[] = {
    // Keys and identities
    {.id = "e-from-a-pool-of-4", .clause = "CRY-4", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "uses four ephemeral keys, in turn.",
     .apply = [](D& d) { d.handshake.e_pool = 4; },
     .roles = Roles::kResponder, .family = "handshake/in-turn"},
    {.id = "e-from-a-pool-of-32", .clause = "CRY-4", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "uses 32 ephemeral keys, in turn.",
     .apply = [](D& d) { d.handshake.e_pool = 32; },
     .roles = Roles::kResponder, .family = "handshake/in-turn"},
    {.id = "stranger-follows", .clause = "HS-21", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "accepts every initiator once it has accepted the right one.",
     .apply = [](D& d) { d.admission.anybody_later = true; },
     .roles = Roles::kResponder, .family = "parallel/stranger"},
    {.id = "identities-as-strings", .clause = "HS-25", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "compares identities only up to their first zero byte.",
     .apply = [](D& d) { d.admission.same = AreSameStrings; },
     .roles = Roles::kResponder, .family = "handshake/zero-byte/identity-first-ed25519"},
    {.id = "identity-with-zero-refused", .clause = "HS-25", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "rejects an initiator whose identity has a zero byte.",
     .apply = [](D& d) { d.admission.same = AreSameWithoutZero; },
     .roles = Roles::kResponder, .family = "handshake/zero-byte/static-key-ninth"},
    {.id = "identities-by-31-bytes", .clause = "HS-25", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "compares only the first 31 bytes of identities.",
     .apply = [](D& d) { d.admission.same = BeginAlike<31>; },
     .roles = Roles::kResponder, .suite = Suite::kX25519, .family = "handshake/same-dh-25519"},
    // Sessions
    {.id = "bad-handshake-ends-all", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes all connections if a handshake fails.",
     .apply = [](D& d) { d.behaviour.handshake_failure_ends_all = true; },
     .roles = Roles::kResponder, .family = "parallel/stranger"},
    {.id = "bad-handshake-ends-all-of-initiator", .clause = "ERR-9", .stage = kBehaviour,
     .serves = kEndpoint,
     .sentence = "closes all connections if a response does not verify.",
     .apply = [](D& d) { d.behaviour.handshake_failure_ends_all = true; },
     .roles = Roles::kInitiator, .family = "parallel/other-handshake-fails"},
    {.id = "bad-frame-ends-all", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes all connections if a frame does not verify.",
     .apply = [](D& d) { d.behaviour.failure_ends_all = true; },
     .family = "parallel/other-fails"},
    {.id = "one-inbox", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "has one buffer for the incomplete frames of all connections.",
     .apply = [](D& d) { d.behaviour.one_inbox = true; },
     .family = "parallel/interleaved-pieces"},
    {.id = "one-session", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "has the keys and counters of the newest connection for all.",
     .apply = [](D& d) { d.behaviour.contexts = 1; },
     .family = "parallel/two-sessions"},
    {.id = "four-contexts", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "has four places for keys and counters, and gives one to every fourth connection.",
     .apply = [](D& d) { d.behaviour.contexts = 4; },
     .family = "parallel/five-sessions"},
    {.id = "fifty-sessions", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "serves 50 sessions, and closes each later stream at once.",
     .apply = [](D& d) { d.behaviour.sessions_most = 50; },
     .roles = Roles::kResponder, .family = "handshake/in-turn"},
    {.id = "two-hundred-sessions", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes each stream at once after 200 sessions.",
     .apply = [](D& d) { d.behaviour.sessions_most = 200; },
     .roles = Roles::kResponder, .family = "parallel/hundreds-in-turn"},
    {.id = "fifty-bad-handshakes", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes each stream at once after 50 handshakes that failed.",
     .apply = [](D& d) { d.behaviour.failures_most = 50; },
     .roles = Roles::kResponder, .family = "handshake/failures-in-turn"},
    // Sockets
    {.id = "write-holds-all", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "serves no other session while the peer of one does not read.",
     .apply = [](D& d) { d.behaviour.write_holds_all = true; },
     .verdict = Verdict::kTimeout, .family = "parallel/other-is-not-read"},
    {.id = "short-write-lost", .clause = "FR-5", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "discards the bytes that its socket does not take at once.",
     .apply = [](D& d) { d.behaviour.short_write_lost = true; },
     .family = "delivery/echoes-unread"},
    {.id = "broken-pipe-crashes", .clause = "ERR-8", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "dies of SIGPIPE if the connection is reset while it writes.",
     .apply = [](D& d) { d.behaviour.crashes_on_reset_write = true; },
     .verdict = Verdict::kCrash, .family = "delivery/reset-while-writing"},
    {.id = "half-close-after-bad-frame", .clause = "ERR-4", .stage = kBehaviour,
     .serves = kEndpoint,
     .sentence = "ends only its own direction if a frame does not verify, and goes on reading.",
     .apply = [](D& d) {
       d.behaviour.failure = OnFailure::kHalfCloses;
       d.behaviour.handshake_failure = OnFailure::kCloses;
     },
     .family = "frame/forged/closes-both-directions"},
    {.id = "half-close-after-bad-handshake", .clause = "ERR-4", .stage = kBehaviour,
     .serves = kEndpoint,
     .sentence = "ends only its own direction if a handshake fails, and goes on reading.",
     .apply = [](D& d) { d.behaviour.handshake_failure = OnFailure::kHalfCloses; },
     .roles = Roles::kResponder, .family = "handshake/closes-both-directions"},
    {.id = "closes-with-next-frame", .clause = "ERR-18", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes when a frame follows a plaintext that is not a message.",
     .apply = [](D& d) { d.messages.closes_with_next = true; },
     .family = "message/end-with-another-frame"},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointProgramRows() { return kRows; }

}  // namespace asmtp::deviant
