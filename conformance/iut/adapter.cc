#include "conformance/iut/adapter.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/iut/tcp.h"
#include "conformance/transcript/contains.h"
#include "core/bytes/hex.h"

namespace asmtp::conformance {
namespace {

constexpr int kExitUnsupported = 89;
constexpr std::chrono::milliseconds kStartPatience{5000};
constexpr std::chrono::milliseconds kCrashPatience{1000};
constexpr std::chrono::milliseconds kExitPatience{100};

Deadline In(std::chrono::milliseconds patience, double scale) {
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(patience * scale);
}

// How the command is filled in for one IUT.
struct Command {
  const CommandTemplate& command;
  CommandTemplate::Values values;
  std::vector<std::string> more;         // words added at the end
  std::vector<std::string> environment;  // "A=B"

  std::expected<std::unique_ptr<ChildProcess>, std::string> Start() const {
    std::vector<std::string> words = command.Fill(values);
    words.insert(words.end(), more.begin(), more.end());
    return ChildProcess::Start(words, environment);
  }
};

// A process, and what of its end is a crash.
class SupervisedIut : public RunningIut {
 public:
  explicit SupervisedIut(double scale) : scale_(scale) {}

  std::string TakeErrors() override {
    if (child_) errors_ += child_->ErrorTail();
    if (child_) child_->ForgetErrors();
    return std::exchange(errors_, {});
  }

  std::optional<std::string> Crash(bool suspect) override {
    if (!child_) return std::nullopt;
    const auto status = child_->Wait(suspect ? In(kCrashPatience, scale_) : Clock::now());
    std::string report = FindCrashReport(errors_ + child_->ErrorTail());
    if (!report.empty()) return report;
    if (!status || IsNormal(*status)) return std::nullopt;
    return "the IUT " + status->Describe();
  }

  bool IsRunning() override { return child_ && !child_->TryWait(); }

  // Why it is not ready to play, where it `should` be.
  StartFailure WhyNotReady(const std::string& program, std::string_view should) {
    const auto status = child_->Wait(In(kExitPatience, scale_));
    if (!status) return {.what = fmt::format("'{}' runs but does not {}", program, should)};
    if (status->signal == 0 && status->code == kExitUnsupported) {
      return {.unsupported = true, .what = "the IUT says that this is unsupported (status 89)"};
    }
    std::string errors = child_->ErrorTail();
    errors = errors.substr(0, errors.find('\n'));
    return {.what = fmt::format("'{}' {} and did not {}{}{}", program, status->Describe(), should,
                                errors.empty() ? "" : ": ", errors)};
  }

 protected:
  // Whether an end with this status, now, is nothing special. An IUT that serves has to go on.
  virtual bool IsNormal(const ExitStatus&) const { return false; }

  double scale_;
  std::unique_ptr<ChildProcess> child_;
  std::string errors_;  // of processes before this one
};

class ResponderIut : public SupervisedIut {
 public:
  ResponderIut(std::unique_ptr<ChildProcess> child, double scale) : SupervisedIut(scale) {
    child_ = std::move(child);
  }

  // Waits for the line LISTEN, and opens the first stream: a connection that says nothing is more
  // than some IUTs stand.
  std::expected<void, StartFailure> WaitUntilReady(const std::string& program) {
    const auto address = child_->WaitForLine("LISTEN ", In(kStartPatience, scale_));
    if (!address) return std::unexpected(WhyNotReady(program, "print 'LISTEN host:port'"));
    address_ = *address;
    auto first = Open(In(kStartPatience, scale_));
    if (!first) {
      return std::unexpected(
          StartFailure{.what = fmt::format("'{}' says LISTEN, but: {}", program, first.error())});
    }
    first_ = *std::move(first);
    return {};
  }

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    if (first_) return std::move(first_);
    return ConnectTcp(address_, deadline);
  }

 private:
  std::string address_;
  std::unique_ptr<Channel> first_;  // opened to see that it can be, not yet used
};

// Opens its streams itself, each to a port of its own, so that a stream belongs to its case.
class InitiatorIut : public SupervisedIut {
 public:
  using SupervisedIut::SupervisedIut;

  // Has it connect, for the first stream.
  std::expected<void, StartFailure> WaitUntilReady(const std::string& program) {
    auto first = Open(In(kStartPatience, scale_));
    if (first) {
      first_ = *std::move(first);
      return {};
    }
    if (child_) return std::unexpected(WhyNotReady(program, "connect"));
    return std::unexpected(StartFailure{.what = fmt::format("'{}' cannot be started", program)});
  }

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    if (first_) return std::move(first_);
    auto listener = TcpListener::OnLoopback();
    if (!listener) return std::unexpected(listener.error());
    const std::string error = MakeItConnect(listener->address());
    if (!error.empty()) return std::unexpected(error);
    auto channel = listener->Accept(deadline, child_->end_fd());
    if (!channel) return std::unexpected("the IUT did not connect");
    return channel;
  }

 private:
  // Returns "" or why it will not.
  virtual std::string MakeItConnect(const std::string& address) = 0;

  std::unique_ptr<Channel> first_;  // opened to see that it connects, not yet used
};

// One process for all streams.
class PersistentInitiatorIut : public InitiatorIut {
 public:
  PersistentInitiatorIut(std::unique_ptr<ChildProcess> child, std::string peer, double scale)
      : InitiatorIut(scale), peer_(std::move(peer)) {
    child_ = std::move(child);
  }

 private:
  std::string MakeItConnect(const std::string& address) override {
    const bool taken = child_->WriteLine(fmt::format("CONNECT {} {}", address, peer_));
    return taken ? "" : "the IUT does not read its stdin any more";
  }

