// KeeperList: the keepers of this process. What a killed keeper leaves becomes a child of this
// process, and is told from the other keepers by this list.
//
//   const pid_t keeper = StartKeeper(control, streams, words, environment);
//   const pid_t left = ReapKeeper(keeper, /*gone=*/true);
#ifndef ASMTP_CONFORMANCE_IUT_KEEPER_LIST_H_
#define ASMTP_CONFORMANCE_IUT_KEEPER_LIST_H_

#include <sys/types.h>

#include <array>
#include <string>
#include <vector>

namespace asmtp::conformance {

// Starts the fork server, which is otherwise started with the first keeper. Called by the main thread
// while the process is small, it makes each start of a program cheaper.
void StartForkServer();

// Starts a keeper, and makes this process the parent of what it may leave (PR_SET_CHILD_SUBREAPER).
// Returns -1 and errno if there is no process to be had.
pid_t StartKeeper(int control, const std::array<int, 3>& streams,
                  const std::vector<std::string>& words,
                  const std::vector<std::string>& environment);

// Kills and reaps a keeper. Unless it said that everything is `gone`, kills every child of this
// process that is not a keeper. Returns one that is left, or 0.
pid_t ReapKeeper(pid_t keeper, bool gone);

// Remembers a process that could not be killed, for a note in the report.
void NoteSurvivor(pid_t pid);
// Returns a sentence for each of them since the last call.
std::vector<std::string> TakeSurvivors();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_KEEPER_LIST_H_
