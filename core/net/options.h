// What may be chosen about a connection: with whom, and how.
//
//   const HostPort server = {"example.org", 4343};
//   Options options{.format = FrameFormat(Framing::kU16)};
//   options.limits.idle = 30s;
//   options.stop = stop_source.get_token();       // request_stop(), from any thread, ends it all
#ifndef ASMTP_CORE_NET_OPTIONS_H_
#define ASMTP_CORE_NET_OPTIONS_H_

#include <asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

#include "core/crypto/keys.h"
#include "core/wire/framing.h"

namespace asmtp {

struct HostPort {
  std::string host;  // a name, or a numeric address without brackets
  uint16_t port = 0;
};

// Returns `host:port`; an IPv6 address stands in brackets.
std::string ToText(const HostPort& address);
std::string ToText(const asio::ip::tcp::endpoint& address);

// How long things may take. Zero: as long as they like.
struct Limits {
  using Duration = std::chrono::steady_clock::duration;

  // Finding the addresses of the host, and then connecting to each of them.
  Duration connect = std::chrono::seconds(10);
  // From the connection to the end of the handshake, however slowly its bytes arrive.
  Duration handshake = std::chrono::seconds(10);
  // Open: without one byte from the peer while Receive() waits, or taken by it while Send() waits.
  Duration idle = Duration::zero();
};

// Makes the ephemeral key of one handshake. A key must never be used for two of them.
using EphemeralSource = std::function<EphemeralKeyPair(Suite)>;

struct Options {
  FrameFormat format = FrameFormat();
  Limits limits = {};
  // Listener: how many peers may be between Accept() and the end of their handshake. While there
  // are so many, Accept() waits, and whoever connects waits in the system's queue. 0: any number.
  size_t handshakes_max = 512;
  // Once a stop is requested, on whatever thread, everything that waits ends with kCancelled.
  std::stop_token stop = {};
  // Only tests replace it.
  EphemeralSource ephemeral = EphemeralKeyPair::Generate;
};

// Decides on an initiator's static key before it is answered.
using CheckId = std::function<bool(const StaticPublic&)>;

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_OPTIONS_H_
