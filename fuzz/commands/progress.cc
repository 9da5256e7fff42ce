#include "fuzz/commands/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "core/testing/printable.h"

namespace asmtp::fuzz {
namespace {

constexpr std::chrono::seconds kPause{10};

size_t TerminalWidth() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20;
  return known ? size.ws_col - 1U : 79U;
}

std::string ClockText(std::chrono::steady_clock::duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

bool IsRunning(const CampaignState& state) { return !state.step.empty() && state.step != "done"; }

// Shows all running targets on one line.
void WriteLive(Campaigns campaigns, const std::string& time) {
  std::string line = time;
  size_t done = 0;
  size_t found = 0;
  for (const auto& campaign : campaigns) {
    const CampaignState state = campaign->State();
    done += state.step == "done" ? 1 : 0;
    found += state.report.findings.size();
    if (IsRunning(state)) line += "  " + ProgressLine(state);
  }
  line.insert(time.size(), fmt::format("  {}/{}{}", done, campaigns.size(),
                                       found == 0 ? "" : fmt::format("  {} FOUND", found)));
  const bool over = done == campaigns.size();
  fmt::print(stderr, "\r\x1b[K{}", over ? "" : line.substr(0, TerminalWidth()));
  std::fflush(stderr);
}

}  // namespace

std::string ProgressLine(const CampaignState& state) {
  const TargetReport& report = state.report;
  if (state.step != "fuzz" && state.step != "done") {
    return fmt::format("{} {}", report.name, state.step);
  }
  std::string line = fmt::format("{} {:.0f} exec/s, {} edges, {} features, corpus {}", report.name,
                                 report.ExecutionsPerSecond(), report.coverage, report.features,
                                 report.corpus_inputs);
  const std::vector<std::string> depth = DepthLines(report, /*reasons_max=*/3);
  for (size_t i = 0; i < std::min<size_t>(depth.size(), 4); ++i) line += "; " + depth[i];
  return line;
}

std::function<void(Campaigns)> ProgressOf(bool quiet) {
  const auto start = std::chrono::steady_clock::now();
  if (quiet) return [](Campaigns) {};
  if (::isatty(STDERR_FILENO) == 1) {
    return [start](Campaigns campaigns) {
      WriteLive(campaigns, ClockText(std::chrono::steady_clock::now() - start));
    };
  }
  // One line when a target is done, and one per running target every ten seconds.
  return [start, last = start, told = std::map<std::string, bool>()](Campaigns campaigns) mutable {
    const auto now = std::chrono::steady_clock::now();
    const bool is_time = now - last >= kPause;
    if (is_time) last = now;
    for (const auto& campaign : campaigns) {
      const CampaignState state = campaign->State();
      const bool ended =
          state.step == "done" && !std::exchange(told[campaign->name()], state.step == "done");
      if (!ended && !(is_time && IsRunning(state))) continue;
      Say(stderr, "asmtp-fuzz: {} {}{}\n", ClockText(now - start), ProgressLine(state),
          ended ? "; done" : "");
    }
  };
}

}  // namespace asmtp::fuzz
