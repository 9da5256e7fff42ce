#include "conformance/faulty/seam_iut.h"

#include <utility>

#include "conformance/play/peer.h"

namespace asmtp::faulty {
namespace {

using conformance::Arrival;
using conformance::Deadline;

class SeamChannel : public conformance::Channel {
 public:
  SeamChannel(const Setup& setup, const Wrong& wrong, std::shared_ptr<SeamIut::Process> process)
      : session_(setup, wrong), process_(std::move(process)) {}
  ~SeamChannel() override { LetGo(); }

  void Send(ByteView bytes, Deadline) override {
    if (process_->holder != nullptr && process_->holder != &session_) return;
    LetGo();
    if (session_.state() == Session::State::kOpen) session_.Feed(bytes);
    if (session_.HoldsAll()) process_->holder = &session_;
    NoteCrash();
  }

  Arrival Receive(Deadline) override {
    Bytes bytes = session_.TakeOutput();
    if (bytes.empty() && session_.state() == Session::State::kOpen) {
      session_.Idle();
      bytes = session_.TakeOutput();
    }
    if (!bytes.empty()) return {.kind = Arrival::Kind::kBytes, .bytes = std::move(bytes)};
    switch (session_.state()) {
      case Session::State::kOpen:
      case Session::State::kHangs:
        return {.kind = Arrival::Kind::kTimeout, .bytes = {}};
      case Session::State::kClosed:
        return {.kind = Arrival::Kind::kFin, .bytes = {}};
      case Session::State::kReset:
      case Session::State::kCrashed:
      case Session::State::kReported:
        break;
    }
    return {.kind = Arrival::Kind::kRst, .bytes = {}};
  }

  void Shutdown() override {
    LetGo();
    session_.FeedEnd();
  }
  void Reset() override {
    LetGo();
    session_.FeedReset();
    NoteCrash();
  }

 private:
  void LetGo() {
    if (process_->holder == &session_) process_->holder = nullptr;
  }

  void NoteCrash() {
    process_->crashed = process_->crashed || session_.state() == Session::State::kCrashed ||
                        session_.state() == Session::State::kReported;
  }

  Session session_;
  std::shared_ptr<SeamIut::Process> process_;
};

}  // namespace

SeamIut::SeamIut(const conformance::Config& config, const conformance::Keys& keys,
                 const Wrong& wrong)
    : setup_{.role = config.role, .suite = config.suite, .framing = config.framing},
      wrong_(&wrong) {
  const conformance::Keys own = keys.For(config.role);
  CopyTo(own.iut_s->bytes, setup_.secret);
  if (own.iut_e) setup_.e = own.iut_e->bytes;
  CopyTo(conformance::PublicOfPeer(config.suite, own).bytes(), setup_.peer);
}

std::expected<std::unique_ptr<conformance::Channel>, std::string> SeamIut::Open(Deadline) {
  if (crashed()) return std::unexpected("the IUT has crashed");
  Setup setup = setup_;
  if (setup.e) setup.e->back() ^= sessions_++;
  return std::make_unique<SeamChannel>(setup, *wrong_, process_);
}

}  // namespace asmtp::faulty
