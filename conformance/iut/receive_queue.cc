#include "conformance/iut/receive_queue.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

#include "conformance/iut/file_descriptor.h"
#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

struct Request {
  nlmsghdr header;
  inet_diag_req_v2 body;
};

// Writes the address and the port, as inet_diag wants them.
void Put(const sockaddr_storage& from, __be32* address, __be16& port) {
  if (from.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(from);
    std::memcpy(address, &v4.sin_addr, sizeof(v4.sin_addr));
    port = v4.sin_port;
  } else {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(from);
    std::memcpy(address, &v6.sin6_addr, sizeof(v6.sin6_addr));
    port = v6.sin6_port;
  }
}

// Asks for the socket at the other end.
std::optional<Request> RequestFor(int socket) {
  sockaddr_storage own{};
  sockaddr_storage peer{};
  socklen_t own_size = sizeof(own);
  socklen_t peer_size = sizeof(peer);
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &own_size) != 0 ||
      ::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &peer_size) != 0) {
    return std::nullopt;
  }
  Request request{};
  request.header.nlmsg_len = sizeof(request);
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.body.sdiag_family = static_cast<uint8_t>(peer.ss_family);
  request.body.sdiag_protocol = IPPROTO_TCP;
  request.body.idiag_states = ~0U;
  request.body.id.idiag_cookie[0] = request.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  Put(peer, request.body.id.idiag_src, request.body.id.idiag_sport);
  Put(own, request.body.id.idiag_dst, request.body.id.idiag_dport);
  return request;
}

std::optional<size_t> UnreadOverTcp(int socket) {
  const auto request = RequestFor(socket);
  const FileDescriptor kernel(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  if (!request || !kernel) return std::nullopt;
  if (::send(kernel.get(), &*request, sizeof(*request), 0) < 0) return std::nullopt;
  alignas(inet_diag_msg) std::array<char, 1024> answer{};
  const ssize_t size = ReceiveSome(kernel.get(), answer);
  if (size < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(inet_diag_msg)))) return std::nullopt;
  const auto* header = reinterpret_cast<const nlmsghdr*>(answer.data());
  if (header->nlmsg_type != SOCK_DIAG_BY_FAMILY) return std::nullopt;
  const char* message = answer.data() + NLMSG_HDRLEN;
  return reinterpret_cast<const inet_diag_msg*>(message)->idiag_rqueue;
}

}  // namespace

std::optional<size_t> UnreadByPeer(int socket) {
  sockaddr_storage own{};
  socklen_t size = sizeof(own);
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &size) != 0) return std::nullopt;
  if (own.ss_family != AF_UNIX) return UnreadOverTcp(socket);
  int unread = 0;
  if (::ioctl(socket, SIOCOUTQ, &unread) != 0) return std::nullopt;
  return static_cast<size_t>(unread);
}

}  // namespace asmtp::conformance
