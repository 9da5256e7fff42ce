#include "fuzz/model/session.h"

#include <algorithm>

namespace asmtp::model {
namespace {

// The limit of bytes kept after an initialize frame until the decision.
constexpr size_t kEarlySizeMax = 16 * 1024;

Side SideOf(const SessionOptions& options) {
  const SessionKeys& keys = options.keys;
  return options.is_initiator ? Side(options.group, keys.s, keys.e, keys.peer)
                              : Side(options.group, keys.s, keys.e);
}

}  // namespace

ModelSession::ModelSession(SessionOptions options)
    : options_(std::move(options)), side_(SideOf(options_)) {
  if (!options_.is_initiator) return;
  const auto initialize = side_.WriteInitialize();
  initialize ? void(output_ = *initialize) : Fail();
}

void ModelSession::Feed(View bytes) {
  if (closed_ || !end_.empty()) return;
  const size_t room = kEarlySizeMax - std::min(kEarlySizeMax, unread_.size());
  if (deciding_ && bytes.size() > room) {
    bytes = bytes.first(room);
    end_ = "early-bytes";
  }
  unread_.insert(unread_.end(), bytes.begin(), bytes.end());
  while (!closed_ && Step()) {
  }
}

void ModelSession::FeedEnd() {
  if (closed_) return;
  if (end_.empty()) end_ = "peer-closed";
  if (!deciding_) CloseAtEnd();
}

void ModelSession::Decide() {
  if (!deciding_) return;
  deciding_ = false;
  Answer();
  while (!closed_ && Step()) {
  }
  if (!closed_ && !end_.empty()) CloseAtEnd();
}

void ModelSession::CloseAtEnd() {
  if (end_ != "peer-closed") return CloseWith(end_);
  if (!receiver_) return CloseWith("handshake-truncated");
  CloseWith(unread_.empty() ? "peer-closed" : "frame-truncated");
}

std::optional<Bytes> ModelSession::Seal(View plaintext) {
  if (!is_open() || plaintext.size() + 16 > options_.length_limit) return std::nullopt;
  const Bytes ciphertext = sender_->SealNext(plaintext);
  Bytes frame(options_.header_size);
  for (size_t i = 0; i < frame.size(); ++i) {
    frame[frame.size() - 1 - i] = static_cast<uint8_t>(ciphertext.size() >> (8 * i));
  }
  return Join(frame, ciphertext);
}

std::vector<Bytes> ModelSession::Secrets() const {
  if (closed_) return {};
  if (receiver_) return {sender_->k, receiver_->k};
  return side_.Secrets();
}

void ModelSession::CloseWith(const std::string& why) {
  if (closed_) return;
  closed_ = true;
  deciding_ = false;
  output_.clear();
  events_.push_back({Event::Kind::kClosed, {}, why});
}

std::string ModelSession::FailureName() const {
  switch (side_.failure()) {
    case HandshakeFailure::kVersion:
      return "unsupported-version";
    case HandshakeFailure::kZeroDh:
      return "low-order-point";
    case HandshakeFailure::kNone:
    case HandshakeFailure::kTag:
      break;
  }
  return "handshake-rejected";
}

// Returns whether it consumed any bytes of the stream.
bool ModelSession::Step() {
  if (deciding_) return false;
  return receiver_ ? StepFrame() : StepHandshake();
}

bool ModelSession::StepHandshake() {
  const size_t size = options_.is_initiator ? kResponseSize : kInitializeSize;
  if (!unread_.empty() && unread_[0] != 1) {
    CloseWith("unsupported-version");
    return false;
  }
  if (unread_.size() < size) return false;
  const Bytes frame = Slice(unread_, 0, size);
  unread_ = Slice(unread_, size, unread_.size() - size);
  options_.is_initiator ? ReadResponse(frame) : ReadInitialize(frame);
  return true;
}

void ModelSession::ReadInitialize(View frame) {
  if (!side_.ReadInitialize(frame)) return Fail();
  events_.push_back({Event::Kind::kIdentified, side_.rs(), ""});
  deciding_ = options_.decides_later;
  if (!deciding_) Answer();
}

void ModelSession::Answer() {
  if (side_.rs() != options_.keys.peer) return CloseWith("identity-refused");
  const auto response = side_.WriteResponse();
  if (!response) return Fail();
  output_ = *response;
  Open();
}

void ModelSession::ReadResponse(View frame) {
  if (!side_.ReadResponse(frame)) return Fail();
  Open();
}

void ModelSession::Open() {
  auto [first, second] = side_.Split();
  sender_ = options_.is_initiator ? first : second;
  receiver_ = options_.is_initiator ? second : first;
  events_.push_back({Event::Kind::kOpened, side_.h(), ""});
}

bool ModelSession::StepFrame() {
  const size_t header_size = options_.header_size;
  if (unread_.size() < header_size) return false;
  const uint64_t length = Number(View(unread_).first(header_size));
  if (length < 16 || length > options_.length_limit) {
    CloseWith(length < 16 ? "frame-length-too-small" : "frame-length-too-large");
    return false;
  }
  if (unread_.size() - header_size < length) return false;
  const auto plaintext = receiver_->OpenNext(View(unread_).subspan(header_size, length));
  unread_ = Slice(unread_, header_size + length, unread_.size() - header_size - length);
  if (!plaintext) {
    CloseWith("frame-rejected");
    return false;
  }
  events_.push_back({Event::Kind::kReceived, *plaintext, ""});
  return true;
}

}  // namespace asmtp::model
