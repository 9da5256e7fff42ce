// SeamIut: a faulty endpoint in the place of the IUT, in this process, without sockets or clocks.
//
//   SeamIut iut(config, one_case.keys, FindSeamFault("no-rekey")->wrong);
//   PlayResult result = Play(one_case, config, iut, {});
//   if (iut.crashed()) ...
//
// Its answers are there at once: what has not arrived when it is asked for never will. Its ephemeral
// keys are iut.e of the case, where it has one, changed for each further session: then it always
// sends the same bytes.
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_IUT_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_IUT_H_

#include <memory>

#include "conformance/faulty/seam/session.h"
#include "conformance/play/channel.h"
#include "conformance/play/config.h"

namespace asmtp::faulty {

class SeamIut : public conformance::Iut {
 public:
  // `wrong` must outlive it.
  SeamIut(const conformance::Config& config, const conformance::Keys& keys, const Wrong& wrong);

  std::expected<std::unique_ptr<conformance::Channel>, std::string> Open(
      conformance::Deadline deadline) override;
  // Whether one of its sessions has crashed.
  bool crashed() const { return process_->crashed; }

  // What its sessions share.
  struct Process {
    bool crashed = false;
    const Session* holder = nullptr;  // the session that holds up all others
  };

 private:
  Setup setup_;
  const Wrong* wrong_;
  uint8_t sessions_ = 0;
  std::shared_ptr<Process> process_ = std::make_shared<Process>();
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_IUT_H_
