// asmtp-fuzz wire: attacks an IUT over a socket, with valid keys, and reports what it does that
// SPEC.md does not allow. `--iut`, `--connect` or `--listen` without a subcommand mean this one.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "conformance/cli/file_limit.h"
#include "conformance/cli/iut_options.h"
#include "conformance/cli/selection_options.h"
#include "conformance/iut/socket_address.h"
#include "conformance/report/text.h"
#include "core/testing/interrupt.h"
#include "core/testing/printable.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"
#include "fuzz/commands/surroundings.h"
#include "fuzz/wire/wire_fuzz.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;
using conformance::Case;
using conformance::Config;
using conformance::IutFlags;
using conformance::IutSource;
using conformance::Keys;
using conformance::OrWhy;
using conformance::SecretText;
using conformance::SelectionFlags;
using wire::Finding;
using wire::Findings;
using wire::FuzzConfig;
using wire::FuzzFigures;
using wire::FuzzOptions;
using wire::ReadKnownCauses;

// A configuration gets this share of the time at least.
constexpr double kSecondsLeast = 0.1;

constexpr const char* kExitText =
    "Exit status: 0 no finding, 1 findings, 2 usage error, 3 the IUT could not be started or "
    "restarted, 128 + signal: interrupted without a finding.";

struct WireFuzzOptions {
  IutFlags iut;
  SelectionFlags configs;
  FuzzOptions fuzz;
  std::string against;  // a command, or ""
  std::string known;
  std::string until;
  std::string keep;
  std::string own_host;  // may be attacked although it is not a loopback address
  size_t jobs = 0;
  size_t rss_growth = 256;  // MiB
  bool quiet = false;
};

conformance::CaseKeys OwnKeys() {
  const auto filled = [](uint8_t byte) {
    SecretText secret;
    secret.bytes.fill(byte);
    return secret;
  };
  return {.runner_s = filled(0x11),
          .runner_e = filled(0x12),
          .iut_s = filled(0x21),
          .iut_e = filled(0x22)};
}

// Returns the keys of a session. A source may prescribe its own.
OrWhy<Keys> KeysOf(const IutSource& source, const Config& config) {
  Case any;
  any.keys = OwnKeys();
  return source.KeysFor(any, config.role);
}

// An initiator process serves one stream at a time. Workers share the process of a stock IUT.
size_t SessionsAtOnce(const WireFuzzOptions& options, const IutSource& source,
                      const Config& config) {
  constexpr size_t kMost = 3;
  const bool serves_many =
      config.role == noise::Role::kResponder && source.WhyNotParallel().empty();
  return serves_many && !options.iut.IsStock() ? kMost : 1;
}

OrWhy<wire::Target> TargetOf(const WireFuzzOptions& options, const IutSource& source,
                             const Config& config) {
  auto keys = KeysOf(source, config);
  if (!keys) return std::unexpected(keys.error());
  return wire::Target{
      .config = config,
      .keys = *std::move(keys),
      .hides_identity = options.iut.IsStock(),
      .echoes = source.WhyUnsupported(config, 1).empty(),
      .knows_messages = source.WhyNoMessages().empty(),
      .may_be_stranger = !options.iut.IsStock() && config.role == noise::Role::kResponder,
      .timeout_scale = options.iut.timeout_scale,
      .sessions_at_once = SessionsAtOnce(options, source, config),
      .identity = source.Identities()};
}

