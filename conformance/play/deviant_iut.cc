#include "conformance/play/deviant_iut.h"

#include <algorithm>
#include <utility>

#include "conformance/play/peer.h"

namespace asmtp::conformance {
namespace {

using deviant::Endpoint;

// Bytes that the stream takes while the runner does not read, as a socket does.
constexpr size_t kUnreadMax = size_t{256} << 10;

class DeviantChannel : public Channel {
 public:
  DeviantChannel(const Endpoint::Setup& setup, std::shared_ptr<DeviantIut::Process> process)
      : process_(std::move(process)), endpoint_(setup, process_->deviation, process_->program) {}
  ~DeviantChannel() override { LetGo(); }

  void Send(ByteView bytes, Deadline) override {
    if (process_->holder != nullptr && process_->holder != &endpoint_) return;
    LetGo();
    if (endpoint_.state() == Endpoint::State::kOpen) endpoint_.Feed(bytes);
    WriteOutput();
    const bool writes_alone = process_->deviation.behaviour.write_holds_all && IsWriting();
    if (writes_alone || endpoint_.HoldsAll()) process_->holder = &endpoint_;
    NoteCrash();
  }

  Arrival Receive(Deadline) override {
    WriteOutput();
    if (unread_.empty() && endpoint_.state() == Endpoint::State::kOpen) {
      endpoint_.Idle();
      WriteOutput();
    }
    if (!endpoint_.HoldsAll()) LetGo();
    if (!unread_.empty()) {
      return {.kind = Arrival::Kind::kBytes, .bytes = std::exchange(unread_, {})};
    }
    switch (endpoint_.state()) {
      case Endpoint::State::kOpen:
      case Endpoint::State::kHangs:
        return {.kind = Arrival::Kind::kTimeout, .bytes = {}};
      case Endpoint::State::kClosed:
      case Endpoint::State::kHalfClosed:
        return {.kind = Arrival::Kind::kFin, .bytes = {}};
      case Endpoint::State::kReset:
      case Endpoint::State::kCrashed:
      case Endpoint::State::kReported:
        break;
    }
    return {.kind = Arrival::Kind::kRst, .bytes = {}};
  }

  bool StopsReading(Deadline) override { return endpoint_.state() != Endpoint::State::kHalfClosed; }

  void Shutdown() override {
    LetGo();
    endpoint_.FeedEnd(/*owes=*/!unread_.empty());
    if (endpoint_.state() == Endpoint::State::kHangs) unread_.clear();
  }
  void Reset() override {
    LetGo();
    endpoint_.FeedReset(/*writing=*/IsWriting());
    NoteCrash();
  }

 private:
  // Whether the endpoint has output that the stream does not take.
  bool IsWriting() const { return unread_.size() > kUnreadMax; }

  // Moves the output of the endpoint to the stream.
  void WriteOutput() {
    Bytes bytes = endpoint_.TakeOutput();
    const size_t room = kUnreadMax - std::min(kUnreadMax, unread_.size());
    const bool loses_rest = process_->deviation.behaviour.short_write_lost;
    if (loses_rest && bytes.size() > room) bytes.resize(room);
    unread_.insert(unread_.end(), bytes.begin(), bytes.end());
  }

  void LetGo() {
    if (process_->holder == &endpoint_) process_->holder = nullptr;
  }

  void NoteCrash() {
    process_->crashed = process_->crashed || endpoint_.state() == Endpoint::State::kCrashed ||
                        endpoint_.state() == Endpoint::State::kReported;
  }

  std::shared_ptr<DeviantIut::Process> process_;
  Endpoint endpoint_;
  Bytes unread_;  // written by the endpoint and not yet received
};

}  // namespace

DeviantIut::DeviantIut(const Config& config, const Keys& keys, deviant::Deviation deviation,
                       bool reads_rightly)
    : setup_{.role = config.role,
             .suite = config.suite,
             .framing = config.framing,
             .reads_rightly = reads_rightly},
      process_(std::make_shared<Process>(std::move(deviation))) {
  setup_.secret = keys.iut_s.bytes;
  setup_.peer = PublicOfPeer(config.suite, keys).bytes();
  setup_.e = keys.iut_e.bytes;
}

std::expected<std::unique_ptr<Channel>, std::string> DeviantIut::Open(Deadline) {
  if (crashed()) return std::unexpected("the IUT crashed");
  Endpoint::Setup setup = setup_;
  if (setup.e) setup.e->back() ^= sessions_++;
  return std::make_unique<DeviantChannel>(setup, process_);
}

}  // namespace asmtp::conformance
