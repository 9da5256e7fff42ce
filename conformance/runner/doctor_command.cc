#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/iut_options.h"
#include "conformance/iut/doctor.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/node_doctor.h"
#include "core/testing/interrupt.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kHandshake = "handshake/ok";
constexpr std::string_view kEcho = "transport/echo-two-messages";

struct DoctorOptions {
  IutFlags iut;
  CorpusOptions corpus;
  SelectionFlags configs;  // the configurations to check
};

std::string_view Name(Check::State state) {
  switch (state) {
    case Check::State::kOk:
      return "ok";
    case Check::State::kSkipped:
      return "-";
    case Check::State::kWarning:
      return "warn";
    case Check::State::kBad:
      return "BAD";
  }
  return "?";
}

void Print(const Check& check) {
  Say("{:<5} {:<34} {}\n", Name(check.state), check.name, check.what);
  if (!check.fix.empty()) Say("{:<5} {:<34} to do: {}\n", "", "", check.fix);
}

// For an IUT without an adapter.
int RunNodeDoctor(const DoctorOptions& options, const CaseSet& set) {
  SelectionFlags configs = options.configs;
  NarrowToStock(options.iut, configs);
  const auto source = MakeSource(options.iut);
  if (!source) return Fail(source.error().status, source.error().text);
  CatchSignals();
  const NodeDiagnosis diagnosis =
      ExamineNode(set, SelectConfigs(configs), **source, options.iut.timeout_scale);
  Say("{}{}", diagnosis.text, IsInterrupted() ? "interrupted\n" : "");
  if (IsInterrupted()) return kExitUnexpected;
  return diagnosis.well ? kExitOk : kExitNoIut;
}

int RunDoctor(const DoctorOptions& options) {
  const auto set = LoadCaseFiles(options.corpus, {});
  if (!set) return Fail(kExitUsage, set.error());
  const DoctorCases cases{.handshake = set->Find(kHandshake),
                          .echo = set->Find(kEcho),
                          .configs = SelectConfigs(options.configs)};
  if (cases.handshake == nullptr) {
    return Fail(kExitUsage, "cannot find the case " + std::string(kHandshake));
  }
  if (options.iut.IsStock()) return RunNodeDoctor(options, *set);
  auto adapter = MakeAdapter(options.iut);
  if (!adapter) return Fail(adapter.error().status, adapter.error().text);
  CatchSignals();
  const std::vector<Check> checks = Examine(*adapter, cases);
  std::ranges::for_each(MergeEqual(checks), Print);
  const auto count = [&](Check::State state) {
    return std::ranges::count(checks, state, &Check::state);
  };
  const auto bad = count(Check::State::kBad);
  Say("{}{} ok, {} to look at, {} to fix\n", IsInterrupted() ? "interrupted: " : "",
      count(Check::State::kOk), count(Check::State::kWarning), bad);
  if (IsInterrupted()) return kExitUnexpected;
  return bad == 0 ? kExitOk : kExitNoIut;
}

}  // namespace

cli::Command DoctorCommand() {
  auto options = std::make_shared<DoctorOptions>();
  cli::Command command{.name = "doctor",
                       .about = "check an adapter, or say what a run judges without one"};
  command.footer =
      "Exit status: 0 nothing to fix, 1 interrupted, 2 usage error, 3 something to fix or no IUT "
      "could be "
      "started.";
  AddIutOptions(command, options->iut);
  AddConfigOptions(command, options->configs);
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return RunDoctor(*options); };
  return command;
}

}  // namespace asmtp::conformance
