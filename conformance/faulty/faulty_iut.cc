// faulty-iut: an endpoint with the fault named by its first argument. It follows the adapter
// contract, in both roles.
//
//   faulty-iut --list
//   faulty-iut no-rekey --role responder --addr 127.0.0.1:0 --secret HEX --peer HEX
//              --suite ed25519 --framing u32
//   faulty-iut no-rekey --role initiator --persistent ...     # CONNECT host:port KEY on stdin
//   faulty-iut no-rekey --role responder --node ...           # answers nothing and takes anybody
//
// Each connection has its own thread, so a hanging one does not affect the others.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>
#include <utility>

#include "conformance/deviant/endpoint.h"
#include "conformance/deviant/row.h"
#include "conformance/faulty/process_faults.h"
#include "conformance/iut/tcp.h"
#include "core/testing/hex.h"
#include "core/testing/names.h"

namespace asmtp::faulty {
namespace {

using conformance::Arrival;
using conformance::Bytes;
using conformance::Channel;
using conformance::Clock;
using deviant::Behaviour;
using deviant::Deviation;
using deviant::Endpoint;
using Setup = deviant::Endpoint::Setup;
using Options = std::map<std::string, std::string, std::less<>>;

constexpr uint64_t kReservedMax = uint64_t{64} << 20;
constexpr std::chrono::milliseconds kIdle{10};  // silence after which a stream counts as idle

conformance::Deadline Forever() { return Clock::now() + std::chrono::hours(1); }

[[noreturn]] void UsageError(const std::string& text) {
  fmt::print(stderr, "faulty-iut: {}\n", text);
  std::exit(2);
}

void Key(const Options& options, const std::string& name, ByteArray<32>& out) {
  const auto found = options.find(name);
  const bool good = found != options.end() && FromHexInto(found->second, out);
  if (!good) UsageError(name + ": expected 64 hexadecimal digits");
}

Setup SetupOf(const Options& options) {
  const auto value = [&](std::string_view name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
  };
  Setup setup;
  setup.role = value("--role") == "initiator" ? noise::Role::kInitiator : noise::Role::kResponder;
  setup.suite = SuiteOf(value("--suite")).value_or(Suite::kEd25519);
  setup.framing = FramingOf(value("--framing")).value_or(Framing::kU32);
  Key(options, "--secret", setup.secret);
  setup.is_node = options.contains("--node");
  if (!setup.is_node) Key(options, "--peer", setup.peer);
  return setup;
}

// Holds one of the streams that the program serves at once.
class Turns {
 public:
  Turns() {
    std::unique_lock lock(Mutex());
    Changed().wait(lock, [] { return Count() < Manners().streams_max; });
    ++Count();
  }
  ~Turns() {
    const std::lock_guard lock(Mutex());
    --Count();
    Changed().notify_one();
  }
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

