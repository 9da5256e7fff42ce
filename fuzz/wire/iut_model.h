// IutModel: what an implementation has to do with the bytes that it was sent, by SPEC.md: worked
// out from the runner's keys, without those of the implementation.
//
//   IutModel model(config, {.knows_messages = true});
//   model.ExpectHandshakeFrame(frame);          the one that verifies
//   model.Feed(bytes);                          whatever was sent, in whatever pieces
//   model.due().front()                         Due::Kind::kResponse
//   model.TakeDue();
//   model.SetReceiver(peer.ReceiverOfIut());    from now on frames are looked at
//
// What SPEC.md leaves open stays open: on a plaintext that is no message an implementation may
// close or go on, and it may have a limit of its own for the length of a frame.
#ifndef ASMTP_FUZZ_WIRE_IUT_MODEL_H_
#define ASMTP_FUZZ_WIRE_IUT_MODEL_H_

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "conformance/deviant/loose_transport.h"
#include "conformance/play/config.h"
#include "conformance/play/inbox.h"

namespace asmtp::fuzz::wire {

// One thing that an implementation has to do next.
struct Due {
  enum class Kind : uint8_t {
    kInitialize,  // send its initialize
    kResponse,    // send its response
    kEcho,        // send `plaintext` back
    kOpen,        // not send `plaintext` back; it may close
    kClose,       // close, without another byte
    kEnd,         // the stream ended between frames: close, or keep its direction open
  };
  Kind kind = Kind::kClose;
  conformance::Bytes plaintext = {};
  std::string why = {};    // it has to close, or the plaintext is no message: a short stable name
  bool may_close = false;  // instead
};

// Returns "initialize", "response", "echo", "open", "close" or "end".
std::string_view Name(Due::Kind kind);

// Returns the stable name of the reason for which a plaintext is no message, or "".
std::string WhyOpen(ByteView plaintext);

class IutModel {
 public:
  struct Options {
    bool echoes = true;          // else no plaintext is sent back
    bool knows_messages = true;  // else every plaintext is
    bool wants_identity = true;  // the runner's is the one that it was told to expect
  };

  // An initiator begins by itself: its initialize is due at once.
  IutModel(const conformance::Config& config, Options options);

  // Says which bytes the runner's handshake frame has, and what is wrong with them; "": nothing,
  // they verify.
  void ExpectHandshakeFrame(conformance::Bytes frame, std::string fault = "") {
    handshake_frame_ = std::move(frame);
    handshake_fault_ = std::move(fault);
  }
  // The handshake is done, as far as the runner knows.
  void SetReceiver(deviant::LooseOpener receiver);
  void Feed(ByteView bytes);
  // The runner ended its direction.
  void FeedEnd();

  // In this order.
  const std::deque<Due>& due() const { return due_; }
  Due TakeDue();
  // Whether it waits for the rest of something.
  bool IsWithin() const { return !unread_.empty() || !handshake_read_; }
  // Whether it may close, as things stand, before anything else is sent.
  bool MayClose() const { return wrong_version_ || over_limit_; }
  bool IsEnded() const { return ended_; }
  bool IsClosed() const { return closed_; }

 private:
  bool IsResponder() const { return config_.role == noise::Role::kResponder; }
  void Read();
  bool ReadHandshakeFrame();
  bool ReadFrame();
  void Take(conformance::Bytes plaintext);
  void Add(Due due);
  void Close(std::string why);

  conformance::Config config_;
  Options options_;
  std::optional<conformance::Bytes> handshake_frame_;
  std::string handshake_fault_;
  std::optional<deviant::LooseOpener> receiver_;
  conformance::Inbox unread_;
  std::deque<Due> due_;
  bool handshake_read_ = false;
  bool wrong_version_ = false;  // of a part of a handshake frame: it may close now or later
  bool over_limit_ = false;     // a length is above what every implementation should take
  bool ended_ = false;
  bool closed_ = false;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_IUT_MODEL_H_
