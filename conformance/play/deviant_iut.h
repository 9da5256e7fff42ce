// DeviantIut: a deviating endpoint in place of the IUT, in this process, without sockets or clocks.
//
//   DeviantIut iut(config, one_case.keys.For(config.role), row.deviation());
//   PlayResult result = Play(one_case, config, iut, {});
//   if (iut.crashed()) ...
//
// It answers at once: bytes that have not arrived when they are asked for never will. Its ephemeral
// keys are derived from iut.e of the case and the session number, so it always sends the same
// bytes.
#ifndef ASMTP_CONFORMANCE_PLAY_DEVIANT_IUT_H_
#define ASMTP_CONFORMANCE_PLAY_DEVIANT_IUT_H_

#include <memory>

#include "conformance/deviant/endpoint.h"
#include "conformance/play/channel.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

class DeviantIut : public Iut {
 public:
  // With `reads_rightly`, it deviates only in what it sends.
  DeviantIut(const Config& config, const Keys& keys, deviant::Deviation deviation,
             bool reads_rightly = false);

  // Makes it answer no message, take any runner, and use new ephemeral keys.
  void BecomeNode() {
    setup_.is_node = true;
    setup_.e.reset();
  }

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override;
  // Whether one of its sessions has crashed.
  bool crashed() const { return process_->crashed; }

  // State shared by its sessions.
  struct Process {
    const deviant::Deviation deviation;
    deviant::Program program = {};
    bool crashed = false;
    const deviant::Endpoint* holder = nullptr;  // the session that blocks all others
  };

 private:
  deviant::Endpoint::Setup setup_;
  uint8_t sessions_ = 0;
  std::shared_ptr<Process> process_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_DEVIANT_IUT_H_
