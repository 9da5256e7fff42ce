// Progress: the progress of a run on stderr: on a terminal one line that is overwritten, elsewhere
// one line per target every ten seconds.
//
//   1:20 asmtp_session fuzz  2104 exec/s  cov 3120 ft 9120  corpus 611  61.0 % open, 2.31 frames
#ifndef ASMTP_FUZZ_COMMANDS_PROGRESS_H_
#define ASMTP_FUZZ_COMMANDS_PROGRESS_H_

#include <functional>

#include "fuzz/driver/fuzz_run.h"

namespace asmtp::fuzz {

std::function<void(Campaigns)> ProgressOf(bool quiet);

// The progress of one target, without a line feed.
std::string ProgressLine(const CampaignState& state);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_PROGRESS_H_
