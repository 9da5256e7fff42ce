#include "conformance/iut/keeper_list.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <utility>

#include "conformance/iut/fork_server.h"
#include "conformance/iut/keeper.h"

namespace asmtp::conformance {
namespace {

struct Keepers {
  std::mutex mutex;        // held over a start, so that no new keeper is missing in the list
  ForkServer fork_server;  // ends with this process
  std::vector<pid_t> pids;
  std::vector<pid_t> survivors;
};

Keepers& All() {
  static Keepers& keepers = *new Keepers();  // IUTs may be stopped at the end of the process
  return keepers;
}

}  // namespace

void StartForkServer() {
  const std::lock_guard lock(All().mutex);
  (void)All().fork_server.Start();  // the first keeper tries again
}

pid_t StartKeeper(int control, const std::array<int, 3>& streams,
                  const std::vector<std::string>& words,
                  const std::vector<std::string>& environment) {
  [[maybe_unused]] static const int kAdopts = ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const std::lock_guard lock(All().mutex);
  All().pids.reserve(All().pids.size() + 1);
  const pid_t keeper = All().fork_server.StartKeeper(control, streams, words, environment);
  if (keeper > 0) All().pids.push_back(keeper);
  return keeper;
}

pid_t ReapKeeper(pid_t keeper, bool gone) {
  const std::lock_guard lock(All().mutex);
  ::kill(keeper, SIGKILL);  // it may be stopped
  while (::waitpid(keeper, nullptr, 0) < 0 && errno == EINTR) {
  }
  std::erase(All().pids, keeper);
  if (gone) return 0;
  std::vector<pid_t> spared = All().pids;
  spared.push_back(All().fork_server.pid());
  return KillChildren(spared, [](const KeeperNews&) {}).example;
}

void NoteSurvivor(pid_t pid) {
  const std::lock_guard lock(All().mutex);
  All().survivors.push_back(pid);
}

std::vector<std::string> TakeSurvivors() {
  const std::lock_guard lock(All().mutex);
  std::vector<std::string> sentences;
  for (const pid_t pid : std::exchange(All().survivors, {})) {
    sentences.push_back(
        fmt::format("a process that the IUT started cannot be killed: look at process {}", pid));
  }
  return sentences;
}

}  // namespace asmtp::conformance