  std::string peer_;
};

// One process for each stream. It ends when the stream does.
class SingleInitiatorIut : public InitiatorIut {
 public:
  SingleInitiatorIut(Command command, double scale)
      : InitiatorIut(scale), command_(std::move(command)) {}

  std::optional<std::string> Crash(bool) override {
    KeepCrash();
    return std::exchange(crash_, {});
  }

  bool IsRunning() override { return true; }  // a new one is started for the next stream

 private:
  bool IsNormal(const ExitStatus& status) const override {
    return status.signal == 0 && (status.code == 0 || status.code == 1);
  }

  // The process of the stream before has to end before it is judged.
  void KeepCrash() {
    if (!crash_) crash_ = SupervisedIut::Crash(/*suspect=*/true);
  }

  std::string MakeItConnect(const std::string& address) override {
    KeepCrash();
    errors_ = TakeErrors();
    command_.values["addr"] = address;
    auto child = command_.Start();
    if (!child) return child.error();
    child_ = *std::move(child);
    return "";
  }

  Command command_;
  std::optional<std::string> crash_;
};

template <class T>
void TakeMember(const nlohmann::json& json, const char* key, T& out) {
  if (json.contains(key)) out = json[key].get<T>();
}

}  // namespace

std::string Capabilities::WhyUnsupported(const Config& config, int tier) const {
  if (!Contains(roles, Name(config.role))) {
    return fmt::format("the IUT is no {}", Name(config.role));
  }
  if (!Contains(suites, DhName(config.suite))) {
    return fmt::format("the IUT does not support the suite {}", DhName(config.suite));
  }
  if (!Contains(framings, asmtp::Name(config.framing))) {
    return fmt::format("the IUT does not support the framing {}", asmtp::Name(config.framing));
  }
  if (!Contains(tiers, fmt::format("T{}", tier))) {
    return fmt::format("the IUT has not the tier T{}", tier);
  }
  return "";
}

std::expected<void, std::string> Adapter::AskCapabilities() {
  auto child =
      Command{.command = command_, .values = {}, .more = {"--caps"}, .environment = {}}.Start();
  if (!child) return std::unexpected(child.error());
  const std::string output = (*child)->WaitForOutput(In(kStartPatience, timeout_scale_));
  const auto json = nlohmann::json::parse(output.substr(0, output.find('\n')), nullptr, false);
  if (!json.is_object()) return {};  // it has no --caps
  try {
    TakeMember(json, "name", capabilities_.name);
    TakeMember(json, "version", capabilities_.version);
    TakeMember(json, "roles", capabilities_.roles);
    TakeMember(json, "tiers", capabilities_.tiers);
    TakeMember(json, "suites", capabilities_.suites);
    TakeMember(json, "framings", capabilities_.framings);
    TakeMember(json, "persistent", capabilities_.persistent);
  } catch (const nlohmann::json::exception&) {
    return std::unexpected(fmt::format(
        "'{} --caps' prints JSON of another shape than the contract says", command_.program()));
  }
  return {};
}

template <class StartedIut>
std::expected<std::unique_ptr<RunningIut>, StartFailure> Adapter::Ready(
    std::unique_ptr<StartedIut> iut) const {
  auto ready = iut->WaitUntilReady(command_.program());
  if (!ready) return std::unexpected(ready.error());
  return iut;
}

std::expected<std::unique_ptr<RunningIut>, StartFailure> Adapter::Start(const Config& config,
                                                                        const Keys& all) const {
  const Keys keys = all.For(config.role);
  const std::string secret = ToHex(keys.iut_s->bytes);
  const std::string peer = ToHex(StaticPair(config.suite, keys.peer()).public_key().bytes());
  Command command{.command = command_,
                  .values = {{"role", std::string(Name(config.role))},
                             {"iut_s", secret},
                             {"peer", peer},
                             {"mode", "echo"},
                             {"suite", std::string(DhName(config.suite))},
                             {"framing", std::string(asmtp::Name(config.framing))}},
                  .more = {},
                  .environment = {"ASMTP_IUT_SECRET=" + secret, "ASMTP_PEER_PUBLIC=" + peer}};
  if (pins_ephemeral_) {
    command.environment.push_back("ASMTP_EPHEMERAL=" + ToHex(keys.iut_e->bytes));
  }
  if (config.role == noise::Role::kResponder) {
    command.values["addr"] = "127.0.0.1:0";
    auto child = command.Start();
    if (!child) return std::unexpected(StartFailure{.what = child.error()});
    return Ready(std::make_unique<ResponderIut>(*std::move(child), timeout_scale_));
  }
  if (!capabilities_.persistent) {
    return Ready(std::make_unique<SingleInitiatorIut>(std::move(command), timeout_scale_));
  }
  command.more = {"--persistent"};
  auto child = command.Start();
  if (!child) return std::unexpected(StartFailure{.what = child.error()});
  return Ready(std::make_unique<PersistentInitiatorIut>(*std::move(child), peer, timeout_scale_));
}

std::string FindCrashReport(std::string_view errors) {
  for (const std::string_view mark :
       {"Sanitizer:", "runtime error:", "panicked at", "terminate called", "Assertion "}) {
    const size_t at = errors.find(mark);
    if (at == errors.npos) continue;
    const size_t begin = errors.rfind('\n', at) + 1;  // npos + 1 is 0
    return std::string(errors.substr(begin, errors.find('\n', at) - begin));
  }
  return "";
}

}  // namespace asmtp::conformance
