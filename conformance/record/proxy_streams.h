// Streams of the proxy: whole handshake frames and frames from a socket, and to it.
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
  kCut,      // a FIN in the middle
  kReset,    // the connection was lost
  kNoFrame,  // the length is that of no frame
};

struct Frame {
  StreamEnd end = StreamEnd::kNone;
  Bytes bytes;  // the ciphertext, or the handshake frame
};

// Reads so many bytes.
asio::awaitable<Frame> ReadBytes(asio::ip::tcp::socket& socket, size_t size);
// Reads a length and the ciphertext behind it.
asio::awaitable<Frame> ReadFrame(asio::ip::tcp::socket& socket, Framing framing);

// Writes them all. A stream that the other side has left swallows them: why shows when it is read.
asio::awaitable<void> WriteBytes(asio::ip::tcp::socket& socket, Bytes bytes);
asio::awaitable<void> WriteFrame(asio::ip::tcp::socket& socket, Framing framing, ByteView wire);

// Ends the sending direction; closes with a RST; closes.
void ShutdownSending(asio::ip::tcp::socket& socket);
void Reset(asio::ip::tcp::socket& socket);
void CloseSocket(asio::ip::tcp::socket& socket);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_PROXY_STREAMS_H_
