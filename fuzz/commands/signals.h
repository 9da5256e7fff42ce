// Signals: Ctrl-C stops a run, which then reports its results so far. A second Ctrl-C exits
// immediately.
#ifndef ASMTP_FUZZ_COMMANDS_SIGNALS_H_
#define ASMTP_FUZZ_COMMANDS_SIGNALS_H_

namespace asmtp::fuzz {

// Makes SIGINT, SIGTERM and SIGHUP call conformance::Interrupt(), for the rest of the process.
void CatchSignals();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_SIGNALS_H_
