#include "fuzz/cases/case_program.h"

#include <algorithm>

namespace asmtp::fuzz {
namespace {

using conformance::Item;
using conformance::TraceEvent;

// Longer plaintexts are truncated to keep seeds small.
constexpr size_t kPayloadMax = 4096;

// Returns the sender of an event: 0 for the initiator.
size_t DirectionOf(const TraceEvent& event, const conformance::Config& config) {
  const bool is_runners = event.kind == TraceEvent::Kind::kSent;
  const bool runner_is_initiator = config.role == noise::Role::kResponder;
  return is_runners == runner_is_initiator ? 0 : 1;
}

Action ActionOf(Op op, size_t direction, ByteView bytes) {
  const ByteView payload = bytes.first(std::min(bytes.size(), kPayloadMax));
  return {.op = op,
          .where = static_cast<uint8_t>(direction),
          .payload = {payload.begin(), payload.end()}};
}

// Adds the actions of an event in an open session.
void Add(const TraceEvent& event, size_t direction, Program& program) {
  switch (conformance::ItemOf(event)) {
    case Item::kFrame:
      if (event.key) {
        program.actions.push_back(ActionOf(Op::kSend, direction, event.plaintext.first));
      } else {
        program.actions.push_back(ActionOf(Op::kRaw, direction, event.wire.first));
      }
      break;
    case Item::kBytes:
      program.actions.push_back(ActionOf(Op::kRaw, direction, event.wire.first));
      break;
    case Item::kFin:
    case Item::kRst:
      program.actions.push_back(ActionOf(Op::kEnd, direction, {}));
      return;
    default:
      return;
  }
  program.actions.push_back(ActionOf(Op::kDeliver, direction, {}));
}

}  // namespace

Program CaseProgram(const conformance::ExportedRun& run) {
  Program program;
  if (run.config.suite == Suite::kX25519) program.flags |= Program::kSuite25519;
  if (run.config.framing == Framing::kU16) program.flags |= Program::kFramingU16;
  for (const TraceEvent& event : run.result.trace) {
    if (event.kind == TraceEvent::Kind::kNote) continue;
    Add(event, DirectionOf(event, run.config), program);
  }
  if (program.actions.size() > kActionsMax) program.actions.resize(kActionsMax);
  return program;
}

}  // namespace asmtp::fuzz
