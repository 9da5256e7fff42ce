// Faults in sections 11 and 12 of SPEC.md, and those of programs in general.
#include "conformance/faulty/seam/fault_table.h"

namespace asmtp::faulty {
namespace {

bool IsOfType0(ByteView plaintext) { return plaintext.size() > 16 && plaintext.front() == 0; }
bool IsEmpty(ByteView plaintext) { return plaintext.empty(); }

// clang-format off
const SeamFault kFaults[] = {
    {.name = "failure-leaves-open", .clause = "ERR-4",
     .what = "keeps the stream open after a failure and says nothing.",
     .wrong = {.behaviour = {.failure = OnFailure::kStaysOpen}}},
    {.name = "failure-is-told", .clause = "ERR-5",
     .what = "says that something was wrong before it closes.",
     .wrong = {.behaviour = {.failure = OnFailure::kSaysSo}}},
    {.name = "end-ignored", .clause = "ERR-3",
     .what = "does not notice the end of the stream.",
     .wrong = {.behaviour = {.ignores_end = true}}},
    {.name = "never-closes", .clause = "ERR-4",
     .what = "keeps the stream open after a failure and after the end of the other's.",
     .wrong = {.behaviour = {.failure = OnFailure::kStaysOpen, .ignores_end = true}}},
    {.name = "closes-at-once", .clause = "ERR-1",
     .what = "closes each stream before a byte has gone over it.",
     .wrong = {.behaviour = {.closes_at_once = true}}},
    {.name = "hangs-at-end", .clause = "FR-20",
     .what = "does nothing any more where the stream ends behind a frame that it has not answered.",
     .wrong = {.behaviour = {.hangs_at_end = true}}, .verdict = Verdict::kTimeout},
    {.name = "large-failure-resets", .clause = "ERR-12",
     .what = "ends with a RST where more than 256 bytes do not verify, and with a FIN otherwise.",
     .wrong = {.behaviour = {.resets_above = 256}}, .verdict = Verdict::kNonstrict},
    {.name = "bad-tag-resets", .clause = "ERR-12",
     .what = "ends with a RST where a frame does not verify, and with a FIN on a bad length.",
     .wrong = {.behaviour = {.resets_on_bad_tag = true}}, .verdict = Verdict::kNonstrict},
    {.name = "reset-crashes", .clause = "ERR-8",
     .what = "aborts where the connection is reset.",
     .wrong = {.behaviour = {.crashes_on_reset = true}}, .verdict = Verdict::kCrash},
    {.name = "stall-holds-all", .roles = Roles::kResponder, .clause = "ERR-9",
     .what = "serves nobody while part of a frame is there in one session.",
     .wrong = {.behaviour = {.stall_holds_all = true}}, .verdict = Verdict::kTimeout},
    {.name = "half-frame-at-end", .clause = "FR-5",
     .what = "sends three bytes of a frame before it closes.",
     .wrong = {.behaviour = {.end_is_half_frame = true}}},
    {.name = "closes-after-three", .clause = "TR-1",
     .what = "closes after three messages.",
     .wrong = {.behaviour = {.closes_after = 3}}},
    {.name = "hangs", .clause = "FR-17",
     .what = "does nothing once the handshake is done.",
     .wrong = {.behaviour = {.hangs_above = 1}}, .verdict = Verdict::kTimeout},
    {.name = "hangs-after-three", .clause = "FR-17",
     .what = "does nothing after three messages.",
     .wrong = {.behaviour = {.hangs_after = 3}}, .verdict = Verdict::kTimeout},
    {.name = "hangs-on-large-frame", .clause = "FR-17",
     .what = "does nothing once more than 16 KiB of a frame are there.",
     .wrong = {.behaviour = {.hangs_above = 16'384}}, .verdict = Verdict::kTimeout},
    {.name = "answers-in-pairs", .clause = "FR-17",
     .what = "takes a message when the next one is there.",
     .wrong = {.behaviour = {.echoes_late = 2}}, .verdict = Verdict::kTimeout},
    {.name = "crashes-on-type-0", .clause = "ERR-8",
     .what = "aborts on the type 0.",
     .wrong = {.behaviour = {.crashes_on = IsOfType0}}, .verdict = Verdict::kCrash},
    {.name = "crashes-on-empty", .clause = "ERR-14",
     .what = "aborts on the empty plaintext.",
     .wrong = {.behaviour = {.crashes_on = IsEmpty}}, .verdict = Verdict::kCrash},
    {.name = "sanitizer", .clause = "ERR-8",
     .what = "ends with a sanitizer's report on the type 0.",
     .wrong = {.behaviour = {.reports_on = IsOfType0}}, .verdict = Verdict::kCrash},
};
// clang-format on

}  // namespace

std::span<const SeamFault> BehaviourFaults() { return kFaults; }

}  // namespace asmtp::faulty