double PerSecond(size_t count, double seconds) {
  return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

// Returns "120 edges" and a separator, or "" if the IUT counts none.
std::string EdgesText(const FuzzFigures& figures, std::string_view separator) {
  return figures.edges == 0 ? "" : fmt::format("{} edges{}", figures.edges, separator);
}

std::string Summary(const FuzzFigures& figures) {
  return fmt::format(
      "{}: {:.0f} s, {} sessions, {} messages ({:.0f}/s), {} handshakes ({:.0f}/s), {} programs "
      "kept, {}IUT started {} times, inputs {:016x}",
      Describe(figures.config), figures.seconds, figures.sessions, figures.messages,
      PerSecond(figures.messages, figures.seconds), figures.handshakes,
      PerSecond(figures.handshakes, figures.seconds), figures.kept, EdgesText(figures, ", "),
      figures.starts, figures.inputs);
}

// Returns the command that plays cases: "./asmtp conform" for "./asmtp fuzz".
std::string ConformName() {
  constexpr std::string_view kOwn = " fuzz";
  const char* command = std::getenv("ASMTP_COMMAND");
  std::string name = command == nullptr ? "" : command;
  if (!name.ends_with(kOwn)) return "asmtp-conform";
  return name.replace(name.size() - kOwn.size(), kOwn.size(), " conform");
}

std::string Reproduction(const WireFuzzOptions& options, const Finding& finding) {
  if (finding.file.empty()) return "";
  const IutFlags flags = finding.of_other ? IutFlags{.iut = options.against} : options.iut;
  return fmt::format("{} run {} {}", ConformName(), conformance::ShellQuote(finding.file),
                     conformance::ShellQuote(WordsOf(flags)));
}

void Print(const WireFuzzOptions& options, const Finding& finding, size_t times) {
  Say("\nfinding  {}\n  what     {}\n  where    {}, after {:.1f} s, session {}, seen {} times\n",
      finding.violation.Cause(), finding.violation.text, Describe(finding.config), finding.seconds,
      finding.session, times);
  if (!finding.file.empty()) {
    Say("  case     {}, {} actions\n  replay   {}\n", finding.file, finding.actions,
        Reproduction(options, finding));
  }
  if (!finding.trouble.empty()) Say("  note     {}\n", finding.trouble);
}

void PrintFindings(const WireFuzzOptions& options, const Findings& findings) {
  auto times = findings.times();
  for (const Finding& finding : findings.all()) {
    Print(options, finding, times[finding.violation.Cause()]);
  }
  Say("\n");
  for (const auto& [cause, count] : times) {
    if (findings.IsKnown(cause)) Say("known, seen {} times: {}\n", count, cause);
  }
  for (const auto& [cause, count] : findings.unconfirmed()) {
    if (count > 0) Say("not reproduced, {} times: {}\n", count, cause);
  }
  for (const std::string& cause : findings.unexamined()) {
    Say("not examined, because the time was over: {}\n", cause);
  }
}

// Prints the skipped configurations and returns the others.
std::vector<Config> SupportedConfigs(const WireFuzzOptions& options, const IutSource& source,
                                     const IutSource* against) {
  std::vector<Config> configs;
  for (const Config& config : SelectConfigs(options.configs)) {
    std::string why = source.WhyUnsupported(config, 0);
    if (why.empty() && against != nullptr) why = against->WhyUnsupported(config, 0);
    if (why.empty()) {
      configs.push_back(config);
    } else {
      Say("{}: skipped, {}\n", Describe(config), why);
    }
  }
  return configs;
}

// Returns "127.0.0.1" of "127.0.0.1:80", "[::1]" of "[::1]:80" and "" of "unix:/path".
std::string HostOf(const std::string& address) {
  if (address.starts_with("unix:")) return "";
  const size_t colon = address.rfind(':');
  return address.substr(0, colon);
}

bool IsLoopback(const std::string& numeric_host) {
  return numeric_host.empty() || numeric_host.starts_with("127.") || numeric_host == "[::1]";
}

// Returns why the address may not be attacked, or "". Puts its numeric form into the options, so
// that a name cannot mean another host later.
std::string WhyNotAttacked(WireFuzzOptions& options) {
  std::string& address = options.iut.connect.empty() ? options.iut.listen : options.iut.connect;
  const std::string named = HostOf(address);
  auto numeric = conformance::SocketAddress::Resolve(address, std::chrono::seconds(5));
  if (!numeric) return numeric.error();
  address = *std::move(numeric);
  const std::string host = HostOf(address);
  if (IsLoopback(host) || host == options.own_host || named == options.own_host) return "";
  return fmt::format(
      "{} is not a loopback address; attack only hosts that you own, and confirm with "
      "--i-own-this-host {}",
      address, host);
}

void PrintProgress(const FuzzFigures& figures, const Findings& findings) {
  Say(stderr,
      "{:4.0f} s  {}  {} sessions  {:.0f} messages/s  {:.0f} handshakes/s  {} kept  {}{} "
      "findings\n",
      figures.seconds, Describe(figures.config), figures.sessions,
      PerSecond(figures.messages, figures.seconds), PerSecond(figures.handshakes, figures.seconds),
      figures.kept, EdgesText(figures, "  "), findings.count());
}

void WarnUncounted() {
  Say(stderr,
      "--coverage: the IUT counts no edges, so coverage cannot guide the fuzzer; build the "
      "IUT with AFL++, or with SanitizerCoverage's trace-pc-guard and "
      "fuzz/wire/coverage_runtime.cc (see fuzz/WIRE_FUZZ.md)\n");
}

// Attacks the configurations in turn. The error says why the attack stopped early.
OrWhy<void> AttackAll(const WireFuzzOptions& options, const IutSource& source,
                      const IutSource* against, const std::vector<Config>& configs,
                      Findings& findings) {
  FuzzOptions fuzz = options.fuzz;
  const auto begin = conformance::Clock::now();
  fuzz.rss_growth_max = options.rss_growth << 20;
  fuzz.keep = options.keep;
  const size_t jobs = source.IsPlural() && options.jobs == 0
                          ? std::max(1U, std::thread::hardware_concurrency())
                          : std::max<size_t>(options.jobs, 1);
  bool told = false;
  for (const Config& config : configs) {
    // What one configuration overruns, the others lack.
    const std::chrono::duration<double> past = conformance::Clock::now() - begin;
    if (options.fuzz.seconds > 0) {
      fuzz.seconds = std::max(kSecondsLeast, options.fuzz.seconds - past.count()) /
                     static_cast<double>(&configs.back() - &config + 1);
    }
    const auto target = TargetOf(options, source, config);
    if (!target) return std::unexpected(target.error());
    const FuzzFigures figures =
        FuzzConfig(*target, source, against, fuzz, jobs, findings, [&](const FuzzFigures& now) {
          if (!options.quiet) PrintProgress(now, findings);
        });
    Say("{}\n", Summary(figures));
    std::fflush(stdout);
    if (figures.counts_nothing && !std::exchange(told, true)) WarnUncounted();
    if (!figures.failure.empty()) {
      return std::unexpected(fmt::format("{}: {}", Describe(config), figures.failure));
    }
    if (IsInterrupted() || findings.IsEnough()) break;
  }
  return {};
}

// An attack needs no fuzz target, only an IUT.
bool NeedsOurEndpoint(const IutFlags& iut) { return iut.iut.empty() && !iut.IsStock(); }

int RunWireFuzz(WireFuzzOptions options) {
  if (IsPlanOnly()) {
    if (NeedsOurEndpoint(options.iut)) Say("endpoint //conformance/endpoint:asmtp-endpoint\n");
    return kExitOk;
  }
  if (const auto why = WhyNotAttacked(options); !why.empty()) return Fail(kExitUsage, why);
  if (options.fuzz.seconds <= 0 && options.fuzz.sessions == 0 && options.until.empty()) {
    return Fail(kExitUsage, "--seconds 0 needs --runs or --until; without them the run has no end");
  }
  if (options.fuzz.coverage && options.iut.IsStock()) {
    return Fail(kExitUsage,
                "--coverage needs --iut, because an IUT must be started with a map for its edges");
  }
  std::vector<std::string> known;
  if (!options.known.empty()) {
    auto read = ReadKnownCauses(options.known);
    if (!read) return Fail(kExitUsage, read.error());
    known = *std::move(read);
  }
  std::error_code error;
  fs::create_directories(options.keep, error);
  if (error)
    return Fail(kExitInfrastructure,
                "cannot create folder '" + options.keep + "': " + error.message());
  NarrowToStock(options.iut, options.configs);
  auto source = MakeSource(options.iut);
  if (!source) return Fail(source.error().status, source.error().text);
  std::unique_ptr<IutSource> against;
  if (!options.against.empty()) {
    auto other = MakeSource(IutFlags{.iut = options.against,
                                     .host = options.iut.host,
                                     .pass_env = options.iut.pass_env,
                                     .start_limit = options.iut.start_limit,
                                     .timeout_scale = options.iut.timeout_scale});
    if (!other) return Fail(other.error().status, "--against: " + other.error().text);
    against = *std::move(other);
  }
  const std::vector<Config> configs = SupportedConfigs(options, **source, against.get());
  if (configs.empty())
    return Fail(kExitInfrastructure, "the IUT supports none of the selected configurations");
  cli::RaiseFileLimit();
  CatchSignals();
  Findings findings(std::move(known), options.until);
  const auto attacked = AttackAll(options, **source, against.get(), configs, findings);
  PrintFindings(options, findings);
  Say("{} findings{}\n", findings.count(), IsInterrupted() ? "; interrupted" : "");
  if (!attacked && !IsInterrupted()) Fail(kExitInfrastructure, attacked.error());
  if (findings.count() > 0) return kExitBug;
  if (IsInterrupted()) return InterruptedStatus();
  if (attacked && !findings.unexamined().empty()) {
    return Fail(kExitInfrastructure,
                "the time was over before every violation was examined; give more --seconds");
  }
  return attacked ? kExitOk : kExitInfrastructure;
}

}  // namespace

