// asmtp-kill-table: plays every case against every faulty endpoint, and prints which cases kill
// which faults.
//
//   bazel run //conformance/faulty:asmtp-kill-table
//   bazel run //conformance/faulty:asmtp-kill-table -- --fault no-rekey-on-receive
//   bazel run //conformance/faulty:asmtp-kill-table -- --quick
//
// Exit status: 0 all faults are killed, 1 a fault survives, 2 usage error.
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
  bool quick = false;
  size_t jobs = 2;
  double timeout_scale = 0.25;
};

int Fail(const std::string& sentence) { return cli::Fail(2, sentence); }

cli::Command Program(Options& options) {
  return {
      .name = "asmtp-kill-table",
      .about = "Play every case against every faulty endpoint.",
      .options = {{"--fault", &options.names, "play only these faults"},
                  {"--quick", &options.quick, "play a fault only until it is killed as expected"},
                  {"--cases", &options.cases, "folder with the cases"},
                  {"--patches", &options.patches, "folder with the patches and their endpoints"},
                  {"--endpoint", &options.endpoint, "program of the endpoint without a patch"},
                  {"-j,--jobs", &options.jobs, "number of faults to play in parallel (2)",
                   cli::InRange(1, 64)},
                  {"--timeout-scale", &options.timeout_scale,
                   "factor for the deadlines of the patched endpoints (0.25)"}}};
}

void Select(const std::vector<std::string>& names, std::vector<FaultToPlay>& faults) {
  if (names.empty()) return;
  std::erase_if(faults, [&](const FaultToPlay& fault) {
    return std::ranges::find(names, fault.info.name) == names.end();
  });
}

int PrintTable(const Options& options) {
  const auto set = conformance::LoadCases(options.cases);
  if (!set) return Fail("--cases: cannot load cases from '" + options.cases + "'");
  auto faults = DeviantsToPlay(*set);
  const auto patches =
      PatchesToPlay(options.patches, options.endpoint, *set, options.timeout_scale);
  if (!patches) return Fail(patches.error());
  faults.insert(faults.end(), patches->begin(), patches->end());
  Select(options.names, faults);
  if (faults.empty()) return Fail("--fault: no fault has that name");
  const auto table =
      PlayAll(faults, *set, {.jobs = options.jobs, .stop_when_killed = options.quick});
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
