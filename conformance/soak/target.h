// Target: the endpoint under load.
#ifndef ASMTP_CONFORMANCE_SOAK_TARGET_H_
#define ASMTP_CONFORMANCE_SOAK_TARGET_H_

#include <asio/ip/tcp.hpp>

#include "core/crypto/keys.h"

namespace asmtp::soak {

struct Target {
  asio::ip::tcp::endpoint address;
  StaticPublic identity;  // of the suite ed25519
};

}  // namespace asmtp::soak

#endif  // ASMTP_CONFORMANCE_SOAK_TARGET_H_
