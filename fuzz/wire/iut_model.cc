#include "fuzz/wire/iut_model.h"

#include "core/message/message.h"
#include "core/wire/framing.h"

namespace asmtp::fuzz::wire {
namespace {

// RES-14: an implementation's own limit must not be below this.
constexpr uint32_t kLimitMin = 65'533;

}  // namespace

std::string_view Name(Due::Kind kind) {
  switch (kind) {
    case Due::Kind::kInitialize:
      return "initialize";
    case Due::Kind::kResponse:
      return "response";
    case Due::Kind::kEcho:
      return "echo";
    case Due::Kind::kOpen:
      return "open";
    case Due::Kind::kClose:
      return "close";
    case Due::Kind::kEnd:
      return "end";
  }
  return "";
}

std::string WhyOpen(ByteView plaintext) {
  const auto message = Decode(plaintext);
  return message ? "" : std::string(Name(message.error().kind));
}

IutModel::IutModel(const conformance::Config& config, Options options)
    : config_(config), options_(options) {
  if (!IsResponder()) Add({.kind = Due::Kind::kInitialize});
}

void IutModel::SetReceiver(deviant::LooseOpener receiver) {
  receiver_ = std::move(receiver);
  Read();
}

void IutModel::Feed(ByteView bytes) {
  if (closed_) return;
  unread_.Append(bytes);
  Read();
}

void IutModel::FeedEnd() {
  if (closed_ || ended_) return;
  ended_ = true;
  Read();
}

Due IutModel::TakeDue() {
  Due due = std::move(due_.front());
  due_.pop_front();
  return due;
}

void IutModel::Add(Due due) {
  due.may_close = due.may_close || over_limit_;
  due_.push_back(std::move(due));
}

void IutModel::Close(std::string why) {
  Add({.kind = Due::Kind::kClose, .why = std::move(why)});
  closed_ = true;
}

void IutModel::Read() {
  if (closed_ || (!handshake_read_ && !ReadHandshakeFrame())) return;
  if (!receiver_) {
    // A responder that has not answered may treat too many bytes as a failure (RES-16), and may see
    // the end of the stream before or after its answer.
    if (!due_.empty()) due_.back().may_close = !unread_.empty() || ended_;
    return;
  }
  while (ReadFrame()) {
  }
  if (!ended_ || closed_) return;
  if (unread_.empty()) {
    Add({.kind = Due::Kind::kEnd});
    closed_ = true;
  } else {
    Close("frame-truncated");
  }
}

// Returns whether the runner's handshake frame is complete and correct.
bool IutModel::ReadHandshakeFrame() {
  wrong_version_ = !unread_.empty() && unread_.view().front() != kVersion1;
  const size_t size = IsResponder() ? kInitializeFrameSize : kResponseFrameSize;
  if (unread_.size() < size) {
    if (ended_) Close("handshake-truncated");
    return false;
  }
  const conformance::Bytes frame = unread_.Take(size);
  if (wrong_version_) {
    Close("version");
    return false;
  }
  const bool is_whole = handshake_frame_ && frame == *handshake_frame_;
  if (!is_whole || !handshake_fault_.empty()) {
    Close(is_whole ? "handshake-with-" + handshake_fault_ : "handshake-rejected");
    return false;
  }
  if (!IsResponder()) return handshake_read_ = true;
  if (!options_.wants_identity) {
    Close("identity-refused");
    return false;
  }
  Add({.kind = Due::Kind::kResponse});
  return handshake_read_ = true;
}

// Returns whether a whole frame was read and verified.
bool IutModel::ReadFrame() {
  const auto length = ReadFrameHeader(config_.framing, unread_.view());
  if (closed_ || !length) return false;
  if (*length < kFrameLengthMin || *length > FrameLengthMax(config_.framing)) {
    Close(*length < kFrameLengthMin ? "frame-length-too-small" : "frame-length-too-large");
    return false;
  }
  over_limit_ = over_limit_ || *length > kLimitMin;
  const size_t header_size = HeaderSize(config_.framing);
  if (unread_.size() - header_size < *length) return false;
  (void)unread_.Take(header_size);
  const conformance::Bytes ciphertext = unread_.Take(*length);
  auto plaintext = receiver_->Open(ciphertext);
  if (!plaintext) {
    Close("frame-rejected");
    return false;
  }
  Take(*std::move(plaintext));
  return true;
}

void IutModel::Take(conformance::Bytes plaintext) {
  std::string why = options_.knows_messages ? WhyOpen(plaintext) : "";
  const bool is_echoed = options_.echoes && why.empty();
  const auto kind = is_echoed ? Due::Kind::kEcho : Due::Kind::kOpen;
  Add({.kind = kind, .plaintext = std::move(plaintext), .why = std::move(why)});
}

}  // namespace asmtp::fuzz::wire
