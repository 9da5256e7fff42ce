// The endpoint as a responder: listens and serves every connection, all at once.
//
//   return RunResponder(settings);            // prints LISTEN 127.0.0.1:PORT when it is ready
#ifndef ASMTP_CONFORMANCE_ENDPOINT_RESPONDER_H_
#define ASMTP_CONFORMANCE_ENDPOINT_RESPONDER_H_

#include "conformance/endpoint/settings.h"

namespace asmtp::endpoint {

// Returns the exit status, after SIGTERM, SIGINT or, with until_eof, the end of stdin.
int RunResponder(const Settings& settings);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_RESPONDER_H_
