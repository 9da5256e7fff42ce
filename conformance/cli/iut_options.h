// IutOptions: selects the implementation that a command plays against, and its deadlines.
//
//   --iut 'my-adapter --role {role} ...'           a command behind the adapter contract
//   --connect HOST:PORT --iut-pub HEX              a responder that is already running
//   --listen HOST:PORT --iut-pub HEX               an initiator that connects to the runner
//
//   IutFlags flags;
//   AddIutOptions(command, flags);
//   auto source = MakeSource(flags);
#ifndef ASMTP_CONFORMANCE_CLI_IUT_OPTIONS_H_
#define ASMTP_CONFORMANCE_CLI_IUT_OPTIONS_H_

#include <memory>
#include <string>
#include <vector>

#include "conformance/cli/command.h"
#include "conformance/cli/refusal.h"
#include "conformance/cli/selection_options.h"
#include "conformance/iut/adapter.h"
#include "conformance/iut/iut_source.h"

namespace asmtp::conformance {

// The options as written; "" if omitted.
struct IutFlags {
  std::string iut;
  std::string wrap;
  std::string host = "127.0.0.1";
  std::string connect;
  std::string listen;
  std::string trigger;
  std::string iut_pub;
  std::vector<std::string> runner_secrets;
  std::string iut_tier = "T0";
  bool iut_serial = false;
  unsigned iut_pid = 0;  // 0: unknown
  std::string iut_log;
  std::vector<std::string> pass_env;
  double start_limit = 0;  // seconds; 0: the default
  double timeout_scale = 1.0;
  bool scale_given = false;
  bool debug = false;

  bool IsStock() const { return !connect.empty() || !listen.empty(); }
};

void AddIutOptions(cli::Command& command, IutFlags& flags);

// Returns the adapter of --iut, or that of our own endpoint.
cli::OrRefusal<Adapter> MakeAdapter(const IutFlags& flags);
// Returns the source of IUTs. An adapter has already been asked for its capabilities.
cli::OrRefusal<std::unique_ptr<IutSource>> MakeSource(const IutFlags& flags);

// Restricts the selection for a stock IUT to one role, and to one suite and framing unless
// selected.
void NarrowToStock(const IutFlags& flags, SelectionFlags& selection);

// Returns a sentence if the --iut command is played with several suites or framings but has no
// placeholder for them, else "".
std::string WhyUntold(const IutFlags& flags, const std::vector<Config>& configs,
                      const IutSource& source);

// Returns the options that select the same IUT again.
std::vector<std::string> WordsOf(const IutFlags& flags);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_IUT_OPTIONS_H_
