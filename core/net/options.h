// The options of a connection, and the address of a peer.
//
//   const HostPort server = {"example.org", 4343};
//   Options options{.format = FrameFormat(Framing::kU16)};
//   options.limits.idle = 30s;
//   options.stop = stop_source.get_token();       // request_stop() ends all, from any thread
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

// Returns `host:port`, with brackets around an IPv6 address.
std::string ToText(const HostPort& address);
std::string ToText(const asio::ip::tcp::endpoint& address);

// Deadlines. Zero means no deadline.
struct Limits {
  using Duration = std::chrono::steady_clock::duration;

  // Applies to resolving the host, and again to connecting to each of its addresses.
  Duration connect = std::chrono::seconds(10);
  // From the connection to the end of the handshake, even if bytes keep arriving.
  Duration handshake = std::chrono::seconds(10);
  // For an open connection: the longest time in which a waiting Receive() receives no byte, or a
  // waiting Send() sends none.
  Duration idle = Duration::zero();
};

// Makes the ephemeral key of one handshake. It must never return the same key twice.
using EphemeralSource = std::function<EphemeralKeyPair(Suite)>;

struct Options {
  FrameFormat format = FrameFormat();
  Limits limits = {};
  // Listener: the largest number of peers between Accept() and the end of their handshakes. At the
  // limit, each further peer ends the oldest handshake of the network (IPv4 address or IPv6 /64)
  // that has the most in progress. 0 means no limit.
  size_t handshakes_max = 512;
  // After a stop request on any thread, every pending operation fails with kCancelled.
  std::stop_token stop = {};
  // Replaced only by tests.
  EphemeralSource ephemeral = EphemeralKeyPair::Generate;
};

// Decides on an initiator by its static key, before the response.
using CheckId = std::function<bool(const StaticPublic&)>;

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_OPTIONS_H_
