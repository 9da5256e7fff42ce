#include "conformance/iut/adapted_iut.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/iut/socket_address.h"
#include "conformance/iut/start_wait.h"
#include "conformance/iut/tcp.h"
#include "core/testing/hex.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

constexpr std::chrono::milliseconds kCrashPatience{1000};
constexpr std::chrono::milliseconds kExitPatience{100};
// Processes of a single initiator at once.
constexpr size_t kProcessesMax = 64;

// Supervises a process and decides whether its end is a crash.
class SupervisedIut : public RunningIut {
 public:
  explicit SupervisedIut(const IutCommand& command)
      : scale_(command.scale), start_patience_(command.start_patience) {}

  std::string TakeErrors() override {
    if (child_) errors_ += child_->ErrorTail();
    if (child_) child_->ForgetErrors();
    return std::exchange(errors_, {});
  }

  std::optional<std::string> Crash(bool suspect) override {
    if (!child_) return std::nullopt;
    return CrashOf(*child_, suspect ? In(kCrashPatience, scale_) : Clock::now());
  }

  bool IsRunning() override { return child_ && !child_->TryWait(); }

  ProcessFigures Figures() override { return child_ ? Measure(child_->pid()) : ProcessFigures(); }
  void RestartPeak() override {
    if (child_) conformance::RestartPeak(child_->pid());
  }

  // Explains why the IUT is not ready; `should` is what it did not do.
  // The wait since `begin` may have been longer than the limit; see StartWait.
  StartFailure WhyNotReady(const std::string& program, std::string_view should,
                           std::chrono::duration<double> limit, Clock::time_point begin) {
    const std::chrono::duration<double> waited = Clock::now() - begin;
    const auto status = child_->Wait(In(kExitPatience, scale_));
    if (!status) {
      std::string what = fmt::format("'{}' runs but does not {} within {:g} s (--start-limit)",
                                     program, should, limit.count());
      if (waited > 2 * limit + std::chrono::seconds(5)) {
        what +=
            fmt::format("; it used the processor, so the runner waited {:.0f} s", waited.count());
      }
      return {.what = std::move(what)};
    }
    if (status->signal == 0 && status->code == kExitUnsupported) {
      return {.unsupported = true, .what = "the IUT reports this as unsupported (status 89)"};
    }
    std::string errors = child_->ErrorTail();
    errors = errors.substr(0, errors.find('\n'));
    return {.what =
                fmt::format("'{}' {} and did not {}{}{}", program, DescribeEnd(*child_, *status),
                            should, errors.empty() ? "" : ": ", errors)};
  }

 protected:
  // Waits for the end of the process, and returns why it is a crash, or nothing.
  std::optional<std::string> CrashOf(ChildProcess& child, Deadline deadline) {
    const auto status = child.Wait(deadline);
    std::string report = FindCrashReport(errors_ + child.ErrorTail());
    if (!report.empty()) return report;
    if (!status || IsNormal(*status)) return std::nullopt;
    return "the IUT " + DescribeEnd(child, *status);
  }

  // Returns how the process ended, and whether it only started the program.
  static std::string DescribeEnd(const ChildProcess& child, const ExitStatus& status) {
    return status.Describe() + (child.HasLeftOthers()
                                    ? " while a program that it started was running: start the IUT "
                                      "in the foreground, with 'exec' and without '&'"
                                    : "");
  }

  // Returns whether ending now with this status is normal. An IUT that serves must keep running.
  virtual bool IsNormal(const ExitStatus&) const { return false; }

  std::chrono::duration<double> StartLimit() const { return start_patience_ * scale_; }

  double scale_;
  std::chrono::milliseconds start_patience_;
  std::unique_ptr<ChildProcess> child_;
  std::string errors_;  // of earlier processes
};

class ResponderIut : public SupervisedIut {
 public:
  ResponderIut(std::unique_ptr<ChildProcess> child, const IutCommand& command)
      : SupervisedIut(command), given_(command.own_address) {
    child_ = std::move(child);
  }

  ~ResponderIut() override {
    child_->Stop();
    const auto given = SocketAddress::Parse(given_);
    if (given && !given->path().empty()) ::unlink(given->path().c_str());
  }

