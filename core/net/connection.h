// Connection: an open session over TCP, and its two halves.
//
//   auto connection = co_await Connection::Connect({"example.org", 4343}, std::move(s), rs);
//   if (!connection) return connection.error();
//   co_await connection->Send(plaintext);
//   auto received = co_await connection->Receive();         // a view, valid until the next call
//   auto [reader, writer] = std::move(*connection).Split(); // each may go to a thread of its own
//
// An error other than kMessageTooLarge is final. A half must not be moved or destroyed while one of
// its operations is waiting, and waits for one operation at a time. The io_context that the
// connection was made on must be running, on any number of threads, and must outlive it.
#ifndef ASMTP_CORE_NET_CONNECTION_H_
#define ASMTP_CORE_NET_CONNECTION_H_

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <expected>
#include <memory>
#include <utility>
#include <vector>

#include "core/net/error.h"
#include "core/net/options.h"
#include "core/session/session.h"

namespace asmtp {

class Link;

// Who is on the other side.
struct Peer {
  StaticPublic identity;
  asio::ip::tcp::endpoint address;
  Hash512 session_id;  // the handshake hash, equal on both sides
};

// The receiving half.
class ConnectionReader {
 public:
  // Takes over a finished handshake; Connection does it.
  ConnectionReader(std::shared_ptr<Link> link, FrameReader frames, const Peer& peer);

  // Waits for the next message and returns it, decrypted in place: the view is the caller's to read
  // and write until the next call, or until this half is gone. Reads from the socket only here.
  // Fails with kPeerClosed, kFrame, kIdleTimeout, kConnectionLost, kCancelled, kClosed; all but the
  // first end both halves. Allocates nothing once its buffer has grown to the messages, of up to
  // 64 KiB: what a larger one took is given back before the next is waited for, wiped. Up to then
  // the buffer holds the plaintext.
  asio::awaitable<std::expected<MutableByteView, NetError>> Receive();

  // Ends both halves, from any thread: what waits, ends with kCancelled.
  void Cancel();

  const Peer& peer() const { return peer_; }
  // Bytes of memory held for the stream. Follows what has arrived and was not received, never an
  // announced length.
  size_t buffer_capacity() const { return frames_.buffer_capacity(); }

 private:
  NetError Fail(SessionError error);
  NetError Fail(std::error_code code);

  std::shared_ptr<Link> link_;
  FrameReader frames_;
  Peer peer_;
};

// The sending half. When it goes, the peer reads to the end of what was sent and then sees the end
// of the stream.
class ConnectionWriter {
 public:
  // Takes over a finished handshake; Connection does it.
  ConnectionWriter(const std::shared_ptr<Link>& link, FrameWriter frames, const Peer& peer);

  // Seals one message and waits until the system has taken all of it, which is how a slow peer
  // slows down the sender. Fails with kMessageTooLarge, and then has sent nothing; with
  // kIdleTimeout, kCancelled, and then both halves end; with kConnectionLost, and then what has
  // arrived before can still be received; with kClosed. `plaintext` must live until then. Allocates
  // nothing once its buffer has grown to the messages.
  asio::awaitable<std::expected<void, NetError>> Send(ByteView plaintext);

  // Says that nothing more will be sent. Receiving goes on: to lose nothing, the two sides shut
  // down and then receive until kPeerClosed. For the thread that sends.
  void Shutdown();

  // Ends both halves, from any thread: what waits, ends with kCancelled.
  void Cancel();

  const Peer& peer() const { return peer_; }
  // The largest plaintext of a message, in bytes.
  size_t plaintext_limit() const { return frames_.format().plaintext_limit(); }
  // Bytes of memory held for frames: that of the largest one sent.
  size_t buffer_capacity() const { return buffer_.capacity(); }

 private:
  std::expected<ByteView, NetError> Seal(ByteView plaintext);
  NetError Fail(std::error_code code);

  // Ends the sending direction when it goes.
  std::shared_ptr<Link> link_;
  FrameWriter frames_;
  Peer peer_;
  std::vector<uint8_t> buffer_;
  bool shut_down_ = false;
};

// Both halves. The operations of the two may overlap.
class Connection {
 public:
  // Connects to `host`, whose static key must be `rs`, as `s`, which is of the same suite. Tries
  // every address of the name, the handshake included, until one succeeds. Fails with kResolve,
  // kConnect, kConnectTimeout, kHandshake, kHandshakeTimeout, kConnectionLost, kCancelled: with the
  // attempt that came furthest, in a sentence that names them all.
  static asio::awaitable<std::expected<Connection, NetError>> Connect(HostPort host,
                                                                      StaticKeyPair s,
                                                                      StaticPublic rs,
                                                                      Options options = {});

  // Performs the handshake of `session`; Connect() and Accepting do it. `check_id` is asked on the
  // side of the responder only, before a byte is sent; without it, everyone is welcome. Until the
  // handshake is done one buffer of ReceiveBuffer::kInitialSize is held, whatever the peer sends.
  // Where it fails the connection is closed. Fails with kHandshake, kHandshakeTimeout,
  // kIdentityRefused, kConnectionLost, kCancelled.
  static asio::awaitable<std::expected<Connection, NetError>> Open(std::shared_ptr<Link> link,
                                                                   Session session,
                                                                   CheckId check_id,
                                                                   asio::ip::tcp::endpoint address);

  Connection(ConnectionReader reader, ConnectionWriter writer)
      : reader_(std::move(reader)), writer_(std::move(writer)) {}

  // As the halves do.
  asio::awaitable<std::expected<MutableByteView, NetError>> Receive() { return reader_.Receive(); }
  asio::awaitable<std::expected<void, NetError>> Send(ByteView plaintext) {
    return writer_.Send(plaintext);
  }
  void Shutdown() { writer_.Shutdown(); }
  void Cancel() { writer_.Cancel(); }
  const Peer& peer() const { return reader_.peer(); }
  size_t plaintext_limit() const { return writer_.plaintext_limit(); }
  size_t buffer_capacity() const { return reader_.buffer_capacity() + writer_.buffer_capacity(); }

  // Takes the connection apart.
  std::pair<ConnectionReader, ConnectionWriter> Split() && {
    return {std::move(reader_), std::move(writer_)};
  }

 private:
  ConnectionReader reader_;
  ConnectionWriter writer_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_CONNECTION_H_
