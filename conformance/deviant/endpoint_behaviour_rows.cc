// Violations of sections 11 and 12 of SPEC.md, and faults that any program may have.
#include "conformance/deviant/row.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using conformance::Verdict;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kBehaviour = Stage::kBehaviour;

bool IsOfType0(ByteView plaintext) { return plaintext.size() > 16 && plaintext.front() == 0; }
bool IsEmpty(ByteView plaintext) { return plaintext.empty(); }

// clang-format off
constexpr Row kRows[] = {
    {.id = "failure-leaves-open", .clause = "ERR-4", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "keeps the stream open after a failure, and sends nothing.",
     .apply = [](D& d) { d.behaviour.failure = Behaviour::OnFailure::kStaysOpen; }},
    {.id = "failure-is-told", .clause = "ERR-5", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "sends a zero byte after a failure before it closes.",
     .apply = [](D& d) { d.behaviour.failure = Behaviour::OnFailure::kSaysSo; }},
    {.id = "end-ignored", .clause = "ERR-3", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "ignores the end of the stream.",
     .apply = [](D& d) { d.behaviour.ignores_end = true; }},
    {.id = "never-closes", .clause = "ERR-4", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "keeps the stream open after a failure and after the peer has closed.",
     .apply = [](D& d) {
       d.behaviour.failure = Behaviour::OnFailure::kStaysOpen;
       d.behaviour.ignores_end = true;
     }},
    {.id = "closes-at-once", .clause = "ERR-1", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes each stream before it sends or receives a byte.",
     .apply = [](D& d) { d.behaviour.closes_at_once = true; }},
    {.id = "hangs-at-end", .clause = "FR-20", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "hangs if the stream ends before it has answered the last frame.",
     .apply = [](D& d) { d.behaviour.hangs_at_end = true; },
     .verdict = Verdict::kTimeout},
    {.id = "large-failure-resets", .clause = "ERR-12", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes with RST if more than 256 bytes do not verify, and with FIN otherwise.",
     .apply = [](D& d) { d.behaviour.resets_above = 256; },
     .verdict = Verdict::kNonstrict},
    {.id = "bad-tag-resets", .clause = "ERR-12", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes with RST on a frame that does not verify, and with FIN on a bad length.",
     .apply = [](D& d) { d.behaviour.resets_on_bad_tag = true; },
     .verdict = Verdict::kNonstrict},
    {.id = "reset-crashes", .clause = "ERR-8", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts if the connection is reset.",
     .apply = [](D& d) { d.behaviour.crashes_on_reset = true; },
     .verdict = Verdict::kCrash},
    {.id = "stall-holds-all", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "serves no other session while one session has received part of a frame.",
     .apply = [](D& d) { d.behaviour.stall_holds_all = true; },
     .roles = Roles::kResponder, .verdict = Verdict::kTimeout},
    {.id = "half-frame-at-end", .clause = "FR-5", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "sends three bytes of a frame before it closes.",
     .apply = [](D& d) { d.behaviour.end_is_half_frame = true; }},
    {.id = "closes-after-two", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes after two messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 2; }},
    {.id = "closes-after-three", .clause = "TR-1", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes after three messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 3; }},
    {.id = "closes-after-3000", .clause = "TR-1", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes after 3,000 messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 3000; },
     .family = "message/thousands-of-topics"},
    {.id = "closes-after-4500", .clause = "TR-1", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes after 4,500 messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 4500; },
     .family = "delivery/many-echoes-unread"},
    {.id = "hangs", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "hangs after the handshake.",
     .apply = [](D& d) { d.behaviour.hangs_above = 1; },
     .verdict = Verdict::kTimeout},
    {.id = "hangs-after-three", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "hangs after three messages.",
     .apply = [](D& d) { d.behaviour.hangs_after = 3; },
     .verdict = Verdict::kTimeout},
    {.id = "hangs-on-large-frame", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "hangs when it has received more than 16 KiB of a frame.",
     .apply = [](D& d) { d.behaviour.hangs_above = 16'384; },
     .verdict = Verdict::kTimeout},
    {.id = "hangs-on-800-kilobytes", .clause = "FR-19", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "hangs when it has received more than 800,000 bytes of a frame.",
     .apply = [](D& d) { d.behaviour.hangs_above = 800'000; },
     .verdict = Verdict::kTimeout, .family = "frame/large-cut-off"},
    {.id = "answers-in-pairs", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "answers a message only after the next one has arrived.",
     .apply = [](D& d) { d.behaviour.echoes_late = 2; },
     .verdict = Verdict::kTimeout},
    {.id = "crashes-on-type-0", .clause = "ERR-8", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts on a plaintext of type 0.",
     .apply = [](D& d) { d.behaviour.crashes_on = IsOfType0; },
     .verdict = Verdict::kCrash},
    {.id = "crashes-on-empty", .clause = "ERR-14", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts on an empty plaintext.",
     .apply = [](D& d) { d.behaviour.crashes_on = IsEmpty; },
     .verdict = Verdict::kCrash},
    {.id = "crashes-on-large-length", .clause = "RES-4", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts on a length of more than 16 MiB.",
     .apply = [](D& d) { d.behaviour.crashes_above = 16'777'216; },
     .verdict = Verdict::kCrash},
    {.id = "sanitizer", .clause = "ERR-8", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "exits with a sanitizer report on a plaintext of type 0.",
     .apply = [](D& d) { d.behaviour.reports_on = IsOfType0; },
     .verdict = Verdict::kCrash},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointBehaviourRows() { return kRows; }

}  // namespace asmtp::deviant
