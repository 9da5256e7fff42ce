// End: one side of a connection, with core and the model in lock step. Both get the same input and
// must do the same.
//
//   End responder(settings);
//   responder.Deliver(bytes, {1, 1});                two pieces of one byte, then the rest
//   responder.TakeOutput();                          the handshake frame, or nothing
//   auto frame = responder.Seal(plaintext);
//   responder.CheckPieces();                         laws about the whole stream
#ifndef ASMTP_FUZZ_SESSION_END_H_
#define ASMTP_FUZZ_SESSION_END_H_

#include <memory>
#include <optional>
#include <vector>

#include "core/session/session.h"
#include "fuzz/model/session.h"
#include "fuzz/sample.h"
#include "fuzz/session/old_keys.h"

namespace asmtp::fuzz {

struct EndSettings {
  Suite suite = Suite::kEd25519;
  FrameFormat format;
  bool is_initiator = false;
  const StaticKeyPair* s = nullptr;  // outlives the end
  model::SessionKeys keys;           // the same secrets, and the expected peer
  bool decides_later = false;        // responder only: decides in Decide()
};

class End {
 public:
  using CorePointer = std::unique_ptr<Session, void (*)(Session*)>;

  explicit End(const EndSettings& settings);

  model::Bytes TakeOutput();
  // Returns the frame, or nothing if this end cannot send it.
  std::optional<model::Bytes> Seal(ByteView plaintext);
  // Feeds the bytes in pieces of these sizes, and the rest in one piece.
  void Deliver(ByteView bytes, ByteView piece_sizes);
  void DeliverEnd();
  // Accepts or refuses the peer according to the settings. Without a request for a decision, checks
  // that core refuses one.
  void Decide();
  void Close();

  // Feeds the whole stream at once to another core session, which must do the same. Of streams that
  // were not divided on purpose, checks a sample (fuzz/sample.h).
  void CheckPieces() const;

  const std::vector<model::Event>& events() const { return events_; }
  // A digest of everything that happened.
  uint64_t Digest(uint64_t before = kHashOfNothing) const;
  const model::ModelSession& model() const { return model_; }
  bool is_open() const { return core_->phase() == Phase::kOpen; }
  bool is_closed() const { return core_->phase() == Phase::kClosed; }

 private:
  void FeedPiece(ByteView piece);
  // The maximum of bytes that core may hold for the stream now.
  size_t MemoryLimit() const;
  // Returns the events of core until it needs bytes, is closed, or, without `decides`, requests a
  // decision.
  std::vector<model::Event> Drain(Session& core, bool decides) const;
  void Answer(Session& core, const model::Event& identified) const;
  bool is_deciding() const { return core_->phase() == Phase::kReceivedInitialize; }
  // Records the events of core for the comparison.
  void Collect();
  // Compares the events of both.
  void Settle();
  void CheckMessage(const model::Event& received) const;
  void CheckForgotten(const OldKeys& old) const;

  EndSettings settings_;
  CorePointer core_;
  model::ModelSession model_;
  std::vector<model::Event> events_;
  std::vector<model::Event> arrived_;  // from core, not yet compared
  model::Bytes stream_;                // all that was delivered
  size_t fullest_ = 0;                 // maximum of unread bytes
  bool cut_ = false;                   // divided on purpose
  bool ended_ = false;
  bool closed_here_ = false;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_END_H_
