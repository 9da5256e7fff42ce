// Faults in sections 11 and 12 of SPEC.md, and those of programs in general.
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
     .sentence = "keeps the stream open after a failure and says nothing.",
     .apply = [](D& d) { d.behaviour.failure = Behaviour::OnFailure::kStaysOpen; }},
    {.id = "failure-is-told", .clause = "ERR-5", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "says that something was wrong before it closes.",
     .apply = [](D& d) { d.behaviour.failure = Behaviour::OnFailure::kSaysSo; }},
    {.id = "end-ignored", .clause = "ERR-3", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "does not notice the end of the stream.",
     .apply = [](D& d) { d.behaviour.ignores_end = true; }},
    {.id = "never-closes", .clause = "ERR-4", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "keeps the stream open after a failure and after the end of the other's.",
     .apply = [](D& d) {
       d.behaviour.failure = Behaviour::OnFailure::kStaysOpen;
       d.behaviour.ignores_end = true;
     }},
    {.id = "closes-at-once", .clause = "ERR-1", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes each stream before a byte has gone over it.",
     .apply = [](D& d) { d.behaviour.closes_at_once = true; }},
    {.id = "hangs-at-end", .clause = "FR-20", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "does nothing any more where the stream ends behind a frame that it has not "
                 "answered.",
     .apply = [](D& d) { d.behaviour.hangs_at_end = true; },
     .verdict = Verdict::kTimeout},
    {.id = "large-failure-resets", .clause = "ERR-12", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "ends with a RST where more than 256 bytes do not verify, and with a FIN "
                 "otherwise.",
     .apply = [](D& d) { d.behaviour.resets_above = 256; },
     .verdict = Verdict::kNonstrict},
    {.id = "bad-tag-resets", .clause = "ERR-12", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "ends with a RST where a frame does not verify, and with a FIN on a bad length.",
     .apply = [](D& d) { d.behaviour.resets_on_bad_tag = true; },
     .verdict = Verdict::kNonstrict},
    {.id = "reset-crashes", .clause = "ERR-8", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts where the connection is reset.",
     .apply = [](D& d) { d.behaviour.crashes_on_reset = true; },
     .verdict = Verdict::kCrash},
    {.id = "stall-holds-all", .clause = "ERR-9", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "serves nobody while part of a frame is there in one session.",
     .apply = [](D& d) { d.behaviour.stall_holds_all = true; },
     .roles = Roles::kResponder, .verdict = Verdict::kTimeout},
    {.id = "half-frame-at-end", .clause = "FR-5", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "sends three bytes of a frame before it closes.",
     .apply = [](D& d) { d.behaviour.end_is_half_frame = true; }},
    {.id = "closes-after-three", .clause = "TR-1", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "closes after three messages.",
     .apply = [](D& d) { d.behaviour.closes_after = 3; }},
    {.id = "hangs", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "does nothing once the handshake is done.",
     .apply = [](D& d) { d.behaviour.hangs_above = 1; },
     .verdict = Verdict::kTimeout},
    {.id = "hangs-after-three", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "does nothing after three messages.",
     .apply = [](D& d) { d.behaviour.hangs_after = 3; },
     .verdict = Verdict::kTimeout},
    {.id = "hangs-on-large-frame", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "does nothing once more than 16 KiB of a frame are there.",
     .apply = [](D& d) { d.behaviour.hangs_above = 16'384; },
     .verdict = Verdict::kTimeout},
    {.id = "answers-in-pairs", .clause = "FR-17", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "takes a message when the next one is there.",
     .apply = [](D& d) { d.behaviour.echoes_late = 2; },
     .verdict = Verdict::kTimeout},
    {.id = "crashes-on-type-0", .clause = "ERR-8", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts on the type 0.",
     .apply = [](D& d) { d.behaviour.crashes_on = IsOfType0; },
     .verdict = Verdict::kCrash},
    {.id = "crashes-on-empty", .clause = "ERR-14", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts on the empty plaintext.",
     .apply = [](D& d) { d.behaviour.crashes_on = IsEmpty; },
     .verdict = Verdict::kCrash},
    {.id = "crashes-on-large-length", .clause = "RES-4", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "aborts where a frame of more than 16 MiB is announced.",
     .apply = [](D& d) { d.behaviour.crashes_above = 16'777'216; },
     .verdict = Verdict::kCrash},
    {.id = "sanitizer", .clause = "ERR-8", .stage = kBehaviour, .serves = kEndpoint,
     .sentence = "ends with a sanitizer's report on the type 0.",
     .apply = [](D& d) { d.behaviour.reports_on = IsOfType0; },
     .verdict = Verdict::kCrash},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointBehaviourRows() { return kRows; }

}  // namespace asmtp::deviant
