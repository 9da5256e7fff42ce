#include "conformance/cli/iut_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/root.h"
#include "conformance/cli/runner_secret.h"
#include "conformance/iut/environment.h"
#include "conformance/iut/socket_address.h"
#include "conformance/iut/stock_iut.h"
#include "core/testing/hex.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

// Makes deadlines last for hours.
constexpr double kDebugScale = 1e4;
constexpr std::chrono::seconds kResolvePatience{5};

double ScaleOf(const IutFlags& flags) { return flags.debug ? kDebugScale : flags.timeout_scale; }

std::unexpected<cli::Refusal> Usage(std::string text) {
  return std::unexpected(cli::Refusal{kExitUsage, std::move(text)});
}

cli::ValueCheck IsKey() {
  const auto why_not = [](const std::string& text) {
    ByteArray<32> key{};
    const bool valid = text.size() == 64 && FromHexInto(text, key);
    return valid ? "" : "a key must be 64 hexadecimal digits";
  };
  return {.why_not = why_not, .label = "HEX"};
}

cli::ValueCheck IsHost() {
  const auto why_not = [](const std::string& text) -> std::string {
    constexpr std::string_view kUnix = "unix:";
    std::error_code error;
    const bool valid = text == "127.0.0.1" || text == "[::1]" ||
                       (text.starts_with(kUnix) &&
                        std::filesystem::is_directory(text.substr(kUnix.size()), error));
    return valid ? "" : "expected 127.0.0.1, [::1] or unix: and an existing folder";
  };
  return {.why_not = why_not, .label = "HOST"};
}

ByteArray<32> KeyOf(const std::string& hex) {
  ByteArray<32> key{};
  static_cast<void>(FromHexInto(hex, key));  // IsKey has checked it
  return key;
}

cli::OrRefusal<StockOptions> ReadStockOptions(const IutFlags& flags) {
  if (flags.iut_pub.empty())
    return Usage("--connect and --listen need --iut-pub, the public key of the IUT");
  StockOptions options{.address = flags.connect.empty() ? flags.listen : flags.connect,
                       .public_key = KeyOf(flags.iut_pub),
                       .tier = flags.iut_tier.back() - '0',
                       .parallel = !flags.iut_serial,
                       .scale = ScaleOf(flags),
                       .watched = {.pid = static_cast<pid_t>(flags.iut_pid), .log = flags.iut_log}};
  auto secrets = ReadRunnerSecrets(flags.runner_secrets);
  if (!secrets) return Usage(secrets.error());
  options.runner_secrets = *std::move(secrets);
  auto numeric = SocketAddress::Resolve(options.address, kResolvePatience);
  if (!numeric)
    return Usage((flags.connect.empty() ? "--listen: " : "--connect: ") + numeric.error());
  options.address = *std::move(numeric);
  options.environment = Variables(flags.pass_env);
  if (flags.trigger.empty()) return options;
  auto trigger = CommandTemplate::Parse(flags.trigger, {"addr", "runner_pub"});
  if (!trigger) return Usage("--trigger: " + trigger.error());
  options.trigger = *std::move(trigger);
  return options;
}

cli::OrRefusal<std::unique_ptr<IutSource>> Watching(std::unique_ptr<StockIutSource> source) {
  auto watched = source->Watch();
  if (!watched) return Usage(watched.error());
  return source;
}

cli::OrRefusal<std::unique_ptr<IutSource>> MakeStock(const IutFlags& flags) {
  auto options = ReadStockOptions(flags);
  if (!options) return std::unexpected(options.error());
  if (!flags.connect.empty())
    return Watching(std::make_unique<StockResponder>(*std::move(options)));
  auto initiator = StockInitiator::Listen(*std::move(options));
  if (!initiator) return Usage("--listen: " + initiator.error());
  return Watching(*std::move(initiator));
}

}  // namespace

