// Signals: Ctrl-C ends a run with what is known by then; the second one ends it at once.
#ifndef ASMTP_FUZZ_COMMANDS_SIGNALS_H_
#define ASMTP_FUZZ_COMMANDS_SIGNALS_H_

namespace asmtp::fuzz {

// From now on SIGINT, SIGTERM and SIGHUP call conformance::Interrupt().
void CatchSignals();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_SIGNALS_H_
