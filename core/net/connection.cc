#include "core/net/connection.h"

#include <asio/error.hpp>

#include "core/net/link.h"

namespace asmtp {

ConnectionReader::ConnectionReader(std::shared_ptr<Link> link, FrameReader frames, const Peer& peer)
    : link_(std::move(link)), frames_(std::move(frames)), peer_(peer) {}

NetTask<MutableByteView> ConnectionReader::Receive() {
  for (;;) {
    if (const auto ended = link_->Verdict({})) co_return std::unexpected(Fail(ended));
    const auto plaintext = frames_.Next();
    if (!plaintext) co_return std::unexpected(Fail(plaintext.error()));
    if (*plaintext) co_return **plaintext;
    const MutableByteView room = frames_.Prepare();
    std::error_code code;
    link_->StartWaiting(Link::kRead);
    const size_t size = co_await link_->socket().async_read_some(Buffer(room), Storing(code));
    link_->StopWaiting(Link::kRead);
    code = link_->Verdict(code);
    if (code == asio::error::eof) {
      frames_.FeedEnd();
      continue;
    }
    if (code) co_return std::unexpected(Fail(code));
    frames_.Commit(size);
  }
}

NetError ConnectionReader::Fail(SessionError error) {
  // Only after a clean end may the writer continue.
  if (error != SessionError::kPeerClosed) link_->Fail();
  return SessionFailure(error, NetError::Kind::kFrame, ToText(peer_.address));
}

NetError ConnectionReader::Fail(std::error_code code) {
  link_->Fail();
  return SystemError(code, NetError::Kind::kIdleTimeout, ToText(peer_.address));
}

void ConnectionReader::Cancel() { link_->Cancel(); }

ConnectionWriter::ConnectionWriter(const std::shared_ptr<Link>& link, FrameWriter frames,
                                   const Peer& peer)
    : link_(link.get(), [link](Link* sending) { sending->ShutdownWrite(); }),
      frames_(std::move(frames)),
      peer_(peer) {}

NetTask<void> ConnectionWriter::Send(ByteView plaintext) {
  if (const auto ended = link_->Verdict({})) co_return std::unexpected(Fail(ended));
  const auto frame = Seal(plaintext);
  if (!frame) co_return std::unexpected(frame.error());
  for (ByteView rest = *frame; !rest.empty();) {
    std::error_code code;
    link_->StartWaiting(Link::kWrite);
    const size_t size = co_await link_->socket().async_write_some(Buffer(rest), Storing(code));
    link_->StopWaiting(Link::kWrite);
    code = link_->Verdict(code);
    if (code) co_return std::unexpected(Fail(code));
    rest = rest.subspan(size);
  }
  if (buffer_.size() > ReceiveBuffer::kKeptSize) buffer_ = std::vector<uint8_t>();
  co_return std::expected<void, NetError>();
}

std::expected<ByteView, NetError> ConnectionWriter::Seal(ByteView plaintext) {
  const auto fail = [this](SessionError error) {
    return std::unexpected(SessionFailure(error, NetError::Kind::kFrame, ToText(peer_.address)));
  };
  if (shut_down_) return fail(SessionError::kClosed);
  if (plaintext.size() > plaintext_limit()) return fail(SessionError::kPlaintextTooLarge);
  const size_t size = frames_.format().FrameSize(plaintext.size());
  if (buffer_.size() < size) buffer_.resize(size);
  const auto sealed = frames_.Seal(plaintext, buffer_);
  if (!sealed) return fail(sealed.error());
  return ByteView(buffer_).first(*sealed);
}

// The reader continues, because messages of the peer may have arrived before the failure.
NetError ConnectionWriter::Fail(std::error_code code) {
  shut_down_ = true;
  return SystemError(code, NetError::Kind::kIdleTimeout, ToText(peer_.address));
}

void ConnectionWriter::Shutdown() {
  shut_down_ = true;
  link_->ShutdownWrite();
}

void ConnectionWriter::Cancel() { link_->Cancel(); }

}  // namespace asmtp