void AddIutOptions(cli::Command& command, IutFlags& flags) {
  command.Add({"--iut", &flags.iut,
               "command that starts the implementation under test, with {role} {addr} {iut_s} "
               "{peer} {mode} {suite} {framing} (default: our own endpoint)",
               cli::NotEmpty()});
  command.Add({"--wrap", &flags.wrap, "words to put before that command, such as 'valgrind -q'",
               cli::NotEmpty()});
  command.Add({"--host", &flags.host,
               "where runner and IUT meet: 127.0.0.1 (default), [::1], or unix:/folder for Unix "
               "sockets in an existing folder",
               IsHost()});
  command.Add({.name = "--connect",
               .target = &flags.connect,
               .help = "responder that is already running: host:port, [host]:port or unix:/path",
               .check = cli::NotEmpty(),
               .excludes = {"--iut"}});
  command.Add({.name = "--listen",
               .target = &flags.listen,
               .help = "address to which an initiator connects",
               .check = cli::NotEmpty(),
               .excludes = {"--iut", "--connect"}});
  command.Add({.name = "--trigger",
               .target = &flags.trigger,
               .help = "command that makes the initiator connect once, with {addr} {runner_pub}",
               .check = cli::NotEmpty(),
               .needs = {"--listen"}});
  command.Add({.name = "--iut-pub",
               .target = &flags.iut_pub,
               .help = "public key of the IUT",
               .check = IsKey(),
               .excludes = {"--iut"}});
  command.Add(
      {.name = "--iut-tier",
       .target = &flags.iut_tier,
       .help = "tier of the IUT: T0 (default); T1 if it echoes messages; T2 if it also answers for "
               "its ledger",
       .check = cli::OneOf({"T0", "T1", "T2"}),
       .excludes = {"--iut"}});
  command.Add({.name = "--iut-serial",
               .target = &flags.iut_serial,
               .help = "open one stream at a time, because the IUT serves only one",
               .excludes = {"--iut"}});
  command.Add({.name = kSecretOption,
               .target = &flags.runner_secrets,
               .help =
                   "secret key of the runner, if the IUT accepts only known peers; may be given "
                   "several times, then used in turn; @FILE reads keys from a file, and "
                   "$ASMTP_RUNNER_SECRET is the default",
               .check = {WhyNoRunnerSecret, "HEX|@FILE"},
               .one_word = true,
               .excludes = {"--iut"}});
  command.Add({.name = "--iut-pid",
               .target = &flags.iut_pid,
               .help = "process of the IUT: its end is a crash",
               .check = cli::InRange(1U, 4'194'304U),
               .excludes = {"--iut"}});
  command.Add({.name = "--iut-log",
               .target = &flags.iut_log,
               .help = "log file of the IUT: a crash report in a new line is a crash",
               .check = cli::NotEmpty(),
               .excludes = {"--iut"}});
  command.Add({.name = "--timeout-scale",
               .target = &flags.timeout_scale,
               .help = "factor applied to every deadline (default: 1, more if handshakes are slow)",
               .check = cli::NumberIn(0.01, 1000.0),
               .given = &flags.scale_given});
  command.Add({.name = "--start-limit",
               .target = &flags.start_limit,
               .help = "seconds for the command to become ready (default: 5)",
               .check = cli::NumberIn(0.1, 1000.0),
               .excludes = {"--connect", "--listen"}});
  command.Add({.name = "--pass-env",
               .target = &flags.pass_env,
               .help =
                   "variable that the command gets too; may be given several times. It always "
                   "gets PATH, HOME, the locale, ASMTP_* and options of sanitizers and runtimes",
               .check = cli::NotEmpty(),
               .one_word = true});
  command.Add({"--debug-iut", &flags.debug,
               "for a debugger: no deadlines, one IUT at a time, and print its process id"});
}

