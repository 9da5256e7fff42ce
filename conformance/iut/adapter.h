// Adapter: an IUT with the adapter contract, started by a command, as a responder or an initiator.
//
//   Adapter adapter(command, {.scale = 2.0});
//   if (auto asked = adapter.AskCapabilities(); !asked) ...
//   auto iut = adapter.Start(config, keys);           // fails, or reports that it is unsupported
//
// Contract (in full in README.md): a responder prints `LISTEN host:port` on stdout when it is
// ready. An initiator connects to {addr}; a persistent initiator reads lines `CONNECT host:port
// KEY` on stdin instead. Exit status 89 means "unsupported"; 0 and 1 are normal ends of an
// initiator.
#ifndef ASMTP_CONFORMANCE_IUT_ADAPTER_H_
#define ASMTP_CONFORMANCE_IUT_ADAPTER_H_

#include <expected>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/iut/adapted_iut.h"
#include "conformance/iut/capabilities.h"
#include "conformance/iut/child_process.h"
#include "conformance/iut/command_template.h"
#include "conformance/iut/iut_source.h"

namespace asmtp::conformance {

struct AdapterOptions {
  double scale = 1.0;              // applied to every deadline
  std::string host = "127.0.0.1";  // where both sides connect; "[::1]" or "unix:/folder"
  bool names_processes = false;    // prints the IUT's process id on stderr, for a debugger
  std::vector<std::string> environment = {};                  // "A=B", in addition to the contract
  std::chrono::milliseconds start_patience = kStartPatience;  // to become ready, at scale 1
};

class Adapter : public IutSource {
 public:
  Adapter(CommandTemplate command, AdapterOptions options)
      : command_(std::move(command)), options_(std::move(options)) {}
  Adapter(CommandTemplate command, double scale)
      : Adapter(std::move(command), AdapterOptions{.scale = scale}) {}

  // Asks the adapter for its capabilities by running its command with --caps. Fails with a
  // sentence.
  std::expected<void, std::string> AskCapabilities();
  const Capabilities& capabilities() const { return capabilities_; }
  // Tells every IUT through ASMTP_EPHEMERAL to use iut.e as its ephemeral secret.
  void PinEphemeral() { pins_ephemeral_ = true; }

  std::string WhyUnsupported(const Config& config, int tier) const override {
    return capabilities_.WhyUnsupported(config, tier);
  }
  std::string WhyNotParallel() const override { return capabilities_.WhyNotParallel(); }
  std::string WhyNoMessages() const override { return capabilities_.WhyNoMessages(); }
  StartedIut Start(const Config& config, const Keys& keys) const override;
  std::unique_ptr<IutSource> With(const std::vector<std::string>& more) const override;

  // Starts the command without waiting for readiness, for the doctor.
  std::expected<std::unique_ptr<ChildProcess>, std::string> StartProcess(
      const CommandTemplate::Values& values, const std::vector<std::string>& more) const;
  // Returns an {addr} for a responder: port 0, or a Unix socket that no other IUT has.
  std::string NewAddress() const;
  // Returns the values of all placeholders except {addr}.
  static CommandTemplate::Values ValuesOf(const Config& config, const Keys& keys);
  const std::string& program() const { return command_.program(); }
  const AdapterOptions& options() const { return options_; }

 private:
  CommandTemplate command_;
  AdapterOptions options_;
  Capabilities capabilities_;
  bool pins_ephemeral_ = false;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_ADAPTER_H_