  // Waits for the line LISTEN and opens the first stream. That stream is used later, because an
  // unused extra connection would disturb some IUTs.
  std::expected<void, StartFailure> WaitUntilReady(const std::string& program) {
    std::optional<std::string> address;
    const auto begin = Clock::now();
    StartWait wait(child_->pid(), StartLimit(), scale_);
    while (!address && !child_->HasOutputEnded() && !wait.IsOver()) {
      address = child_->WaitForLine("LISTEN ", wait.NextLook());
    }
    if (!address)
      return std::unexpected(WhyNotReady(program, "print 'LISTEN host:port'", StartLimit(), begin));
    const auto listens = ListenAddress(*address, given_);
    if (!listens) {
      return std::unexpected(
          StartFailure{.what = fmt::format("'{}' {}", program, listens.error())});
    }
    address_ = *listens;
    auto first = Open(In(kStartPatience, scale_));
    if (!first) {
      return std::unexpected(StartFailure{
          .what = fmt::format("'{}' printed LISTEN, but: {}", program, first.error())});
    }
    if (const auto status = child_->TryWait(); status && child_->HasLeftOthers()) {
      return std::unexpected(
          StartFailure{.what = fmt::format("'{}' {}", program, DescribeEnd(*child_, *status))});
    }
    first_ = *std::move(first);
    return {};
  }

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    if (first_) return std::move(first_);
    return ConnectTcp(address_, deadline);
  }

 private:
  std::string given_;  // where it has to listen
  std::string address_;
  std::unique_ptr<Channel> first_;  // opened to check readiness, not yet used
};

// Each stream comes in on its own port, so a late stream cannot be mistaken for that of the next
// case.
class InitiatorIut : public SupervisedIut {
 public:
  explicit InitiatorIut(const IutCommand& command)
      : SupervisedIut(command), own_address_(command.own_address) {}

  // Makes the IUT connect for the first stream.
  std::expected<void, StartFailure> WaitUntilReady(const std::string& program) {
    const auto begin = Clock::now();
    auto first = Open(In(start_patience_, scale_));
    if (first) {
      first_ = *std::move(first);
      return {};
    }
    const std::chrono::duration<double> connect_limit = kConnectPatience * scale_;
    if (child_) {
      return std::unexpected(
          WhyNotReady(program, "connect", std::max(StartLimit(), connect_limit), begin));
    }
    return std::unexpected(StartFailure{.what = fmt::format("'{}' cannot be started", program)});
  }

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    if (first_) return std::move(first_);
    auto listener = TcpListener::On(own_address_);
    if (!listener) return std::unexpected(listener.error());
    const std::string error = MakeItConnect(listener->address());
    if (!error.empty()) return std::unexpected(error);
    const std::chrono::duration<double> patience =
        std::max(deadline, In(kConnectPatience, scale_)) - Clock::now();
    StartWait wait(child_->pid(), patience, scale_);
    std::unique_ptr<Channel> channel;
    while (!channel && !wait.IsOver()) {
      channel = listener->Accept(wait.NextLook(), child_->end_fd());
      if (!channel && child_->TryWait()) break;
    }
    if (!channel) return std::unexpected(WhyNotConnected(patience));
    return channel;
  }

 protected:
  // It was opened for the peer that the IUT expected at its start.
  void DropFirst() { first_.reset(); }

 private:
  std::string WhyNotConnected(std::chrono::duration<double> waited) {
    if (const auto status = child_->TryWait()) {
      return fmt::format("the IUT {} and did not connect", DescribeEnd(*child_, *status));
    }
    return fmt::format("the IUT did not connect within {:.1f} s of {}", waited.count(), Asked());
  }

  // The request to connect, for messages.
  virtual std::string_view Asked() const = 0;
  // Returns "" or an error sentence.
  virtual std::string MakeItConnect(const std::string& address) = 0;

  std::string own_address_;
  std::unique_ptr<Channel> first_;  // opened to check readiness, not yet used
};

// One process for all streams.
class PersistentInitiatorIut : public InitiatorIut {
 public:
  PersistentInitiatorIut(std::unique_ptr<ChildProcess> child, std::string peer,
                         const IutCommand& command)
      : InitiatorIut(command), peer_(std::move(peer)) {
    child_ = std::move(child);
  }

  bool Expect(ByteView peer) override {
    DropFirst();
    peer_ = ToHex(peer);
    return true;
  }

 private:
  std::string MakeItConnect(const std::string& address) override {
    const bool taken = child_->WriteLine(fmt::format("CONNECT {} {}", address, peer_));
    return taken ? "" : "the IUT no longer reads its stdin";
  }

  std::string_view Asked() const override { return "the CONNECT line"; }

  std::string peer_;
};

// One process per stream. It ends with the stream.
class SingleInitiatorIut : public InitiatorIut {
 public:
  explicit SingleInitiatorIut(IutCommand command)
      : InitiatorIut(command), command_(std::move(command)) {}

  // All streams have ended, so all processes must end too.
  std::optional<std::string> Crash(bool) override {
    if (child_) earlier_.push_back(std::move(child_));
    const Deadline deadline = In(kCrashPatience, scale_);
    for (const auto& child : std::exchange(earlier_, {})) Judge(*child, deadline);
    return std::exchange(crash_, {});
  }

  bool IsRunning() override { return true; }  // the next stream gets a new process

