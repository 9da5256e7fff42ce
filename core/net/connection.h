// Connection: an open session over TCP, and its two halves.
//
//   auto connection = co_await Connection::Connect({"example.org", 4343}, std::move(s), rs);
//   if (!connection) return connection.error();
//   co_await connection->Send(plaintext);
//   auto received = co_await connection->Receive();         // a view, valid until the next call
//   auto [reader, writer] = std::move(*connection).Split(); // each may be used on its own thread
//
// Every error except kMessageTooLarge is final. A half allows one pending operation at a time, and
// must not be moved or destroyed while one is pending. The io_context of the connection must be
// running, on any number of threads, and must outlive the connection.
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

// The peer of a connection.
struct Peer {
  StaticPublic identity;
  asio::ip::tcp::endpoint address;
  Hash512 session_id;  // the handshake hash, equal on both sides
};

// The receiving half.
class ConnectionReader {
 public:
  // Takes over a finished handshake. Called by Connection.
  ConnectionReader(std::shared_ptr<Link> link, FrameReader frames, const Peer& peer);

  // Waits for the next message and returns it, decrypted in place: the view is the caller's to read
  // and write until the next call, or until this half is gone. Reads from the socket only here.
  // Fails with kPeerClosed, kFrame, kIdleTimeout, kConnectionLost, kCancelled, kClosed; all but the
  // first end both halves. Allocates nothing once its buffer has grown to the messages, of up to
  // 64 KiB: what a larger one took is given back before the next is waited for, wiped. Up to then
  // the buffer holds the plaintext.
  NetTask<MutableByteView> Receive();

  // Ends both halves. May be called on any thread. Pending operations fail with kCancelled.
  void Cancel();

  const Peer& peer() const { return peer_; }
  // Bytes of memory for the stream. Follows the bytes that have arrived, never an announced length.
  size_t buffer_capacity() const { return frames_.buffer_capacity(); }

 private:
  NetError Fail(SessionError error);
  NetError Fail(std::error_code code);

  std::shared_ptr<Link> link_;
  FrameReader frames_;
  Peer peer_;
};

// The sending half. Its destruction ends the stream after the bytes that were sent.
class ConnectionWriter {
 public:
  // Takes over a finished handshake; Connection does it.
  ConnectionWriter(const std::shared_ptr<Link>& link, FrameWriter frames, const Peer& peer);

  // Seals one message and waits until the system has accepted all of it, so a slow peer slows down
  // the sender. `plaintext` must live until then. Fails with kMessageTooLarge, which sends nothing;
  // with kIdleTimeout or kCancelled, which end both halves; with kConnectionLost, after which
  // messages that have already arrived can still be received; or with kClosed. Allocates nothing
  // after the buffer has grown to the size of the messages, of up to 64 KiB: that of a larger
  // one is given back once it has been sent.
  NetTask<void> Send(ByteView plaintext);

  // Ends sending; receiving continues. To lose no message, both sides call Shutdown() and then
  // receive until kPeerClosed. Must be called on the thread that sends.
  void Shutdown();

  // Ends both halves. May be called on any thread. Pending operations fail with kCancelled.
  void Cancel();

  const Peer& peer() const { return peer_; }
  // The largest plaintext of a message, in bytes.
  size_t plaintext_limit() const { return frames_.format().plaintext_limit(); }
  // Bytes of memory for frames.
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

// Both halves. An operation of one may overlap with an operation of the other.
class Connection {
 public:
  // Connects to `host` with the static key `s`. The static key of `host` must be `rs`, of the same
  // suite. Tries every address of the name, including the handshake, until one succeeds. Fails with
  // kResolve, kConnect, kConnectTimeout, kHandshake, kHandshakeTimeout, kConnectionLost or
  // kCancelled. The kind is that of the attempt that came furthest; the message names all attempts.
  static NetTask<Connection> Connect(HostPort host, StaticKeyPair s, StaticPublic rs,
                                     Options options = {});

  // Performs the handshake of `session`. Called by Connect() and Accepting. Only a responder calls
  // `check_id`, before it sends a byte; without `check_id` it accepts everyone. During the
  // handshake the memory is one buffer of ReceiveBuffer::kInitialSize, whatever the peer sends.
  // Fails with kHandshake, kHandshakeTimeout, kIdentityRefused, kConnectionLost or kCancelled, and
  // then closes the connection.
  static NetTask<Connection> Open(std::shared_ptr<Link> link, Session session, CheckId check_id,
                                  asio::ip::tcp::endpoint address);

  Connection(ConnectionReader reader, ConnectionWriter writer)
      : reader_(std::move(reader)), writer_(std::move(writer)) {}

  // Like the functions of the halves.
  NetTask<MutableByteView> Receive() { return reader_.Receive(); }
  NetTask<void> Send(ByteView plaintext) { return writer_.Send(plaintext); }
  void Shutdown() { writer_.Shutdown(); }
  void Cancel() { writer_.Cancel(); }
  const Peer& peer() const { return reader_.peer(); }
  size_t plaintext_limit() const { return writer_.plaintext_limit(); }
  size_t buffer_capacity() const { return reader_.buffer_capacity() + writer_.buffer_capacity(); }

  // Consumes the connection and returns its halves.
  std::pair<ConnectionReader, ConnectionWriter> Split() && {
    return {std::move(reader_), std::move(writer_)};
  }

 private:
  ConnectionReader reader_;
  ConnectionWriter writer_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_CONNECTION_H_
