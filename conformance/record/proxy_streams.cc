#include "conformance/record/proxy_streams.h"

#include <asio/buffer.hpp>
#include <asio/completion_condition.hpp>
#include <asio/error.hpp>
#include <asio/read.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <utility>

namespace asmtp::conformance {
namespace {

// The default limit of our own endpoint.
constexpr uint32_t kLengthMax = 1U << 24;

}  // namespace

// Memory grows with the received bytes, not with the announced length.
asio::awaitable<Frame> ReadBytes(asio::ip::tcp::socket& socket, size_t size) {
  Frame frame;
  std::error_code code;
  co_await asio::async_read(socket, asio::dynamic_buffer(frame.bytes), asio::transfer_exactly(size),
                            asio::redirect_error(asio::use_awaitable, code));
  if (code == asio::error::eof) {
    frame.end = frame.bytes.empty() ? StreamEnd::kFin : StreamEnd::kCut;
  } else if (code) {
    frame.end = StreamEnd::kReset;
  }
  co_return frame;
}

asio::awaitable<Frame> ReadFrame(asio::ip::tcp::socket& socket, Framing framing) {
  const Frame header = co_await ReadBytes(socket, HeaderSize(framing));
  if (header.end != StreamEnd::kNone) co_return header;
  const uint32_t length = ReadFrameHeader(framing, header.bytes).value_or(0);
  if (length < kFrameLengthMin || length > kLengthMax) {
    co_return Frame{.end = StreamEnd::kNoFrame, .bytes = header.bytes};
  }
  Frame frame = co_await ReadBytes(socket, length);
  if (frame.end == StreamEnd::kFin) frame.end = StreamEnd::kCut;
  co_return frame;
}

asio::awaitable<void> WriteBytes(asio::ip::tcp::socket& socket, Bytes bytes) {
  std::error_code ignored;
  co_await asio::async_write(socket, asio::buffer(bytes),
                             asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> WriteFrame(asio::ip::tcp::socket& socket, Framing framing, ByteView wire) {
  Bytes bytes(HeaderSize(framing));
  WriteFrameHeader(framing, static_cast<uint32_t>(wire.size()), bytes);
  bytes.insert(bytes.end(), wire.begin(), wire.end());
  co_await WriteBytes(socket, std::move(bytes));
}

void ShutdownSending(asio::ip::tcp::socket& socket) {
  std::error_code ignored;
  socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void Reset(asio::ip::tcp::socket& socket) {
  std::error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

void CloseSocket(asio::ip::tcp::socket& socket) {
  std::error_code ignored;
  socket.close(ignored);
}

}  // namespace asmtp::conformance
