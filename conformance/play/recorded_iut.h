// RecordedIut: plays back the bytes of a recorded IUT whose ephemeral secret is unknown.
//
//   [keys]
//   iut.e.pub responder ed25519 ~ 5f1c...        recorded in this role and suite
//   [steps]
//   connect
//   flight init                                  from the runner: its bytes are recomputed
//     wire responder ed25519 ~ 01a0...
//   flight resp                                  from the IUT: these bytes are played back
//     wire responder ed25519 ~ 015f...
//
//   auto iut = RecordedIut::Of(one_case, config);
//   Play(one_case, config, *iut, {.known_answer = true});
//
// The runner's secrets are those of the recording, so every tag must verify again. Length fields
// are recomputed, so a recording works in both framings. A step `silence` receives nothing, an
// `expect` receives what passes, and a stream ends when the runner has ended its side.
#ifndef ASMTP_CONFORMANCE_PLAY_RECORDED_IUT_H_
#define ASMTP_CONFORMANCE_PLAY_RECORDED_IUT_H_

#include <vector>

#include "conformance/play/channel.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

class RecordedIut : public Iut {
 public:
  // `one_case` must outlive the IUT. Fails if bytes that the IUT sent are missing.
  static OrSourceError<RecordedIut> Of(const Case& one_case, const Config& config);

  // Returns the sessions in order; a step `alive` gets core itself.
  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override;

 private:
  struct Session {
    bool recorded = true;
    std::vector<Arrival> arrivals;
  };

  RecordedIut(const Case& one_case, const Config& config) : case_(&one_case), config_(config) {}
  OrSourceError<void> AddStep(const Step& step);
  OrSourceError<void> AddReceived(const Step& step);
  OrSourceError<void> CheckEphemeral(const Step& step, ByteView frame) const;

  const Case* case_;
  Config config_;
  std::vector<Session> sessions_;
  size_t recorded_sessions_ = 0;
  size_t next_ = 0;
};

// Returns the line with the bytes of the step in this role and suite, or null.
const BytesLine* WireLineOf(const Step& step, const Config& config);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_RECORDED_IUT_H_
