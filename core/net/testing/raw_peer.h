// RawPeer: a TCP peer that a test controls byte by byte, with blocking calls.
//
//   RawPeer peer = RawPeer::ConnectTo(listener.local_address());
//   peer.Write(HexBytes("01 00"));
//   EXPECT_EQ(peer.Read(49).size(), 49);
//   EXPECT_TRUE(peer.ReadToEnd().empty());          // closed without a byte
//
// Reads throw std::runtime_error if nothing arrives for kPatience.
#ifndef ASMTP_CORE_NET_TESTING_RAW_PEER_H_
#define ASMTP_CORE_NET_TESTING_RAW_PEER_H_

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp {

class RawPeer {
 public:
  // Connects from the local address `from`, if one is given.
  static RawPeer ConnectTo(const asio::ip::tcp::endpoint& address,
                           const asio::ip::tcp::endpoint& from = {});

  void Write(ByteView bytes);
  // Writes as many bytes as the system accepts without waiting, and returns their number.
  size_t WriteSome(ByteView bytes);
  // Returns whether the system accepts more bytes within `time`.
  bool WaitUntilWritable(std::chrono::milliseconds time);
  // Reads exactly `size` bytes, or up to the end of the stream.
  std::vector<uint8_t> Read(size_t size);
  // Reads until the other side closes or resets.
  std::vector<uint8_t> ReadToEnd();
  // Sends the end of the stream.
  void Shutdown();
  // Closes: with a FIN, or with a RST.
  void Close();
  void Reset();

 private:
  friend class RawListener;
  RawPeer();

  std::unique_ptr<asio::io_context> context_;
  asio::ip::tcp::socket socket_;
};

// Listens on a free port of this machine.
class RawListener {
 public:
  // With `full`, the queue of pending connections is full, so a new connect waits.
  explicit RawListener(bool full = false);

  asio::ip::tcp::endpoint address() const { return acceptor_.local_endpoint(); }
  RawPeer Accept();

 private:
  asio::io_context context_;
  asio::ip::tcp::acceptor acceptor_;
  std::vector<asio::ip::tcp::socket> waiting_;
};

// Returns whether this machine has an IPv6 loopback address.
bool HasIpv6();

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_TESTING_RAW_PEER_H_
