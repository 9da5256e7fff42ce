// RawPeer: a TCP peer that does what a test says, byte by byte, and blocks while it does.
//
//   RawPeer peer = RawPeer::ConnectTo(listener.local_address());
//   peer.Write(HexBytes("01 00"));
//   EXPECT_EQ(peer.Read(49).size(), 49);
//   EXPECT_TRUE(peer.ReadToEnd().empty());          // closed without a byte
//
// Where nothing comes for kPatience the test fails.
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
  static RawPeer ConnectTo(const asio::ip::tcp::endpoint& address);

  void Write(ByteView bytes);
  // Writes what the system takes without waiting, and returns how much that was.
  size_t WriteSome(ByteView bytes);
  // Returns whether the system takes more bytes within `time`.
  bool WaitUntilWritable(std::chrono::milliseconds time);
  // Reads exactly `size` bytes, or to the end.
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
  // With `full`, the queue of those that wait to be accepted has no room: who connects, waits.
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
