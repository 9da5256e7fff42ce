#include "fuzz/session/end.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

#include "core/message/message.h"
#include "fuzz/figures.h"
#include "fuzz/law.h"
#include "fuzz/model/message.h"

namespace asmtp::fuzz {
namespace {

using model::Event;
using Kind = model::Event::Kind;

ASMTP_LAW(kSecondOpinion, HandshakeFrameIsTheModels,
          "core and the model write the same handshake frame")
ASMTP_LAW(kKeySchedule, SealedFrameIsTheModels, "core and the model seal the same frame")
ASMTP_LAW(kTamper, AcceptsOnlyWhatTheModelAccepts,
          "core delivers only plaintexts that the model delivers")
ASMTP_LAW(kTamper, AcceptsAllThatTheModelAccepts, "core rejects nothing that the model accepts")
ASMTP_LAW(kKeySchedule, PlaintextIsTheModels,
          "core and the model open a frame to the same plaintext")
ASMTP_LAW(kSecondOpinion, IdentityIsTheModels,
          "core and the model see the same static key in initialize")
ASMTP_LAW(kSecondOpinion, SessionIdIsTheModels, "core and the model have the same session id")
ASMTP_LAW(kErrorClass, ReasonIsTheModels, "core and the model close for the same reason")
ASMTP_LAW(kInertFailure, ClosedIsInert, "a closed session accepts, returns and changes nothing")
ASMTP_LAW(kErrorClass, ReasonHasASentence, "every reason for closing has a name and a description")
ASMTP_LAW(kInertFailure, DecisionIsWaitedFor,
          "a session repeats its request until the owner decides")
ASMTP_LAW(kInertFailure, DecisionIsTakenOnce, "a decision without a request is refused")
ASMTP_LAW(kKeySchedule, HalvesGoOn, "the halves of a split session continue its state")
ASMTP_LAW(kChunking, PiecesDoNotMatter, "the result does not depend on how the stream is divided")
ASMTP_LAW(kResources, MemoryFollowsTheBytes,
          "a session uses memory in proportion to its unread bytes")
ASMTP_LAW(kSecrets, SpentKeysAreGone, "a session erases every key that it no longer needs")
ASMTP_LAW(kErrorClass, MessageVerdictIsTheModels,
          "core and the model reject a plaintext for the same reason")

// Of the streams that were not divided on purpose, one in this many is fed again at once.
constexpr uint64_t kFedAgain = 8;

model::SessionOptions ModelOptions(const EndSettings& settings) {
  return {
      .is_initiator = settings.is_initiator,
      .group = settings.suite == Suite::kEd25519 ? model::Group::kEd25519 : model::Group::k25519,
      .header_size = settings.format.header_size(),
      .length_limit = settings.format.length_limit(),
      .keys = settings.keys,
      .decides_later = settings.decides_later};
}

Session NewSession(const EndSettings& settings) {
  EphemeralKeyPair e = EphemeralKeyPair::FromSecret(
      settings.suite, EphemeralSecret(FixedView<32>(settings.keys.e.data())));
  if (!settings.is_initiator) {
    return Session::Responder(settings.format, settings.s->Clone(), std::move(e));
  }
  return Session::Initiator(settings.format, settings.s->Clone(), std::move(e),
                            StaticPublic(FixedView<32>(settings.keys.peer.data())));
}

model::Bytes ToModel(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

// Zeroes the memory first, so that a search for keys finds no leftovers between members.
End::CorePointer InZeroedMemory(Session session) {
  void* room = std::calloc(1, sizeof(Session));
  return End::CorePointer(new (room) Session(std::move(session)), [](Session* core) {
    std::destroy_at(core);
    std::free(core);
  });
}

// Converts an event of core to one of the model. Returns nothing if core needs more bytes.
std::optional<Event> ToModel(const asmtp::Event& event) {
  if (const auto* identified = std::get_if<PeerIdentified>(&event)) {
    return Event{Kind::kIdentified, ToModel(identified->rs.bytes()), ""};
  }
  if (const auto* opened = std::get_if<Opened>(&event)) {
    return Event{Kind::kOpened, ToModel(opened->session_id), ""};
  }
  if (const auto* received = std::get_if<Received>(&event)) {
    return Event{Kind::kReceived, ToModel(received->plaintext), ""};
  }
  if (const auto* closed = std::get_if<Closed>(&event)) {
    Require(Describe(closed->reason).size() > 10, ReasonHasASentence);
    return Event{Kind::kClosed, {}, std::string(Name(closed->reason))};
  }
  return std::nullopt;
}

void CompareEvent(const Event& core, const Event& model) {
  if (core.kind != model.kind) {
    Require(core.kind == Kind::kClosed, AcceptsOnlyWhatTheModelAccepts);
    return Require(false, AcceptsAllThatTheModelAccepts);
  }
  switch (core.kind) {
    case Kind::kIdentified:
      return Require(core.bytes == model.bytes, IdentityIsTheModels);
    case Kind::kOpened:
      return Require(core.bytes == model.bytes, SessionIdIsTheModels);
    case Kind::kReceived:
      return Require(core.bytes == model.bytes, PlaintextIsTheModels);
    case Kind::kClosed:
      return Require(core.why == model.why, ReasonIsTheModels);
  }
}

void Count(const Event& event) {
  static Figure accepted("frames accepted");
  if (event.kind == Kind::kReceived) accepted.Add();
  if (event.kind == Kind::kClosed) CountFigure("closed", event.why);
}

void CompareEvents(const std::vector<Event>& core, const std::vector<Event>& model) {
  const size_t both = std::min(core.size(), model.size());
  for (size_t i = 0; i < both; ++i) CompareEvent(core[i], model[i]);
  Require(core.size() <= both, AcceptsOnlyWhatTheModelAccepts);
  Require(model.size() <= both, AcceptsAllThatTheModelAccepts);
}

// Feeds the whole stream like a caller that reads from a socket.
void FeedByRoom(Session& core, ByteView stream) {
  while (!stream.empty()) {
    const MutableByteView room = core.Prepare();
    const size_t size = std::min(room.size(), stream.size());
    std::ranges::copy(stream.first(size), room.begin());
    core.Commit(size);
    stream = stream.subspan(size);
  }
}

void CheckHalves(Session core, const std::vector<Event>& events) {
  const FrameFormat format = core.format();
  auto halves = std::move(core).Split();
  // The moved-from session is examined on purpose.  NOLINTNEXTLINE(bugprone-use-after-move)
  Require(halves.has_value() && core.phase() == Phase::kClosed, HalvesGoOn);
  const auto received = std::ranges::count(events, Kind::kReceived, &Event::kind);
  FrameReader& reader = halves->reader;
  FrameWriter& writer = halves->writer;
  Require(reader.count() == static_cast<uint64_t>(received) && writer.count() == 0 &&
              writer.format().header_size() == format.header_size() &&
              writer.format().length_limit() == format.length_limit(),
          HalvesGoOn);
  std::vector<uint8_t> frame(writer.format().FrameSize(0));
  Require(writer.Seal({}, frame).has_value() && writer.count() == 1, HalvesGoOn);
  const auto before = reader.Next();
  Require(before && !*before, HalvesGoOn);
  // An incomplete frame is not delivered, and the end of the stream is final.
  reader.Prepare()[0] = 0;
  reader.Commit(1);
  reader.FeedEnd();
  const auto end = reader.Next();
  Require(!end, HalvesGoOn);
}

}  // namespace

End::End(const EndSettings& settings)
    : settings_(settings),
      core_(InZeroedMemory(NewSession(settings))),
      model_(ModelOptions(settings)) {
  // An initiator that cannot begin is already closed.
  if (is_closed()) Collect();
  Settle();
}

model::Bytes End::TakeOutput() {
  model::Bytes frame = ToModel(core_->TakeOutput());
  Require(frame == model_.TakeOutput(), HandshakeFrameIsTheModels);
  return frame;
}

std::optional<model::Bytes> End::Seal(ByteView plaintext) {
  const OldKeys old(model_);
  model::Bytes frame(settings_.format.FrameSize(plaintext.size()));
  const auto sealed = core_->Seal(plaintext, frame);
  const auto wanted = model_.Seal(plaintext);
  Require(sealed.has_value() == wanted.has_value(), SealedFrameIsTheModels);
  if (!sealed) return std::nullopt;
  Require(*sealed == frame.size() && frame == *wanted, SealedFrameIsTheModels);
  CheckForgotten(old);
  return frame;
}

void End::Deliver(ByteView bytes, ByteView piece_sizes) {
  if (!is_closed() && !ended_) stream_.insert(stream_.end(), bytes.begin(), bytes.end());
  if (ended_) return;
  cut_ = cut_ || !piece_sizes.empty();
  const OldKeys old(model_);
  while (!bytes.empty()) {
    size_t size = bytes.size();
    if (!piece_sizes.empty()) {
      size = std::clamp<size_t>(piece_sizes.front(), 1, bytes.size());
      piece_sizes = piece_sizes.subspan(1);
    }
    FeedPiece(bytes.first(size));
    bytes = bytes.subspan(size);
  }
  Settle();
  CheckForgotten(old);
}

void End::FeedPiece(ByteView piece) {
  fullest_ = std::max(fullest_, model_.unread().size() + piece.size());
  model_.Feed(piece);
  core_->Feed(piece);
  Collect();
}

// The promise of the receive buffer: bounded by the maximum of unread bytes, and after reading
// frames by the current unread bytes.
size_t End::MemoryLimit() const {
  if (is_closed()) return 0;
  constexpr size_t kRoom = ReceiveBuffer::kPrepareSizeMin;
  const size_t ever = std::max(ReceiveBuffer::kInitialSize, 3 * (fullest_ + kRoom));
  if (!is_open()) return ever;
  return std::min(ever, std::max(ReceiveBuffer::kKeptSize, 8 * (model_.unread().size() + kRoom)));
}

void End::DeliverEnd() {
  ended_ = true;
  const OldKeys old(model_);
  core_->FeedEnd();
  model_.FeedEnd();
  Collect();
  Settle();
  CheckForgotten(old);
}

void End::Close() {
  closed_here_ = closed_here_ || !is_closed();
  const OldKeys old(model_);
  core_->Close();
  model_.Close();
  Collect();
  Settle();
  CheckForgotten(old);
}

void End::Decide() {
  if (!is_deciding()) {
    const auto accepted = core_->Accept();
    const auto refused = core_->Refuse();
    return Require(!accepted && accepted.error() == SessionError::kWrongPhase && !refused &&
                       refused.error() == SessionError::kWrongPhase,
                   DecisionIsTakenOnce);
  }
  const OldKeys old(model_);
  Answer(*core_, events_.back());
  model_.Decide();
  Collect();
  Settle();
  CheckForgotten(old);
}

void End::Answer(Session& core, const Event& identified) const {
  (void)(identified.bytes == settings_.keys.peer ? core.Accept() : core.Refuse());
}

std::vector<Event> End::Drain(Session& core, bool decides) const {
  std::vector<Event> events;
  while (const auto event = ToModel(core.Next())) {
    events.push_back(*event);
    if (event->kind == Kind::kClosed) break;
    if (event->kind != Kind::kIdentified) continue;
    (void)core.Prepare();
    core.Commit(0);
    Require(ToModel(core.Next()) == *event, DecisionIsWaitedFor);
    if (!decides) break;
    Answer(core, *event);
  }
  return events;
}

// Core repeats its last event forever, and a request for a decision until it is made.
void End::Collect() {
  const bool was_deciding = is_deciding();
  for (Event& event : Drain(*core_, !settings_.decides_later)) {
    const std::vector<Event>& before = arrived_.empty() ? events_ : arrived_;
    if (was_deciding) return Require(event == before.back(), DecisionIsWaitedFor);
    const bool was_closed = !before.empty() && before.back().kind == Kind::kClosed;
    if (!was_closed) {
      arrived_.push_back(std::move(event));
      continue;
    }
    Require(event == before.back() && is_closed() && core_->TakeOutput().empty(), ClosedIsInert);
  }
}

void End::Settle() {
  CompareEvents(arrived_, model_.TakeEvents());
  for (const Event& event : arrived_) {
    Count(event);
    CheckMessage(event);
  }
  std::ranges::move(arrived_, std::back_inserter(events_));
  arrived_.clear();
  Require(core_->buffer_capacity() <= MemoryLimit(), MemoryFollowsTheBytes);
}

void End::CheckForgotten(const OldKeys& old) const {
  // Searches only the object itself, because it keeps no secret elsewhere.
  const ByteView memory(reinterpret_cast<const uint8_t*>(core_.get()), sizeof(Session));
  Require(old.AreGone(memory, model_), SpentKeysAreGone);
}

void End::CheckMessage(const Event& received) const {
  if (received.kind != Kind::kReceived) return;
  const auto message = Decode(received.bytes);
  const std::string why = message ? "" : std::string(Name(message.error().kind));
  Require(why == model::WhyNoMessage(received.bytes), MessageVerdictIsTheModels);
  CountFigure(message ? "messages" : "rejected", why);
}

uint64_t End::Digest(uint64_t before) const {
  for (const Event& event : events_) {
    before = HashOf(AsBytes(event.why), HashOf(event.bytes, before));
  }
  return before;
}

void End::CheckPieces() const {
  // Early bytes are kept up to a bound, but the whole stream at once has no early bytes.
  if (closed_here_ || (is_closed() && events_.back().why == "early-bytes")) return;
  // Every frame boundary divides the stream, and each check costs a handshake, so a sample is
  // enough.
  if (!cut_ && !IsSampled(stream_, kFedAgain)) return;
  Session core = NewSession(settings_);
  FeedByRoom(core, stream_);
  std::vector<Event> events = Drain(core, true);
  const bool closed = !events.empty() && events.back().kind == Kind::kClosed;
  if (ended_ && !closed) {
    core.FeedEnd();
    std::ranges::move(Drain(core, true), std::back_inserter(events));
  }
  Require(events == events_, PiecesDoNotMatter);
  if (core.phase() == Phase::kOpen) CheckHalves(std::move(core), events);
}

}  // namespace asmtp::fuzz