 private:
  bool IsNormal(const ExitStatus& status) const override {
    return status.signal == 0 && (status.code == 0 || status.code == 1);
  }

  void Judge(ChildProcess& child, Deadline deadline) {
    auto crash = CrashOf(child, deadline);
    if (!crash_) crash_ = std::move(crash);
    errors_ += child.ErrorTail();
  }

  // The processes of earlier streams may still be running.
  std::string MakeItConnect(const std::string& address) override {
    if (child_) earlier_.push_back(std::move(child_));
    std::erase_if(earlier_, [&](const auto& child) {
      if (!child->TryWait()) return false;
      Judge(*child, Clock::now());
      return true;
    });
    if (earlier_.size() >= kProcessesMax) return "too many processes of the IUT are running";
    command_.values["addr"] = address;
    auto child = command_.Start();
    if (!child) return child.error();
    child_ = *std::move(child);
    return "";
  }

  std::string_view Asked() const override { return "its start"; }

  IutCommand command_;
  std::vector<std::unique_ptr<ChildProcess>> earlier_;  // processes of earlier streams
  std::optional<std::string> crash_;
};

// Waits until the IUT is ready.
template <class AnIut>
StartedIut Ready(std::unique_ptr<AnIut> iut, const std::string& program) {
  auto ready = iut->WaitUntilReady(program);
  if (!ready) return std::unexpected(ready.error());
  return iut;
}

std::unexpected<StartFailure> NotStarted(std::string what) {
  return std::unexpected(StartFailure{.what = std::move(what)});
}

}  // namespace

std::expected<std::unique_ptr<ChildProcess>, std::string> IutCommand::Start() const {
  std::vector<std::string> words = command.Fill(values);
  words.insert(words.end(), more.begin(), more.end());
  auto child = ChildProcess::Start(words, environment);
  if (child && names_processes) {
    Say(stderr, "asmtp-conform: the IUT runs as process {}: {}\n", (*child)->pid(),
        command.program());
  }
  return child;
}

std::expected<std::string, std::string> ListenAddress(const std::string& said,
                                                      const std::string& given) {
  const auto where = SocketAddress::Parse(said);
  if (!where) return std::unexpected("printed LISTEN, but: " + where.error());
  const auto wanted = SocketAddress::Parse(given);
  if (!wanted || !(where->HasHostOf(*wanted) || where->ToText() == given)) {
    return std::unexpected(
        fmt::format("listens on {}, expected the host of {{addr}}, {}", where->ToText(), given));
  }
  return where->ToText();
}

StartedIut StartResponder(const IutCommand& command) {
  auto child = command.Start();
  if (!child) return NotStarted(child.error());
  return Ready(std::make_unique<ResponderIut>(*std::move(child), command),
               command.command.program());
}

StartedIut StartSingleInitiator(IutCommand command) {
  const std::string program = command.command.program();
  return Ready(std::make_unique<SingleInitiatorIut>(std::move(command)), program);
}

StartedIut StartPersistentInitiator(IutCommand command, std::string peer) {
  command.more.emplace_back("--persistent");
  auto child = command.Start();
  if (!child) return NotStarted(child.error());
  return Ready(
      std::make_unique<PersistentInitiatorIut>(*std::move(child), std::move(peer), command),
      command.command.program());
}

std::string FindException(std::string_view errors) {
  bool in_traceback = false;
  for (size_t at = 0; at < errors.size();) {
    const size_t end = std::min(errors.find('\n', at), errors.size());
    const std::string_view line = errors.substr(at, end - at);
    at = end + 1;
    // Python names the exception in the first line that is not indented.
    if (in_traceback && !line.empty() && !line.starts_with(' ')) return std::string(line);
    in_traceback = in_traceback || line.starts_with("Traceback (most recent call last)");
    for (const std::string_view mark :
         {"Exception in thread ", "panic: ", "Uncaught ", "Unhandled exception", "panicked at",
          "terminate called", "UnhandledPromiseRejection", "Fatal error: exception "}) {
      if (line.find(mark) != line.npos) return std::string(line);
    }
    if (line.starts_with("goroutine ") && line.ends_with("]:")) return std::string(line);
  }
  return in_traceback ? "Traceback (most recent call last)" : "";
}

std::string FindCrashReport(std::string_view errors) {
  for (const std::string_view mark :
       {"Sanitizer:", "runtime error:", "panicked at", "memory allocation of ", "terminate called",
        "Assertion ", "== Invalid read", "== Invalid write", "== Conditional jump",
        "== Use of uninitialised"}) {
    const size_t at = errors.find(mark);
    if (at == errors.npos) continue;
    const size_t begin = errors.rfind('\n', at) + 1;  // npos + 1 is 0
    return std::string(errors.substr(begin, errors.find('\n', at) - begin));
  }
  return "";
}

}  // namespace asmtp::conformance
