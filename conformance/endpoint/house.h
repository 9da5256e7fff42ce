// House: what all sessions of the endpoint share.
//
//   House house(settings.sessions_max);
//   const auto place = house.sessions->Enter(address, [&] { connection.Cancel(); });
//   const auto echo = co_await house.judges.Judge(plaintext, buffer);
#ifndef ASMTP_CONFORMANCE_ENDPOINT_HOUSE_H_
#define ASMTP_CONFORMANCE_ENDPOINT_HOUSE_H_

#include <memory>

#include "conformance/endpoint/judges.h"
#include "core/net/crowd.h"

namespace asmtp::endpoint {

// Must be destroyed before the io_context of the sessions.
struct House {
  explicit House(size_t sessions_max) : sessions(std::make_shared<Crowd>(sessions_max)) {}

  // The open sessions. Each network has a share of the descriptors.
  std::shared_ptr<Crowd> sessions;
  Judges judges;
};

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_HOUSE_H_
