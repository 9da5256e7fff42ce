#include "conformance/iut/adapter.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "conformance/iut/start_wait.h"
#include "conformance/play/peer.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

constexpr double kCapsScaleMax = 10;

}  // namespace

std::expected<void, std::string> Adapter::AskCapabilities() {
  auto child = StartProcess({}, {"--caps"});
  if (!child) return std::unexpected(child.error());
  // An adapter without --caps may start to serve and never exit.
  const double scale = std::min(options_.scale, kCapsScaleMax);
  StartWait wait((*child)->pid(), options_.start_patience * scale, scale);
  std::string output;
  do {
    output = (*child)->WaitForOutput(wait.NextLook());
  } while (!(*child)->HasOutputEnded() && !wait.IsOver());
  auto said = Capabilities::Read(output);
  if (!said) {
    return std::unexpected(fmt::format("'{} --caps' {}", command_.program(), said.error()));
  }
  capabilities_ = *std::move(said);
  return {};
}

std::expected<std::unique_ptr<ChildProcess>, std::string> Adapter::StartProcess(
    const CommandTemplate::Values& values, const std::vector<std::string>& more) const {
  return IutCommand{
      .command = command_, .values = values, .more = more, .environment = options_.environment}
      .Start();
}

std::string Adapter::NewAddress() const {
  static std::atomic<size_t> count{0};
  if (!options_.host.starts_with("unix:")) return options_.host + ":0";
  return fmt::format("{}/{}-{}", options_.host, ::getpid(), ++count);
}

CommandTemplate::Values Adapter::ValuesOf(const Config& config, const Keys& keys) {
  return {{"role", std::string(Name(config.role))},
          {"iut_s", ToHex(keys.iut_s.bytes)},
          {"peer", ToHex(PublicOfPeer(config.suite, keys).bytes())},
          {"mode", "echo"},
          {"suite", std::string(DhName(config.suite))},
          {"framing", std::string(asmtp::Name(config.framing))}};
}

StartedIut Adapter::Start(const Config& config, const Keys& keys) const {
  CommandTemplate::Values values = ValuesOf(config, keys);
  const std::string peer = values["peer"];
  IutCommand command{
      .command = command_,
      .values = values,
      .environment = {"ASMTP_IUT_SECRET=" + values["iut_s"], "ASMTP_PEER_PUBLIC=" + peer},
      .own_address = NewAddress(),
      .scale = options_.scale,
      .start_patience = options_.start_patience,
      .names_processes = options_.names_processes};
  command.environment.insert(command.environment.end(), options_.environment.begin(),
                             options_.environment.end());
  if (pins_ephemeral_) {
    command.environment.push_back("ASMTP_EPHEMERAL=" + ToHex(keys.iut_e.bytes));
  }
  if (config.role == noise::Role::kResponder) {
    command.values["addr"] = command.own_address;
    return StartResponder(command);
  }
  if (capabilities_.persistent) return StartPersistentInitiator(std::move(command), peer);
  return StartSingleInitiator(std::move(command));
}

std::unique_ptr<IutSource> Adapter::With(const std::vector<std::string>& more) const {
  auto with = std::make_unique<Adapter>(*this);
  with->options_.environment.insert(with->options_.environment.end(), more.begin(), more.end());
  return with;
}

}  // namespace asmtp::conformance
