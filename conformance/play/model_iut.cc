#include "conformance/play/model_iut.h"

#include <utility>
#include <variant>

#include "core/message/message.h"
#include "core/testing/ledger_state.h"

namespace asmtp::conformance {
namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

class ModelChannel : public Channel {
 public:
  ModelChannel(Session session, StaticPublic wanted)
      : session_(std::move(session)), wanted_(wanted) {
    TakeOutput();
    Work();  // an initiator may have ended already
  }

  void Send(ByteView bytes, Deadline) override {
    session_.Feed(bytes);
    Work();
  }

  Arrival Receive(Deadline) override {
    if (!output_.empty()) {
      return {.kind = Arrival::Kind::kBytes, .bytes = std::exchange(output_, {})};
    }
    return {.kind = closed_ ? Arrival::Kind::kFin : Arrival::Kind::kTimeout, .bytes = {}};
  }

  void Shutdown() override {
    session_.FeedEnd();
    Work();
  }

  void Reset() override {
    session_.Close();
    closed_ = true;
  }

 private:
  void Work() {
    bool goes_on = true;
    while (goes_on) {
      goes_on = std::visit(Overloaded{[](const NeedBytes&) { return false; },
                                      [&](const PeerIdentified& event) { return Decide(event.rs); },
                                      [](const Opened&) { return true; },
                                      [&](const Received& event) { return Echo(event.plaintext); },
                                      [&](const Closed&) {
                                        closed_ = true;
                                        return false;
                                      }},
                           session_.Next());
    }
  }

  bool Decide(const StaticPublic& rs) {
    (void)(rs == wanted_ ? session_.Accept() : session_.Refuse());
    TakeOutput();
    return true;
  }

  bool Echo(ByteView plaintext) {
    const auto message = Decode(plaintext);
    if (!message) {
      session_.Close();
      return true;
    }
    Bytes encoded(EncodedSize(*message));
    (void)Encode(*message, encoded);
    if (auto told = teller_.Hear(encoded)) encoded = *std::move(told);
    Bytes frame(session_.format().FrameSize(encoded.size()));
    (void)session_.Seal(encoded, frame);
    output_.insert(output_.end(), frame.begin(), frame.end());
    return true;
  }

  void TakeOutput() {
    const ByteView bytes = session_.TakeOutput();
    output_.insert(output_.end(), bytes.begin(), bytes.end());
  }

  Session session_;
  LedgerTeller teller_;
  StaticPublic wanted_;
  Bytes output_;
  bool closed_ = false;
};

}  // namespace

std::expected<std::unique_ptr<Channel>, std::string> ModelIut::Open(Deadline) {
  return std::make_unique<ModelChannel>(NewSession(), PublicOfPeer(config_.suite, keys_));
}

Session ModelIut::NewSession() {
  const FrameFormat format(config_.framing);
  StaticKeyPair s = StaticPair(config_.suite, keys_.iut_s);
  EphemeralKeyPair e = EphemeralOfSession(config_.suite, keys_.iut_e, sessions_++);
  if (config_.role == noise::Role::kResponder) {
    return Session::Responder(format, std::move(s), std::move(e));
  }
  return Session::Initiator(format, std::move(s), std::move(e), PublicOfPeer(config_.suite, keys_));
}

}  // namespace asmtp::conformance
