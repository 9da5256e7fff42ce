// ExportedCase: a case and what it is in bytes: in each of its configurations played offline.
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
  PlayResult result;  // its trace has all bytes
};

struct ExportedCase {
  const Case* one_case = nullptr;
  std::vector<ExportedRun> runs;
};

// Plays the case, which must outlive the result. Fails as PlayOffline does.
OrSourceError<ExportedCase> PlayForExport(const Case& one_case, const std::vector<Config>& configs);

// What an event brought, whoever sent it.
enum class Item : uint8_t { kNote, kInitialize, kResponse, kFrame, kBytes, kFin, kRst, kSilence };
Item ItemOf(const TraceEvent& event);
// Returns "note", "init", "resp", "frame", "bytes", "fin", "rst" or "silence": the words
// of the exported JSON.
std::string_view Name(Item item);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_EXPORT_EXPORTED_CASE_H_
