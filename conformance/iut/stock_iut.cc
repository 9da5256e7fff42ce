#include "conformance/iut/stock_iut.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>

#include "conformance/play/peer.h"
#include "core/testing/hex.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

constexpr std::chrono::milliseconds kRetryPause{50};
// Time for the watched process of a suspect IUT to end.
constexpr std::chrono::milliseconds kCrashPatience{1000};
// An IUT that connects without end must not hold the runner.
constexpr int kLateMax = 1000;
// Time for a person to make the IUT connect.
constexpr std::chrono::milliseconds kHandPatience{60'000};

// Returns whether the runner needs the IUT's secret to play the case.
bool NeedsSecret(const Case& one_case) {
  return HasTamper(one_case, "e-shown VALUE") || HasTamper(one_case, "s-xor VALUE at N");
}

std::optional<std::string> CrashOf(const std::shared_ptr<ProcessWatch>& watch, bool suspect,
                                   double scale) {
  if (!watch) return std::nullopt;
  return watch->Crash(suspect ? In(kCrashPatience, scale) : Clock::now());
}

ProcessFigures FiguresOf(const std::shared_ptr<ProcessWatch>& watch) {
  return watch ? watch->Figures() : ProcessFigures();
}

// A pause that an interrupt ends.
void Pause(std::chrono::milliseconds duration) { WaitFor(-1, 0, Clock::now() + duration); }

class StockResponderIut : public RunningIut {
 public:
  StockResponderIut(std::string address, double scale, std::shared_ptr<ProcessWatch> watch)
      : address_(std::move(address)), scale_(scale), watch_(std::move(watch)) {}

  // Retries, because the IUT may be restarting after a crash.
  std::expected<void, StartFailure> WaitUntilReady() {
    const Deadline deadline = In(kStartPatience, scale_);
    while (true) {
      auto stream = ConnectTcp(address_, deadline);
      if (stream) {
        first_ = *std::move(stream);
        return {};
      }
      if (Clock::now() >= deadline || IsInterrupted()) {
        return std::unexpected(StartFailure{.what = stream.error()});
      }
      Pause(kRetryPause);
    }
  }

  OrError Open(Deadline deadline) override {
    if (first_) return std::move(first_);
    return ConnectTcp(address_, deadline);
  }

  std::optional<std::string> Crash(bool suspect) override {
    if (auto crash = CrashOf(watch_, suspect, scale_)) return crash;
    if (!suspect) return std::nullopt;
    auto stream = ConnectTcp(address_, In(kStartPatience, scale_));
    if (stream) return std::nullopt;
    return "the IUT no longer accepts connections: " + stream.error();
  }

  std::string TakeErrors() override { return watch_ ? watch_->TakeLog() : ""; }
  bool IsRunning() override { return true; }
  ProcessFigures Figures() override { return FiguresOf(watch_); }

 private:
  std::string address_;
  double scale_;
  std::shared_ptr<ProcessWatch> watch_;
  std::unique_ptr<Channel> first_;  // opened to check readiness, not yet used
};

class StockInitiatorIut : public RunningIut {
 public:
  StockInitiatorIut(std::shared_ptr<TcpListener> listener, const StockOptions& options,
                    std::string runner_public, std::shared_ptr<ProcessWatch> watch)
      : listener_(std::move(listener)),
        options_(options),
        runner_public_(std::move(runner_public)),
        watch_(std::move(watch)) {}

  std::expected<void, StartFailure> WaitUntilReady() {
    auto stream = Open(In(options_.trigger ? kStartPatience : kHandPatience, options_.scale));
    if (!stream) return std::unexpected(StartFailure{.what = stream.error()});
    first_ = *std::move(stream);
    return {};
  }

  OrError Open(Deadline deadline) override {
    if (first_) return std::move(first_);
    if (!options_.trigger) return Accept(std::max(deadline, In(kHandPatience, options_.scale)));
    // Drops late streams of earlier sessions.
    for (int i = 0; i < kLateMax && listener_->Accept(Clock::now()); ++i) {
    }
    KeepCrash();
    const IutCommand command{
        .command = *options_.trigger,
        .values = {{"addr", listener_->address()}, {"runner_pub", runner_public_}},
        .environment = options_.environment};
    auto child = command.Start();
    if (!child) return std::unexpected(child.error());
    child_ = *std::move(child);
    return Accept(std::max(deadline, In(kConnectPatience, options_.scale)));
  }

  std::optional<std::string> Crash(bool suspect) override {
    if (auto crash = CrashOf(watch_, suspect, options_.scale)) return crash;
    KeepCrash();
    return std::exchange(crash_, {});
  }

  std::string TakeErrors() override {
    std::string errors = std::exchange(errors_, {});
    if (watch_) errors += watch_->TakeLog();
    if (child_) errors += child_->ErrorTail();
    if (child_) child_->ForgetErrors();
    return errors;
  }
  bool IsRunning() override { return true; }
  ProcessFigures Figures() override { return FiguresOf(watch_); }

 private:
  OrError Accept(Deadline deadline) {
    auto stream = listener_->Accept(deadline);
    if (!stream) return std::unexpected("nobody connected to " + listener_->address());
    return stream;
  }

  // The command may be the IUT or only trigger it, so its exit status proves nothing.
  void KeepCrash() {
    if (!child_ || crash_) return;
    const auto status = child_->TryWait();
    const std::string errors = child_->ErrorTail();
    const std::string report = FindCrashReport(errors);
    if (!report.empty()) crash_ = report;
    if (status && status->signal != 0) crash_ = "the IUT " + status->Describe();
    errors_ += errors;
    child_->ForgetErrors();
  }

  std::shared_ptr<TcpListener> listener_;
  StockOptions options_;
  std::string runner_public_;
  std::shared_ptr<ProcessWatch> watch_;
  std::unique_ptr<ChildProcess> child_;
  std::unique_ptr<Channel> first_;  // opened to check readiness, not yet used
  std::optional<std::string> crash_;
  std::string errors_;
};

}  // namespace

