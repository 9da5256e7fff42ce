#include "conformance/play/deviant_iut.h"

#include <utility>

#include "conformance/play/peer.h"

namespace asmtp::conformance {
namespace {

using deviant::Endpoint;

class DeviantChannel : public Channel {
 public:
  DeviantChannel(const Endpoint::Setup& setup, std::shared_ptr<DeviantIut::Process> process)
      : process_(std::move(process)), endpoint_(setup, process_->deviation) {}
  ~DeviantChannel() override { LetGo(); }

  void Send(ByteView bytes, Deadline) override {
    if (process_->holder != nullptr && process_->holder != &endpoint_) return;
    LetGo();
    if (endpoint_.state() == Endpoint::State::kOpen) endpoint_.Feed(bytes);
    if (endpoint_.HoldsAll()) process_->holder = &endpoint_;
    NoteCrash();
  }

  Arrival Receive(Deadline) override {
    Bytes bytes = endpoint_.TakeOutput();
    if (bytes.empty() && endpoint_.state() == Endpoint::State::kOpen) {
      endpoint_.Idle();
      bytes = endpoint_.TakeOutput();
    }
    if (!bytes.empty()) return {.kind = Arrival::Kind::kBytes, .bytes = std::move(bytes)};
    switch (endpoint_.state()) {
      case Endpoint::State::kOpen:
      case Endpoint::State::kHangs:
        return {.kind = Arrival::Kind::kTimeout, .bytes = {}};
      case Endpoint::State::kClosed:
        return {.kind = Arrival::Kind::kFin, .bytes = {}};
      case Endpoint::State::kReset:
      case Endpoint::State::kCrashed:
      case Endpoint::State::kReported:
        break;
    }
    return {.kind = Arrival::Kind::kRst, .bytes = {}};
  }

  void Shutdown() override {
    LetGo();
    endpoint_.FeedEnd();
  }
  void Reset() override {
    LetGo();
    endpoint_.FeedReset();
    NoteCrash();
  }

 private:
  void LetGo() {
    if (process_->holder == &endpoint_) process_->holder = nullptr;
  }

  void NoteCrash() {
    process_->crashed = process_->crashed || endpoint_.state() == Endpoint::State::kCrashed ||
                        endpoint_.state() == Endpoint::State::kReported;
  }

  std::shared_ptr<DeviantIut::Process> process_;
  Endpoint endpoint_;
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