 private:
  static std::mutex& Mutex() {
    static std::mutex mutex;
    return mutex;
  }
  static std::condition_variable& Changed() {
    static std::condition_variable changed;
    return changed;
  }
  static size_t& Count() {
    static size_t count = 0;
    return count;
  }
};

// Acts on a state, and returns whether the session continues.
bool GoesOn(Endpoint::State state, Channel& channel) {
  switch (state) {
    case Endpoint::State::kOpen:
      return true;
    case Endpoint::State::kClosed:
      return false;
    case Endpoint::State::kHalfClosed:
      channel.Shutdown();
      while (channel.Receive(Forever()).kind == Arrival::Kind::kBytes) {
      }
      return false;
    case Endpoint::State::kReset:
      channel.Reset();
      return false;
    case Endpoint::State::kHangs:
      SleepForever();
    case Endpoint::State::kCrashed:
      std::abort();
    case Endpoint::State::kReported:
      fmt::print(stderr, "==1==ERROR: AddressSanitizer: heap-buffer-overflow\n");
      std::_Exit(1);
  }
  return false;
}

// Feeds an endpoint unless another session blocks it, and returns its output. `turn` is the lock by
// which this session blocks all others.
Bytes FeedInTurn(ByteView bytes, const Behaviour& wrong, Endpoint& endpoint,
                 std::unique_lock<std::mutex>& turn) {
  if (!turn.owns_lock()) turn.lock();
  endpoint.Feed(bytes);
  Bytes out = endpoint.TakeOutput();
  if (!endpoint.HoldsAll() && !wrong.write_holds_all) turn.unlock();
  return out;
}

void Write(ByteView bytes, const Behaviour& wrong, Channel& channel) {
  if (wrong.short_write_lost) {
    channel.SendUnread(bytes, Clock::now());
  } else if (!wrong.crashes_on_reset_write) {
    channel.Send(bytes, Forever());
  } else if (channel.SendUnread(bytes, Forever()) < bytes.size()) {
    std::raise(SIGPIPE);
  }
}

// The thread of a session ends with an exception that the program survives.
void Throw() {
  fmt::print(stderr,
             "Exception in thread Thread-7 (serve):\nTraceback (most recent call last):\n"
             "  File \"adapter.py\", line 88, in serve\nValueError: not a key\n");
}

// Sends what an endpoint has to say, as the program does it.
void Say(Bytes out, bool ended, const Behaviour& wrong, Channel& channel, Bytes& held) {
  if (out.empty() && !ended) return;
  std::this_thread::sleep_for(Manners().delay);
  held.insert(held.end(), out.begin(), out.end());
  if (Manners().holds_output && !ended) return;
  Write(std::exchange(held, {}), wrong, channel);
}

void Talk(const Setup& setup, const Deviation& wrong, Channel& channel) {
  static std::mutex one_at_a_time;
  static auto& program = *new deviant::Program;  // used under that lock, until the process ends
  std::unique_lock turn(one_at_a_time);
  Endpoint endpoint(setup, wrong, program);
  Bytes out = endpoint.TakeOutput();
  turn.unlock();
  auto deadline = Clock::now() + kIdle;
  if (Manners().leaks_file) (void)::dup(STDIN_FILENO);
  Bytes held;
  Bytes reserved;
  while (true) {
    const bool ended = endpoint.state() != Endpoint::State::kOpen;
    Say(std::exchange(out, {}), ended, wrong.behaviour, channel, held);
    if (turn.owns_lock() && !endpoint.HoldsAll()) turn.unlock();
    if (Manners().throws && ended) Throw();
    if (!GoesOn(endpoint.state(), channel)) return;
    if (Manners().reserves_announced) {
      reserved.resize(std::min(endpoint.Announced().value_or(0), kReservedMax), 1);
    }
    const Arrival arrival = channel.Receive(deadline);
    deadline = Forever();
    if (arrival.kind == Arrival::Kind::kBytes) {
      out = FeedInTurn(arrival.bytes, wrong.behaviour, endpoint, turn);
      continue;
    }
    if (arrival.kind == Arrival::Kind::kTimeout) {
      endpoint.Idle();
    } else if (arrival.kind == Arrival::Kind::kRst) {
      endpoint.FeedReset();
    } else {
      endpoint.FeedEnd();
      if (endpoint.state() == Endpoint::State::kOpen) SleepForever();  // it ignored the end
    }
    out = endpoint.TakeOutput();
  }
}

void TalkInThread(const Setup& setup, const Deviation& wrong,
                  const std::shared_ptr<Channel>& channel) {
  std::thread([=, &wrong] {
    Turns turn;
    Talk(setup, wrong, *channel);
  }).detach();
}

int Respond(const Setup& setup, const Deviation& wrong, const std::string& address) {
  auto listener = conformance::TcpListener::On(address.empty() ? "127.0.0.1:0" : address);
  if (!listener) UsageError(listener.error());
  fmt::print("LISTEN {}\n", listener->address());
  std::fflush(stdout);
  while (auto channel = listener->Accept(Forever())) {
    TalkInThread(setup, wrong, std::move(channel));
  }
  return 0;
}

int Initiate(const Setup& setup, const Deviation& wrong, const std::string& address) {
  auto channel = conformance::ConnectTcp(address, Forever());
  if (!channel) return 1;
  Talk(setup, wrong, **channel);
  return 0;
}

// Connects once for each line of stdin, until it ends.
int InitiateForLines(Setup setup, const Deviation& wrong) {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    Options options;
    std::string verb, address;
    words >> verb >> address >> options["KEY"];
    Key(options, "KEY", setup.peer);
    auto channel = conformance::ConnectTcp(address, Forever());
    if (channel) TalkInThread(setup, wrong, *std::move(channel));
  }
  return 0;
}

int List() {
  for (const deviant::Row* row : deviant::RowsFor(deviant::Serves::kEndpoint)) {
    fmt::print("{:<34} {:<7} {}\n", row->id, row->clause, row->sentence);
  }
  for (const ProcessFault& fault : ProcessFaults()) {
    fmt::print("{:<34} {:<7} {}\n", fault.name, "", fault.what);
  }
  return 0;
}

int FaultyMain(std::vector<std::string> words) {
  if (words.empty()) UsageError("expected the name of a fault; run 'faulty-iut --list' to see all");
  if (words.front() == "--list") return List();
  Options options;
  bool persistent = false;
  if (words.front() == "noisy-caps" && words.back() == "--caps") {
    FindProcessFault(words.front())->begin();
  }
  for (size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--caps") {
      fmt::print(R"({{"name":"faulty-iut","version":"{}","persistent":true}})"
                 "\n",
                 words.front());
      return 0;
    }
    if (words[i] == "--persistent") {
      persistent = true;
    } else if (words[i] == "--node") {
      options[words[i]] = "";
    } else if (i + 1 < words.size()) {
      options[words[i]] = words[i + 1];
      ++i;
    }
  }
  const ProcessFault* process = FindProcessFault(words.front());
  const auto* row =
      deviant::FindRow(deviant::Serves::kEndpoint, process != nullptr ? "none" : words.front());
  if (row == nullptr)
    UsageError("unknown fault '" + words.front() + "'; run 'faulty-iut --list' to see all");
  if (process != nullptr) process->begin();
  const Setup setup = SetupOf(options);
  const Deviation wrong = row->deviation();
  if (setup.role == noise::Role::kResponder) return Respond(setup, wrong, options["--addr"]);
  return persistent ? InitiateForLines(setup, wrong) : Initiate(setup, wrong, options["--addr"]);
}

}  // namespace
}  // namespace asmtp::faulty

int main(int argc, char** argv) {
  return asmtp::faulty::FaultyMain(std::vector<std::string>(argv + 1, argv + argc));
}