cli::Command WireCommand() {
  auto options = std::make_shared<WireFuzzOptions>();
  options->keep = (fs::path(Surroundings().out) / "wire").string();
  cli::Command command{.name = "wire", .about = "attack an IUT over a socket, with valid keys"};
  command.footer = kExitText;
  AddIutOptions(command, options->iut);
  AddConfigOptions(command, options->configs);
  command.Add({.name = "--seconds",
               .target = &options->fuzz.seconds,
               .help = "total seconds, shared by all configurations; 0: no time limit, only --runs "
                       "or --until",
               .check = cli::NumberIn(0, 1e6),
               .shows_default = true});
  command.Add(
      {"--runs", &options->fuzz.sessions, "maximum sessions of each worker in each configuration"});
  command.Add({.name = "--seed",
               .target = &options->fuzz.seed,
               .help = "seed; the same seed gives the same inputs",
               .shows_default = true});
  command.Add({"-j,--jobs", &options->jobs, "number of workers; default: one per processor",
               cli::InRange(1, 64)});
  command.Add({"--rate", &options->fuzz.rate, "maximum sessions per second of each worker",
               cli::NumberIn(0, 1e6)});
  command.Add({"--against", &options->against,
               "command of a second IUT that gets the same input; differences are findings",
               cli::NotEmpty()});
  command.Add({"--known", &options->known,
               "file with globs of known causes, which are not reported as findings",
               cli::NotEmpty()});
  command.Add({"--until", &options->until,
               "stop at the first finding whose cause matches this glob", cli::NotEmpty()});
  command.Add({.name = "--keep",
               .target = &options->keep,
               .help = "folder for the cases of findings",
               .check = cli::NotEmpty(),
               .shows_default = true});
  command.Add({.name = "--memory-growth",
               .target = &options->rss_growth,
               .help = "limit of the memory growth of an IUT, in MiB",
               .check = cli::InRange(1, 1 << 20),
               .shows_default = true});
  command.Add({.name = "--shrink-seconds",
               .target = &options->fuzz.shrink_seconds,
               .help = "seconds to minimise each finding",
               .check = cli::NumberIn(0, 3600),
               .shows_default = true});
  command.Add({"--i-own-this-host", &options->own_host,
               "allow an attack on this host, which is not a loopback address"});
  command.Add({"--errors-guide", &options->fuzz.errors_guide,
               "also guide the fuzzer by new lines on the IUT's stderr"});
  command.Add({"--coverage", &options->fuzz.coverage,
               "also guide the fuzzer by the edges that an instrumented IUT counts"});
  command.Add({"--quiet", &options->quiet, "do not print progress"});
  command.run = [options] { return RunWireFuzz(*options); };
  return command;
}

}  // namespace asmtp::fuzz
