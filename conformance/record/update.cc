#include "conformance/record/update.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "conformance/record/captured.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// New bytes for lines, by number.
using NewBytes = std::map<size_t, Bytes>;

bool IsCapturedIn(const BytesLine& line, const Config& config) {
  if (line.mark != Mark::kCaptured) return false;
  return line.kind == BytesLine::Kind::kPlain ||
         (line.role == config.role && line.suite == config.suite);
}

// Whether the file itself, not its base, has captured lines for this role and suite.
bool HasCaptured(const Case& one_case, const Config& config) {
  if (one_case.keys.IsRecorded(config.role, config.suite)) return true;
  for (const Step& step : one_case.steps) {
    if (step.file != one_case.file) continue;
    for (const BytesLine& line : step.bytes_lines) {
      if (IsCapturedIn(line, config)) return true;
    }
  }
  return false;
}

// One framing suffices, because the lines omit length fields.
std::vector<Config> ConfigsToPlay(const Case& one_case) {
  std::vector<Config> configs;
  for (const Config& config : ConfigsOf(one_case)) {
    if (config.framing == one_case.header.framings.front() && HasCaptured(one_case, config)) {
      configs.push_back(config);
    }
  }
  return configs;
}

void Put(size_t line, Bytes now, const Value& before, NewBytes& bytes) {
  const auto value = Evaluate(before, {});
  if (!value || *value != now) bytes.insert_or_assign(line, std::move(now));
}

// The IUT's ephemeral keys must be known: as iut.e, or from lines of the file.
std::string PutEphemerals(const Case& one_case, const Config& config,
                          const std::vector<RecordedEphemeral>& now, NewBytes& bytes) {
  if (!one_case.keys.IsRecorded(config.role, config.suite)) {
    if (ArePinned(now, one_case, config)) return "";
    return fmt::format(
        "{}: the IUT does not take the ephemeral key of ASMTP_EPHEMERAL, so the file needs a "
        "line 'iut.e.pub {} {} ~ HEX' in [keys] for each session",
        one_case.file, Name(config.role), DhName(config.suite));
  }
  size_t session = 0;
  for (const RecordedEphemeral& line : one_case.keys.recorded) {
    if (line.role != config.role || line.suite != config.suite) continue;
    if (session == now.size()) break;
    const auto& e = now[session++].e;
    if (e != line.e) bytes.insert_or_assign(line.line, Bytes(e.begin(), e.end()));
  }
  return "";
}

std::string PlayConfig(const Case& one_case, const Config& config, Iut& iut,
                       const RecordOptions& options, NewBytes& bytes) {
  const auto played = PlayToRecord(one_case, config, iut, options);
  if (!played) return played.error();
  for (const auto& [step, own] : *played) {
    if (step->file != one_case.file) continue;
    for (const BytesLine& line : step->bytes_lines) {
      if (!IsCapturedIn(line, config)) continue;
      const bool is_plain = line.kind == BytesLine::Kind::kPlain;
      Put(line.line, is_plain ? own.plaintext : own.wire, line.value, bytes);
    }
  }
  return PutEphemerals(one_case, config, EphemeralsOf(one_case, config, *played), bytes);
}

}  // namespace

std::expected<Updated, std::string> Update(const Case& one_case, std::string text,
                                           const StartIut& start, const RecordOptions& options) {
  Updated updated{.text = std::move(text), .lines = 0, .skipped = {}};
  NewBytes bytes;
  for (const Config& config : ConfigsToPlay(one_case)) {
    const auto iut = start(config, one_case.keys.For(config.role));
    if (!iut && iut.error().unsupported) {
      updated.skipped.push_back(fmt::format("{}: the lines of {} are unchanged: {}", one_case.file,
                                            Describe(config), iut.error().what));
      continue;
    }
    if (!iut) return std::unexpected(iut.error().what);
    std::string wrong = PlayConfig(one_case, config, **iut, options, bytes);
    if (!wrong.empty()) return std::unexpected(std::move(wrong));
  }
  // From the end, so earlier line numbers stay valid.
  for (auto one = bytes.rbegin(); one != bytes.rend(); ++one) {
    if (ReplaceCaptured(updated.text, one->first, one->second)) ++updated.lines;
  }
  return updated;
}

}  // namespace asmtp::conformance
