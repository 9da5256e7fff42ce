// Player: plays the steps of one case over the streams of an IUT and judges the outcomes.
//
//   const PlayResult result = Play(one_case, config, iut, {.timeout_scale = 1.0});
//   result.verdict                  Verdict::kFail
//   result.step->line               the line of the case file that decided
#ifndef ASMTP_CONFORMANCE_PLAY_PLAYER_H_
#define ASMTP_CONFORMANCE_PLAY_PLAYER_H_

#include <functional>
#include <string>
#include <vector>

#include "conformance/play/channel.h"
#include "conformance/play/fact.h"
#include "conformance/play/judge.h"
#include "conformance/play/peer.h"
#include "conformance/play/seen_keys.h"
#include "conformance/play/trace.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

struct PlayOptions {
  double timeout_scale = 1.0;
  // Waits without limit for expected bytes, because a debugger may hold the IUT. Expected silence
  // keeps its usual time.
  bool no_deadlines = false;
  // The pause, at scale 1, before the second attempt if a fresh session fails; 0: no second
  // attempt.
  Milliseconds grace{0};
  // Whether both ephemeral keys are those of the case. Then every byte is known in advance, and
  // `wire` lines are compared.
  bool known_answer = false;
  // Whether to send one more message after a frame that does not verify, because the next frame tells
  // apart mistakes that look alike.
  bool asks_again = false;
  // Called for every step that sent or received bytes, with the bytes of its lines `plain` and
  // `wire`.
  std::function<void(const Step& step, const Bytes& plaintext, const Bytes& wire)> observe = {};
  // The most bytes kept for each event of the trace.
  size_t trace_bytes_max = TraceBytes::kKeptMax;
  // The ephemeral keys of the IUT so far; a key that it has shown before is a failure. Must outlive
  // the play. Null: not checked.
  SeenKeys* seen = nullptr;
  // Replaces the keys of the case if the IUT has its own. Must outlive the play.
  const Keys* keys = nullptr;
  // Returns the runner's static secret for its next session; null: that of the keys.
  std::function<SecretText()> identity = {};
  // Passes over frames that verify, because the IUT sends some of its own accord.
  bool unasked_frames = false;
};

// The default wait of a step for the IUT, and the wait without a deadline.
inline constexpr Milliseconds kDefaultPatience{2000};
inline constexpr std::chrono::hours kEndless{24};

// The result of one play.
struct PlayResult : Ruling {
  // What the last wait for the IUT allowed, one entry each.
  std::vector<std::string> allowed;
  std::vector<TraceEvent> trace;  // what was sent and received
  // The mistake that explains the IUT's bytes that do not verify, and its hypothesis id; "" if none
  // does.
  std::string explanation;
  std::string hypothesis;

  // Adds a fact, in a case of that level.
  void Add(const Fact& fact, Level level) {
    static_cast<Ruling&>(*this) = Judge(*this, fact, level);
  }
};

PlayResult Play(const Case& one_case, const Config& config, Iut& iut, const PlayOptions& options);

// Returns the keys for the runner's next session. An identity that is the point of the keys stays.
Keys KeysOfSession(Keys keys, const PlayOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_PLAYER_H_
