// The endpoint as initiator: connects and talks, once or as often as stdin says.
//
//   return RunInitiator(settings);
#ifndef ASMTP_CONFORMANCE_ENDPOINT_INITIATOR_H_
#define ASMTP_CONFORMANCE_ENDPOINT_INITIATOR_H_

#include "conformance/endpoint/settings.h"

namespace asmtp::endpoint {

// Returns the exit status: of the one connection, or, if persistent, kExitOk at the end of stdin.
int RunInitiator(const Settings& settings);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_INITIATOR_H_
