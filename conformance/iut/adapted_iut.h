// AdaptedIut: the process of an adapter as an IUT. It is a responder, an initiator for one stream,
// or an initiator for all streams.
//
//   auto iut = StartResponder({.command = command, .values = values, ...});
//
// The adapter contract defines which ends are crashes.
#ifndef ASMTP_CONFORMANCE_IUT_ADAPTED_IUT_H_
#define ASMTP_CONFORMANCE_IUT_ADAPTED_IUT_H_

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/iut/child_process.h"
#include "conformance/iut/command_template.h"
#include "conformance/iut/iut_source.h"

namespace asmtp::conformance {

inline constexpr int kExitUnsupported = 89;
// Time for an IUT to become ready, at scale 1; --start-limit changes it.
inline constexpr std::chrono::milliseconds kStartPatience{5000};

// Time for an initiator to connect, at scale 1. It includes loading a program that is started per
// stream.
inline constexpr std::chrono::milliseconds kConnectPatience{10000};

inline Deadline In(std::chrono::milliseconds patience, double scale) {
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(patience * scale);
}

// The command for one IUT and the address on which runner and IUT connect.
struct IutCommand {
  CommandTemplate command;
  CommandTemplate::Values values;
  std::vector<std::string> more = {};         // words added at the end
  std::vector<std::string> environment = {};  // "A=B"
  std::string own_address = "127.0.0.1:0";    // where the runner listens for initiators
  double scale = 1.0;                         // applied to every deadline
  std::chrono::milliseconds start_patience = kStartPatience;  // to become ready, at scale 1
  bool names_processes = false;                               // on stderr, for a debugger

  std::expected<std::unique_ptr<ChildProcess>, std::string> Start() const;
};

using StartedIut = std::expected<std::unique_ptr<RunningIut>, StartFailure>;

// Returns the address of a line `LISTEN address`. Fails unless its host is that of `given`, the
// {addr} of the command: the runner connects nowhere else.
std::expected<std::string, std::string> ListenAddress(const std::string& said,
                                                      const std::string& given);

// Each function waits until the IUT is ready: it listens, or has connected for the first stream.
StartedIut StartResponder(const IutCommand& command);
StartedIut StartSingleInitiator(IutCommand command);
// `peer` is the key to expect, in hex.
StartedIut StartPersistentInitiator(IutCommand command, std::string peer);

// Returns the first line of a sanitizer's or Valgrind's report or of a panic in `errors`, or "".
std::string FindCrashReport(std::string_view errors);

// Returns the line that names an uncaught exception of a usual language in `errors`, or "". A
// program may survive it: it ends one thread.
std::string FindException(std::string_view errors);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_ADAPTED_IUT_H_
