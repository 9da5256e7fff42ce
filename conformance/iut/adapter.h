// Adapter: an IUT behind the adapter contract, started by a command, as responder or as initiator.
//
//   Adapter adapter(command, capabilities, options);
//   auto iut = adapter.Start(config, keys);           // fails, or says that it is unsupported
//   Play(one_case, config, **iut, ...);
//   auto crash = (*iut)->Crash(...);
//
// Contract (README.md says it in full): a responder prints `LISTEN host:port` on stdout when it is
// ready. An initiator connects to {addr}; one that is persistent reads lines `CONNECT host:port
// KEY` on stdin instead. Exit status 89 says "unsupported", 0 and 1 are normal ends of an
// initiator.
#ifndef ASMTP_CONFORMANCE_IUT_ADAPTER_H_
#define ASMTP_CONFORMANCE_IUT_ADAPTER_H_

#include <memory>
#include <optional>
#include <string>

#include "conformance/iut/child_process.h"
#include "conformance/iut/command_template.h"
#include "conformance/play/peer.h"

namespace asmtp::conformance {

// What an adapter says with --caps. One that says nothing is taken to do all of it but persistent.
struct Capabilities {
  std::string name;
  std::string version;
  std::vector<std::string> roles = {"responder", "initiator"};
  std::vector<std::string> tiers = {"T0", "T1"};
  std::vector<std::string> suites = {"ed25519", "25519"};
  std::vector<std::string> framings = {"u32", "u16"};
  bool persistent = false;

  // Returns why cases of this tier cannot be played under `config`, or "".
  std::string WhyUnsupported(const Config& config, int tier) const;
};

// Why an IUT is not there.
struct StartFailure {
  bool unsupported = false;  // it says so itself
  std::string what = {};     // one sentence
};

// An IUT that runs.
class RunningIut : public Iut {
 public:
  // Returns how it crashed since the last call, or nothing: ended by a signal, with an exit status
  // that is none of the contract, in the middle of its work, or with a sanitizer's report or a
  // panic on stderr. Waits for its end until `deadline` where `suspect`.
  virtual std::optional<std::string> Crash(bool suspect) = 0;
  // Returns the end of what it wrote to stderr since the last call of this.
  virtual std::string TakeErrors() = 0;
  // Whether it can go on.
  virtual bool IsRunning() = 0;
};

class Adapter {
 public:
  Adapter(CommandTemplate command, double timeout_scale)
      : command_(std::move(command)), timeout_scale_(timeout_scale) {}

  // Asks the adapter what it can do, by its command with --caps added.
  std::expected<void, std::string> AskCapabilities();
  const Capabilities& capabilities() const { return capabilities_; }
  // Has every IUT told, by ASMTP_EPHEMERAL, to take iut.e as its ephemeral secret.
  void PinEphemeral() { pins_ephemeral_ = true; }

  // Starts the IUT with the keys of a case.
  std::expected<std::unique_ptr<RunningIut>, StartFailure> Start(const Config& config,
                                                                 const Keys& keys) const;

 private:
  template <class StartedIut>
  std::expected<std::unique_ptr<RunningIut>, StartFailure> Ready(
      std::unique_ptr<StartedIut> iut) const;

  CommandTemplate command_;
  double timeout_scale_;
  Capabilities capabilities_;
  bool pins_ephemeral_ = false;
};

// Returns the line of a sanitizer's report or a panic in `errors`, or "".
std::string FindCrashReport(std::string_view errors);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_ADAPTER_H_
