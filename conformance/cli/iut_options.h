// IutOptions: which implementation a command plays against, and how patiently.
//
//   --iut 'my-adapter --role {role} ...'           a command behind the adapter contract
//   --connect HOST:PORT --iut-pub HEX              a responder that runs already
//   --listen HOST:PORT --iut-pub HEX               an initiator that is made to connect
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

// As they are written; "" where they are not given.
struct IutFlags {
  std::string iut;
  std::string wrap;
  std::string host = "127.0.0.1";
  std::string connect;
  std::string listen;
  std::string trigger;
  std::string iut_pub;
  std::string runner_secret;
  std::string iut_tier = "T0";
  bool iut_serial = false;
  double timeout_scale = 1.0;
  bool scale_given = false;
  bool debug = false;

  bool IsStock() const { return !connect.empty() || !listen.empty(); }
};

void AddIutOptions(cli::Command& command, IutFlags& flags);

// Returns the command behind --iut, or our own endpoint's.
cli::OrRefusal<Adapter> MakeAdapter(const IutFlags& flags);
// Returns where the IUTs come from; an adapter has said what it can do.
cli::OrRefusal<std::unique_ptr<IutSource>> MakeSource(const IutFlags& flags);

// A stock IUT has one role, and one suite and framing unless they are given.
void NarrowToStock(const IutFlags& flags, SelectionFlags& selection);

// Returns a sentence where the command behind --iut is played in several suites or framings and is
// told none, or "".
std::string WhyUntold(const IutFlags& flags, const std::vector<Config>& configs,
                      const IutSource& source);

// Returns the words that play against the same IUT again.
std::vector<std::string> WordsOf(const IutFlags& flags);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_IUT_OPTIONS_H_
