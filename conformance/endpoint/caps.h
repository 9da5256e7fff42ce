// The capabilities of asmtp-endpoint, as it prints them for --caps.
//
//   fmt::print("{}\n", Caps());
//
//   {"name":"asmtp-endpoint","version":"0.1.0","roles":["responder","initiator"],...
#ifndef ASMTP_CONFORMANCE_ENDPOINT_CAPS_H_
#define ASMTP_CONFORMANCE_ENDPOINT_CAPS_H_

#include <string>

namespace asmtp::endpoint {

// Returns one line of JSON, without the newline.
std::string Caps();

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_CAPS_H_
