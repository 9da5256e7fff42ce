// The endpoint as an initiator: connects and talks, once or for each line of stdin; connections may be
// open side by side.
//
//   return RunInitiator(settings);
#ifndef ASMTP_CONFORMANCE_ENDPOINT_INITIATOR_H_
#define ASMTP_CONFORMANCE_ENDPOINT_INITIATOR_H_

#include "conformance/endpoint/settings.h"

namespace asmtp::endpoint {

// Returns the exit status: that of the only connection or, if persistent, kExitOk at the end of
// stdin.
int RunInitiator(const Settings& settings);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_INITIATOR_H_
