// Player: plays the steps of one case over the streams of an IUT, and judges what happens.
//
//   const PlayResult result = Play(one_case, config, iut, {.timeout_scale = 1.0});
//   result.verdict                  Verdict::kFail
//   result.step->line               where in the transcript it was decided
#ifndef ASMTP_CONFORMANCE_PLAY_PLAYER_H_
#define ASMTP_CONFORMANCE_PLAY_PLAYER_H_

#include <functional>
#include <string>
#include <vector>

#include "conformance/play/channel.h"
#include "conformance/play/fact.h"
#include "conformance/play/judge.h"
#include "conformance/play/peer.h"
#include "conformance/play/trace.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

struct PlayOptions {
  double timeout_scale = 1.0;
  // What has to come is waited for without end: a debugger may hold the IUT. Silence that is well
  // has its usual time.
  bool no_deadlines = false;
  // How long, at scale 1, an IUT whose fresh session does not work is left alone before another one
  // is tried; 0: it is not tried again.
  Milliseconds grace{0};
  // Whether both ephemeral keys are those of the case, so that every byte is known beforehand:
  // `wire` lines are compared.
  bool known_answer = false;
  // Called with the bytes of every step that sent or received any, as its lines `plain` and `wire`
  // have them.
  std::function<void(const Step& step, const Bytes& plaintext, const Bytes& wire)> observe = {};
  // Of the bytes of each event of the trace, so many are kept.
  size_t trace_bytes_max = TraceBytes::kKeptMax;
  // Instead of those of the case, where an IUT has keys of its own. Must outlive the play.
  const Keys* keys = nullptr;
};

// How long a step waits for the IUT unless it says something else, and where there is no deadline.
inline constexpr Milliseconds kDefaultPatience{2000};
inline constexpr std::chrono::hours kEndless{24};

// What came of it.
struct PlayResult : Ruling {
  // What would have been well where the IUT was last waited for, one a line.
  std::vector<std::string> allowed;
  std::vector<TraceEvent> trace;  // what was sent and received
  // Which mistake explains the bytes of the IUT that do not verify, and the id of that hypothesis;
  // "" where none does.
  std::string explanation;
  std::string hypothesis;

  // Decides with one more fact about a case of that level.
  void Add(const Fact& fact, Level level) {
    static_cast<Ruling&>(*this) = Judge(*this, fact, level);
  }
};

PlayResult Play(const Case& one_case, const Config& config, Iut& iut, const PlayOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_PLAYER_H_
