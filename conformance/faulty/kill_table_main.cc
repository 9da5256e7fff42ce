// asmtp-kill-table: plays every case against every faulty endpoint, and prints which case catches
// which fault.
//
//   bazel run //conformance/faulty:asmtp-kill-table
//   bazel run //conformance/faulty:asmtp-kill-table -- --fault no-rekey-on-receive
//
// Exit status: 0 every fault is caught, 1 one is not, 2 usage.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cli/command.h"
#include "conformance/faulty/kill_run.h"

namespace asmtp::faulty {
namespace {

struct Options {
  std::string cases = "corpus/transcripts";
  std::string patches = "conformance/faulty/patches";
  std::string endpoint = "conformance/endpoint/asmtp-endpoint";
  std::vector<std::string> names;
  size_t jobs = 2;
  double timeout_scale = 0.25;
};

int Fail(const std::string& sentence) { return cli::Fail(2, sentence); }

cli::Command Program(Options& options) {
  return {.name = "asmtp-kill-table",
          .about = "Plays every case against every faulty endpoint.",
          .options = {{"--fault", &options.names, "only these"},
                      {"--cases", &options.cases, "folder of the cases"},
                      {"--patches", &options.patches, "folder of the patches and their endpoints"},
                      {"--endpoint", &options.endpoint, "the endpoint without a patch"},
                      {"-j,--jobs", &options.jobs, "faults at a time (2)", cli::InRange(1, 64)},
                      {"--timeout-scale", &options.timeout_scale,
                       "stretches the deadlines of the patched endpoints (0.25)"}}};
}

// What each fault that is left out would say of itself.
void Select(const std::vector<std::string>& names, std::vector<FaultToPlay>& faults) {
  if (names.empty()) return;
  std::erase_if(faults, [&](const FaultToPlay& fault) {
    return std::ranges::find(names, fault.info.name) == names.end();
  });
}

int PrintTable(const Options& options) {
  const auto set = conformance::LoadCases(options.cases);
  if (!set) return Fail("there are no cases in '" + options.cases + "'; see --cases");
  auto faults = DeviantsToPlay(*set);
  const auto patches =
      PatchesToPlay(options.patches, options.endpoint, *set, options.timeout_scale);
  if (!patches) return Fail(patches.error());
  faults.insert(faults.end(), patches->begin(), patches->end());
  Select(options.names, faults);
  if (faults.empty()) return Fail("there is no fault of that name");
  const auto table = PlayAll(faults, *set, {.jobs = options.jobs});
  if (!table) return Fail(table.error());
  fmt::print("{}\n{}", table->FaultsText(), table->CasesText(*set));
  return table->Survivors().empty() ? 0 : 1;
}

}  // namespace
}  // namespace asmtp::faulty

int main(int argc, char** argv) {
  asmtp::faulty::Options options;
  const auto read = asmtp::cli::Parse(asmtp::faulty::Program(options), {argv + 1, argv + argc});
  if (!read) return asmtp::cli::PrintNotRun(read.error());
  return asmtp::faulty::PrintTable(options);
}
