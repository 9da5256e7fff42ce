#include "conformance/faulty/seam_iut.h"

#include <utility>

#include "conformance/play/peer.h"

namespace asmtp::faulty {
namespace {

using conformance::Arrival;
using conformance::Deadline;

class SeamChannel : public conformance::Channel {
 public:
  SeamChannel(const Setup& setup, const Wrong& wrong, std::shared_ptr<bool> crashed)
      : session_(setup, wrong), crashed_(std::move(crashed)) {}

  void Send(ByteView bytes, Deadline) override {
    if (session_.state() == Session::State::kOpen) session_.Feed(bytes);
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

  void Shutdown() override { session_.FeedEnd(); }
  void Reset() override { session_.FeedEnd(); }

 private:
  void NoteCrash() {
    *crashed_ = *crashed_ || session_.state() == Session::State::kCrashed ||
                session_.state() == Session::State::kReported;
  }

  Session session_;
  std::shared_ptr<bool> crashed_;
};

}  // namespace

SeamIut::SeamIut(const conformance::Config& config, const conformance::Keys& keys,
                 const Wrong& wrong)
    : setup_{.role = config.role, .suite = config.suite, .framing = config.framing},
      wrong_(&wrong) {
  const conformance::Keys own = keys.For(config.role);
  CopyTo(own.iut_s->bytes, setup_.secret);
  CopyTo(conformance::PublicOfPeer(config.suite, own).bytes(), setup_.peer);
}

std::expected<std::unique_ptr<conformance::Channel>, std::string> SeamIut::Open(Deadline) {
  if (crashed()) return std::unexpected("the IUT has crashed");
  return std::make_unique<SeamChannel>(setup_, *wrong_, crashed_);
}

}  // namespace asmtp::faulty
