#include "conformance/play/offline.h"

#include <fmt/format.h>

#include <utility>

#include "conformance/play/model_iut.h"
#include "conformance/play/reasons.h"
#include "conformance/play/recorded_iut.h"

namespace asmtp::conformance {
namespace {

// Turns an unexpected result into an error of the case.
SourceError ErrorOf(const Case& one_case, const Config& config, const PlayResult& result) {
  std::string what = fmt::format("{} as {}: {}", Name(result.verdict), Describe(config),
                                 WhatIsWrong(result, "; found ", result.allowed));
  SourceError error = ErrorIn(one_case, *result.step, std::move(what));
  const bool is_recorded = one_case.keys.IsRecorded(config.role, config.suite);
  const BytesLine* wire = is_recorded ? WireLineOf(*result.step, config) : nullptr;
  if (wire != nullptr && error.file == result.step->file) error.line = wire->line;
  return error;
}

PlayResult PlayKnown(const Case& one_case, const Config& config, Iut& iut, size_t trace_bytes_max) {
  return Play(one_case, config, iut, {.known_answer = true, .trace_bytes_max = trace_bytes_max});
}

}  // namespace

OrSourceError<PlayResult> PlayOffline(const Case& one_case, const Config& config,
                                      size_t trace_bytes_max) {
  PlayResult result;
  if (one_case.keys.IsRecorded(config.role, config.suite)) {
    auto recorded = RecordedIut::Of(one_case, config);
    if (!recorded) return std::unexpected(recorded.error());
    result = PlayKnown(one_case, config, *recorded, trace_bytes_max);
  } else {
    ModelIut core(config, one_case.keys.For(config.role));
    result = PlayKnown(one_case, config, core, trace_bytes_max);
  }
  if (IsUnexpected(result.verdict)) return std::unexpected(ErrorOf(one_case, config, result));
  return result;
}

}  // namespace asmtp::conformance
