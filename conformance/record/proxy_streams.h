// Streams of the proxy: reads and writes whole handshake frames and frames over a socket.
//
//   Frame frame = co_await ReadFrame(socket, Framing::kU32);
//   if (frame.end == StreamEnd::kNone) Use(frame.ciphertext);
#ifndef ASMTP_CONFORMANCE_RECORD_PROXY_STREAMS_H_
#define ASMTP_CONFORMANCE_RECORD_PROXY_STREAMS_H_

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include "conformance/transcript/value.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {

// Why there are no more bytes.
enum class StreamEnd : uint8_t {
  kNone,
  kFin,
  kCut,      // a FIN inside a frame
  kReset,    // the connection was lost
  kNoFrame,  // an invalid frame length
};

struct Frame {
  StreamEnd end = StreamEnd::kNone;
  Bytes bytes;  // the ciphertext, or the handshake frame
};

// Reads this many bytes.
asio::awaitable<Frame> ReadBytes(asio::ip::tcp::socket& socket, size_t size);
// Reads a length field and its ciphertext.
asio::awaitable<Frame> ReadFrame(asio::ip::tcp::socket& socket, Framing framing);

// Writes all bytes. A stream closed by the other side discards them; reading reports the end.
asio::awaitable<void> WriteBytes(asio::ip::tcp::socket& socket, Bytes bytes);
asio::awaitable<void> WriteFrame(asio::ip::tcp::socket& socket, Framing framing, ByteView wire);

// Ends the sending direction; resets (RST); closes.
void ShutdownSending(asio::ip::tcp::socket& socket);
void Reset(asio::ip::tcp::socket& socket);
void CloseSocket(asio::ip::tcp::socket& socket);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_PROXY_STREAMS_H_
