// IutModel: what SPEC.md requires of an implementation after the bytes sent to it. Needs only the
// runner's keys.
//
//   IutModel model(config, {.knows_messages = true});
//   model.ExpectHandshakeFrame(frame);          the frame that verifies
//   model.Feed(bytes);                          all sent bytes, in any pieces
//   model.due().front()                         Due::Kind::kResponse
//   model.TakeDue();
//   model.SetReceiver(peer.ReceiverOfIut());    from now on frames are opened
//
// What SPEC.md leaves open stays open: after a plaintext that is not a message an implementation
// may close or continue, and it may have its own limit of the frame length.
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

// One required reaction of an implementation.
struct Due {
  enum class Kind : uint8_t {
    kInitialize,  // send its initialize
    kResponse,    // send its response
    kEcho,        // send `plaintext` back
    kOpen,        // not send `plaintext` back; it may close
    kClose,       // close without sending another byte
    kEnd,         // the stream ended between frames: close, or keep its direction open
  };
  Kind kind = Kind::kClose;
  conformance::Bytes plaintext = {};
  std::string why = {};    // reason for kClose or kOpen, as a short stable name
  bool may_close = false;  // instead
};

// Returns "initialize", "response", "echo", "open", "close" or "end".
std::string_view Name(Due::Kind kind);

// Returns the stable name of the reason why a plaintext is not a message, or "".
std::string WhyOpen(ByteView plaintext);

class IutModel {
 public:
  struct Options {
    bool echoes = true;          // else the IUT echoes nothing
    bool knows_messages = true;  // else the IUT echoes every plaintext
    bool wants_identity = true;  // the runner has the identity that the IUT expects
  };

  // The initialize of an initiator is due at once.
  IutModel(const conformance::Config& config, Options options);

  // Sets the bytes of the runner's handshake frame and its fault; "" if it verifies.
  void ExpectHandshakeFrame(conformance::Bytes frame, std::string fault = "") {
    handshake_frame_ = std::move(frame);
    handshake_fault_ = std::move(fault);
  }
  // Tells the model that the runner has finished the handshake.
  void SetReceiver(deviant::LooseOpener receiver);
  void Feed(ByteView bytes);
  // Tells the model that the runner ended its direction.
  void FeedEnd();

  // The required reactions, in order.
  const std::deque<Due>& due() const { return due_; }
  Due TakeDue();
  // Whether the IUT is in the middle of a frame.
  bool IsWithin() const { return !unread_.empty() || !handshake_read_; }
  // Whether the IUT may close now, before anything else is sent.
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
  bool wrong_version_ = false;  // in a partial handshake frame: it may close now or later
  bool over_limit_ = false;     // a length exceeds the minimum limit of implementations
  bool ended_ = false;
  bool closed_ = false;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_IUT_MODEL_H_