StockIutSource::StockIutSource(noise::Role role, StockOptions options)
    : options_(std::move(options)),
      role_(role),
      identities_(std::make_shared<conformance::Identities>(options_.runner_secrets)) {}

std::expected<void, std::string> StockIutSource::Watch() {
  if (options_.watched.pid == 0 && options_.watched.log.empty()) return {};
  auto watch = ProcessWatch::Of(options_.watched);
  if (!watch) return std::unexpected(watch.error());
  watch_ = *std::move(watch);
  return {};
}

// An initiator expects one key, so the runner cannot choose. An echoing IUT takes any number of
// sessions of one identity, as the adapter contract says.
std::function<SecretText()> StockIutSource::Identities() const {
  const bool any = options_.runner_secrets.empty() && IsNode();
  const bool several = options_.runner_secrets.size() > 1;
  if (role_ != noise::Role::kResponder || (!any && !several)) return nullptr;
  return [identities = identities_] { return identities->Next(); };
}

std::string StockIutSource::WhyUnsupported(const Config& config, int tier) const {
  if (config.role != role_)
    return fmt::format("the IUT does not support the role {}", Name(config.role));
  if (tier <= options_.tier) return "";
  const std::string_view what = tier == 1 ? "echo" : "answer for its ledger";
  return fmt::format("a stock IUT does not {} (if this one does, use --iut-tier T{})", what, tier);
}

std::expected<Keys, std::string> StockIutSource::KeysFor(const Case& one_case,
                                                         noise::Role role) const {
  Keys keys = one_case.keys.For(role);
  if (NeedsSecret(one_case)) return std::unexpected("this needs an IUT whose secret is known");
  const bool one_key_only = !options_.runner_secrets.empty();
  if (keys.shown && (!keys.told || one_key_only)) {
    return std::unexpected("this needs an IUT that can be told which key to expect");
  }
  const bool strangers =
      keys.IsStranger() || std::ranges::any_of(keys.of_session, [&](const SessionSecret& own) {
        return own.secret.bytes != keys.peer.bytes;
      });
  if (strangers && !one_key_only) {
    return std::unexpected(
        "this needs an IUT that accepts one key only (if this one does, use --runner-secret)");
  }
  if (one_key_only) {
    const SecretText own{.bytes = options_.runner_secrets.front()};
    if (!keys.IsStranger()) keys.runner_s = own;
    keys.peer = own;
  }
  keys.iut_public = options_.public_key;
  return keys;
}

StartedIut StockResponder::Start(const Config&, const Keys&) const {
  auto iut = std::make_unique<StockResponderIut>(options_.address, options_.scale, watch_);
  if (auto ready = iut->WaitUntilReady(); !ready) return std::unexpected(ready.error());
  return iut;
}

std::expected<std::unique_ptr<StockInitiator>, std::string> StockInitiator::Listen(
    StockOptions options) {
  auto listener = TcpListener::On(options.address);
  if (!listener) return std::unexpected(listener.error());
  return std::unique_ptr<StockInitiator>(
      new StockInitiator(std::move(options), *std::move(listener)));
}

StartedIut StockInitiator::Start(const Config& config, const Keys& keys) const {
  const std::string key = ToHex(PublicOfPeer(config.suite, keys).bytes());
  if (!options_.trigger) {
    Say(stderr,
        "asmtp-conform: make the IUT connect to {} once per session and expect the key {}\n",
        address(), key);
  }
  auto iut = std::make_unique<StockInitiatorIut>(listener_, options_, key, watch_);
  if (auto ready = iut->WaitUntilReady(); !ready) return std::unexpected(ready.error());
  return iut;
}

}  // namespace asmtp::conformance
