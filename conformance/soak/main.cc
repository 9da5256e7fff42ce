// asmtp-soak: attacks an endpoint, and measures what good clients notice; see scripts/soak.sh.
//
//   asmtp-soak --connect 127.0.0.1:4343 --peer HEX --pid 4711 --seconds 60
//
// Exit status: 0 all limits hold, 1 one does not, 2 usage.
#include <fmt/format.h>

#include <algorithm>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <cstdio>
#include <optional>
#include <thread>

#include "conformance/cli/command.h"
#include "conformance/cli/file_limit.h"
#include "conformance/iut/process_figures.h"
#include "conformance/soak/attackers.h"
#include "conformance/soak/good_clients.h"
#include "conformance/soak/table.h"
#include "core/testing/hex.h"
#include "core/testing/host_port.h"

namespace asmtp::soak {
namespace {

using std::chrono_literals::operator""ms;

struct Arguments {
  std::string connect;
  std::string peer;
  uint64_t pid = 0;
  uint64_t seconds = 60;
  uint64_t half_open = 10'000;
};

// The figures of one phase while it runs.
class Soak {
 public:
  Soak(const Target& target, const Arguments& arguments)
      : arguments_(arguments),
        clients_(target),
        attackers_(std::in_place, target, arguments.half_open) {}

  int Run() {
    asio::signal_set signals(context_, SIGINT, SIGTERM);
    signals.async_wait([this](std::error_code code, int) { interrupted_ = !code; });
    std::thread good([this] { clients_.Run(); });
    phases_.push_back(Watch("quiet", std::max<uint64_t>(3, arguments_.seconds / 20)));
    std::thread bad([this] { attackers_->Run(); });
    Watch("", 1 + arguments_.half_open / 1000);  // until all silent connections are there
    phases_.push_back(Watch("load", arguments_.seconds));
    attackers_->Stop();
    bad.join();
    attackers_.reset();
    Watch("", 2);  // until the endpoint has seen that they are gone
    phases_.push_back(Watch("after", 3));
    clients_.Stop();
    good.join();
    return Judge();
  }

 private:
  // Measures for a time. Ends early at an interrupt.
  Phase Watch(const char* name, uint64_t seconds) {
    clients_.echo.Take();
    clients_.handshake.Take();
    clients_.failures = 0;
    size_t half_open = 0;
    conformance::ProcessFigures most;
    asio::steady_timer timer(context_);
    for (uint64_t tick = 0; tick < 4 * seconds && !interrupted_; ++tick) {
      bool due = false;
      timer.expires_after(250ms);
      timer.async_wait([&due](std::error_code) { due = true; });
      while (!due && context_.run_one() > 0) {
      }
      const auto now = conformance::Measure(static_cast<pid_t>(arguments_.pid));
      most = {.rss = std::max(most.rss, now.rss), .files = std::max(most.files, now.files)};
      half_open = attackers_ ? std::max(half_open, attackers_->silent()) : 0;
    }
    return {.name = name,
            .echo = clients_.echo.Take(),
            .handshake = clients_.handshake.Take(),
            .failures = clients_.failures,
            .half_open = half_open,
            .memory = most.rss,
            .files = most.files};
  }

  int Judge() const {
    fmt::print("{}", TableOf(phases_));
    size_t exceeded = 0;
    for (const Phase& phase : phases_) {
      for (const std::string& sentence : Exceeded(phase)) {
        fmt::print("LIMIT: {}\n", sentence);
        ++exceeded;
      }
    }
    constexpr size_t kKeptFiles = 16;
    if (phases_[2].files > phases_[0].files + kKeptFiles) {
      fmt::print("LIMIT: after: the endpoint keeps files of connections that are closed\n");
      ++exceeded;
    }
    if (phases_[1].half_open < arguments_.half_open) {
      fmt::print("LIMIT: load: less than {} connections were half-open\n", arguments_.half_open);
      ++exceeded;
    }
    std::fflush(stdout);
    return exceeded == 0 ? 0 : 1;
  }

  Arguments arguments_;
  asio::io_context context_{1};
  bool interrupted_ = false;
  GoodClients clients_;
  std::optional<Attackers> attackers_;
  std::vector<Phase> phases_;
};

int Start(const Arguments& arguments) {
  const auto address = ParseHostPort(arguments.connect);
  if (!address) return cli::Fail(2, "--connect: " + address.error());
  ByteArray<kPublicKeySize> key;
  if (arguments.peer.size() != 64 || !FromHexInto(arguments.peer, key)) {
    return cli::Fail(2, "--peer: a key must be 64 hexadecimal digits");
  }
  cli::RaiseFileLimit();
  const Target target = {.address = {asio::ip::make_address(address->host), address->port},
                         .identity = StaticPublic(FixedView<kPublicKeySize>(key))};
  return Soak(target, arguments).Run();
}

}  // namespace
}  // namespace asmtp::soak

int main(int argc, char** argv) {
  asmtp::soak::Arguments arguments;
  const asmtp::cli::Command command = {
      .name = "asmtp-soak",
      .about = "Attack an endpoint on this machine, and measure what good clients notice.",
      .options = {{"--connect", &arguments.connect, "host:port of the endpoint", {}, true},
                  {"--peer", &arguments.peer, "its public key, 64 hexadecimal digits", {}, true},
                  {"--pid", &arguments.pid, "its process id", {}, true},
                  {"--seconds", &arguments.seconds, "of the load (60)",
                   asmtp::cli::InRange(uint64_t{1}, uint64_t{1'000'000})},
                  {"--half-open", &arguments.half_open, "silent connections at once (10000)",
                   asmtp::cli::InRange(uint64_t{0}, uint64_t{60'000})}},
      .run = [&arguments] { return asmtp::soak::Start(arguments); }};
  return asmtp::cli::Run(command, {argv + 1, argv + argc});
}