cli::OrRefusal<Adapter> MakeAdapter(const IutFlags& flags) {
  std::string text = flags.iut.empty() ? FindEndpoint() : flags.iut;
  if (text.empty()) {
    return std::unexpected(cli::Refusal{
        kExitNoIut, "cannot find asmtp-endpoint next to this program; build it or use --iut"});
  }
  if (!flags.wrap.empty()) text = flags.wrap + " " + text;
  auto command = CommandTemplate::Parse(text);
  if (!command) return Usage("--iut: " + command.error());
  AdapterOptions options{.scale = ScaleOf(flags),
                         .host = flags.host,
                         .names_processes = flags.debug,
                         .environment = Variables(flags.pass_env)};
  if (flags.start_limit > 0) {
    options.start_patience = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::duration<double>(flags.start_limit));
  }
  return Adapter(*std::move(command), std::move(options));
}

cli::OrRefusal<std::unique_ptr<IutSource>> MakeSource(const IutFlags& flags) {
  if (flags.IsStock()) return MakeStock(flags);
  if (!flags.iut_pub.empty() || !flags.runner_secrets.empty()) {
    return Usage("--iut-pub and --runner-secret need --connect or --listen");
  }
  if (flags.iut_pid != 0 || !flags.iut_log.empty()) {
    return Usage("--iut-pid and --iut-log need --connect or --listen");
  }
  auto adapter = MakeAdapter(flags);
  if (!adapter) return std::unexpected(adapter.error());
  if (auto asked = adapter->AskCapabilities(); !asked) {
    return std::unexpected(cli::Refusal{kExitNoIut, asked.error()});
  }
  const Capabilities& caps = adapter->capabilities();
  if (!caps.noise.empty()) {
    Say(stderr, "asmtp-conform: warning: --caps prints '{}'{}\n", caps.noise,
        caps.said ? " before its JSON" : " and no JSON: the defaults apply");
  }
  return std::make_unique<Adapter>(*std::move(adapter));
}

void NarrowToStock(const IutFlags& flags, SelectionFlags& selection) {
  if (!flags.IsStock()) return;
  if (selection.roles.empty()) {
    selection.roles = {flags.connect.empty() ? "initiator" : "responder"};
  }
  if (selection.suites.empty()) selection.suites = {"ed25519"};
  if (selection.framings.empty()) selection.framings = {"u32"};
}

std::string WhyUntold(const IutFlags& flags, const std::vector<Config>& configs,
                      const IutSource& source) {
  if (flags.iut.empty()) return "";
  std::set<Suite> suites;
  std::set<Framing> framings;
  for (const Config& config : configs) {
    if (!source.WhyUnsupported(config, 0).empty()) continue;
    suites.insert(config.suite);
    framings.insert(config.framing);
  }
  std::string missing;
  if (suites.size() > 1 && !flags.iut.contains("{suite}")) missing = "{suite}";
  if (framings.size() > 1 && !flags.iut.contains("{framing}")) {
    missing += missing.empty() ? "{framing}" : " and {framing}";
  }
  if (missing.empty()) return "";
  return fmt::format(
      "the command has no {}, but several values are selected: add it to the command, select one "
      "value with --suite or --framing, or list only the supported one in --caps",
      missing);
}

std::vector<std::string> WordsOf(const IutFlags& flags) {
  std::vector<std::string> words;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) words.insert(words.end(), {name, value});
  };
  add("--iut", flags.iut);
  add("--wrap", flags.wrap);
  add("--connect", flags.connect);
  add("--listen", flags.listen);
  add("--trigger", flags.trigger);
  add("--iut-pub", flags.iut_pub);
  // A key is not for reports; the name of its file is.
  for (const std::string& secret : flags.runner_secrets) {
    add(kSecretOption, secret.starts_with('@') ? secret : kHiddenSecret);
  }
  if (flags.IsStock()) add("--iut-tier", flags.iut_tier == "T0" ? "" : flags.iut_tier);
  if (flags.IsStock() && flags.iut_serial) words.emplace_back("--iut-serial");
  if (flags.host != "127.0.0.1") add("--host", flags.host);
  for (const std::string& name : flags.pass_env) add("--pass-env", name);
  if (flags.start_limit > 0) add("--start-limit", fmt::format("{}", flags.start_limit));
  return words;
}

}  // namespace asmtp::conformance
