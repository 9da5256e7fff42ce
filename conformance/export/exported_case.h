// ExportedCase: a case with its bytes, from an offline play in each of its configurations.
//
//   auto exported = PlayForExport(one_case, configs);
//   for (const ExportedRun& run : exported->runs) ... run.result.trace ...
#ifndef ASMTP_CONFORMANCE_EXPORT_EXPORTED_CASE_H_
#define ASMTP_CONFORMANCE_EXPORT_EXPORTED_CASE_H_

#include <string_view>
#include <vector>

#include "conformance/play/offline.h"

namespace asmtp::conformance {

struct ExportedRun {
  Config config;
  PlayResult result;  // its trace is complete
};

struct ExportedCase {
  const Case* one_case = nullptr;
  std::vector<ExportedRun> runs;
};

// Plays the case, which must outlive the result. Fails as PlayOffline does.
OrSourceError<ExportedCase> PlayForExport(const Case& one_case, const std::vector<Config>& configs);

// The kind of an event, sent or received.
enum class Item : uint8_t { kNote, kInitialize, kResponse, kFrame, kBytes, kFin, kRst, kSilence };
Item ItemOf(const TraceEvent& event);
// Returns "note", "init", "resp", "frame", "bytes", "fin", "rst" or "silence": as in the exported
// JSON.
std::string_view Name(Item item);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_EXPORT_EXPORTED_CASE_H_
