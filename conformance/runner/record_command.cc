#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <memory>
#include <utility>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/refusal.h"
#include "conformance/cli/root.h"
#include "conformance/iut/adapter.h"
#include "conformance/play/verify.h"
#include "conformance/record/proxy.h"
#include "conformance/record/recorder.h"
#include "conformance/record/script.h"
#include "conformance/record/update.h"
#include "conformance/record/writer.h"
#include "conformance/runner/case_files.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/record_options.h"
#include "conformance/runner/version.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/read_file.h"
#include "core/testing/output_file.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

std::unexpected<cli::Refusal> Refuse(int status, std::string text) {
  return std::unexpected(cli::Refusal{status, std::move(text)});
}

int FailWith(const cli::Refusal& refusal) { return Fail(refusal.status, refusal.text); }

std::string Today() { return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr))); }

cli::OrRefusal<Adapter> MakeAdapter(const RecordCommandOptions& options) {
  const std::string text = options.iut.empty() ? FindEndpoint() : options.iut;
  if (text.empty()) {
    return Refuse(kExitNoIut, "cannot find asmtp-endpoint next to this program; use --iut");
  }
  auto command = CommandTemplate::Parse(text);
  if (!command) return Refuse(kExitUsage, "--iut: " + command.error());
  Adapter adapter(*std::move(command), options.timeout_scale);
  if (auto asked = adapter.AskCapabilities(); !asked) return Refuse(kExitNoIut, asked.error());
  return adapter;
}

// Returns the name and version that the IUT reports, or else its program's name.
std::string NameOf(const Adapter& adapter, const RecordCommandOptions& options) {
  const Capabilities& caps = adapter.capabilities();
  if (!caps.name.empty()) return caps.version.empty() ? caps.name : caps.name + " " + caps.version;
  return std::filesystem::path(options.iut.substr(0, options.iut.find(' '))).filename().string();
}

// Writes the recording and verifies the file, because a case that does not verify is useless.
int Keep(const RecordCommandOptions& options, const Recording& recording) {
  const auto text = WriteText(recording);
  if (!text) return Fail(kExitInternal, text.error());
  const std::string error = WriteCaseFile(options.out, *text);
  if (!error.empty()) return Fail(kExitInternal, error);
  const auto set = LoadCaseFiles(options.corpus, {options.out});
  if (!set) return Fail(kExitUsage, set.error());
  const auto clauses = LoadClauses(options.corpus);
  if (!clauses) return Fail(kExitUsage, clauses.error());
  const Case* one_case = set->Find(recording.header.id);
  if (one_case == nullptr)
    return Fail(kExitInternal, "the written file does not contain the case " + recording.header.id);
  const auto errors = Verify(*one_case, &*clauses);
  if (!errors.empty()) {
    return Fail(kExitUsage, "the recording does not verify: " + errors.front().Format());
  }
  Say("{}: {}, {} steps, verified\n", options.out, recording.header.id, recording.steps.size());
  return kExitOk;
}

// ---- one IUT ------------------------------------------------------------------------------------

cli::OrRefusal<Case> FindScript(const RecordCommandOptions& options) {
  if (options.script.empty()) return EchoScript(options.messages == 0 ? 3 : options.messages);
  if (options.messages != 0) {
    return Refuse(kExitUsage, "--script and --messages exclude each other");
  }
  const bool is_file = options.script.ends_with(".atf");
  std::vector<std::filesystem::path> files;
  if (is_file) files.emplace_back(options.script);
  const auto set = LoadCaseFiles(options.corpus, files);
  if (!set) return Refuse(kExitUsage, set.error());
  const auto fits = [&](const Case& one) {
    return is_file ? one.file == options.script : one.header.id == options.script;
  };
  const auto count = std::ranges::count_if(set->cases, fits);
  if (count == 1) return *std::ranges::find_if(set->cases, fits);
  return Refuse(kExitUsage,
                count == 0 ? fmt::format("no case has the id '{}'", options.script)
                           : fmt::format("'{}' is a family of {} cases; use the id of one of them",
                                         options.script, count));
}

cli::OrRefusal<void> TakeKeys(const RecordCommandOptions& options, CaseKeys& keys) {
  for (const std::string& wrong :
       {TakeSecret("--runner-secret", options.runner_secret, *keys.runner_s),
        TakeSecret("--iut-secret", options.iut_secret, *keys.iut_s),
        TakeSecret("--runner-ephemeral", options.runner_ephemeral, *keys.runner_e),
        TakeSecret("--iut-ephemeral", options.iut_ephemeral, *keys.iut_e)}) {
    if (!wrong.empty()) return Refuse(kExitUsage, wrong);
  }
  return {};
}

cli::OrRefusal<Recording> RecordWithIut(const RecordCommandOptions& options) {
  const Config config = ConfigOf(options);
  auto script = FindScript(options);
  if (!script) return std::unexpected(script.error());
  if (!script->HasRole(config.role) || !script->HasSuite(config.suite) ||
      !script->HasFraming(config.framing)) {
    return Refuse(kExitUsage,
                  fmt::format("{} does not apply to {}", script->header.id, Describe(config)));
  }
  if (std::string why = WhyNotRecordable(*script); !why.empty()) return Refuse(kExitUsage, why);
  if (auto taken = TakeKeys(options, script->keys); !taken) return std::unexpected(taken.error());
  auto adapter = MakeAdapter(options);
  if (!adapter) return std::unexpected(adapter.error());
  if (!options.iut_ephemeral.empty()) adapter->PinEphemeral();
  const std::string missing = adapter->capabilities().WhyUnsupported(config, script->header.tier);
  if (!missing.empty()) return Refuse(kExitNoIut, missing);
  const auto iut = adapter->Start(config, script->keys.For(config.role));
  if (!iut) return Refuse(kExitNoIut, iut.error().what);
  auto recording = Record(*script, config, **iut, {.timeout_scale = options.timeout_scale});
  if (!recording) return Refuse(kExitNoIut, recording.error());
  const std::string name = NameOf(*adapter, options);
  recording->remarks.push_back(fmt::format("Recorded by asmtp-conform {} against {} ({}) on {}.",
                                           kVersion, name, Describe(config), Today()));
  if (auto taken = TakeHeader(options, "with " + name, recording->header); !taken) {
    return Refuse(kExitUsage, taken.error());
  }
  return *std::move(recording);
}

// ---- between two --------------------------------------------------------------------------------

cli::OrRefusal<ProxyOptions> ProxyOptionsOf(const RecordCommandOptions& options) {
  if (options.connect.empty()) return Refuse(kExitUsage, "--proxy needs --connect host:port");
  if (options.initiator_secret.empty() || options.responder_secret.empty()) {
    return Refuse(kExitUsage, "--proxy needs --initiator-secret and --responder-secret");
  }
  if (!options.script.empty()) return Refuse(kExitUsage, "--proxy and --script exclude each other");
  const Config config = ConfigOf(options);
  const auto time = [&](double seconds) {
    return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
  };
  ProxyOptions proxy{.listen = options.listen,
                     .responder = options.connect,
                     .initiator_s = {},
                     .responder_s = {},
                     .e = *EchoScript(0).keys.runner_e,
                     .suite = config.suite,
                     .framing = config.framing,
                     .sessions = options.sessions,
                     .messages = options.messages,
                     .patience = time(options.wait),
                     .handshake = time(10 * options.timeout_scale),
                     .idle = time(options.idle)};
  for (const std::string& wrong :
       {TakeSecret("--initiator-secret", options.initiator_secret, proxy.initiator_s),
        TakeSecret("--responder-secret", options.responder_secret, proxy.responder_s),
        TakeSecret("--runner-ephemeral", options.runner_ephemeral, proxy.e)}) {
    if (!wrong.empty()) return Refuse(kExitUsage, wrong);
  }
  return proxy;
}

// Keeps the messages recorded so far, however the session ended.
int RecordBetween(const RecordCommandOptions& options) {
  auto proxy_options = ProxyOptionsOf(options);
  if (!proxy_options) return FailWith(proxy_options.error());
  proxy_options->opened = [](size_t session) {
    Say("OPEN session {}\n", session);
    std::fflush(stdout);
  };
  Proxy proxy(*proxy_options);
  if (auto listening = proxy.Listen(); !listening) return Fail(kExitUsage, listening.error());
  Say("LISTEN {}\n", proxy.address());
  std::fflush(stdout);
  const ProxyResult result = proxy.Run();
  if (result.dialogue.steps().empty()) {
    return Fail(kExitNoIut, result.interrupted
                                ? "interrupted before the first session; nothing was written"
                                : result.wrong);
  }
  Recording recording = RecordingOf(*proxy_options, result.dialogue);
  recording.remarks.push_back(
      fmt::format("Recorded by asmtp-conform {} between two implementations ({} {}) on {}.",
                  kVersion, options.suite, options.framing, Today()));
  if (auto taken = TakeHeader(options, "between two implementations", recording.header); !taken) {
    return Fail(kExitUsage, taken.error());
  }
  const int status = Keep(options, recording);
  if (status != kExitOk || result.wrong.empty()) return status;
  return Fail(kExitNoIut, result.wrong + "; everything before that is recorded");
}

// ---- --update -----------------------------------------------------------------------------------

// Returns the number of changed lines.
cli::OrRefusal<size_t> UpdateFile(const RecordCommandOptions& options, const std::string& file,
                                  const CaseSet& set, const Adapter& adapter) {
  auto text = ReadTextFile(file, kFileSizeMax);
  if (!text) return Refuse(kExitUsage, file + ": " + text.error());
  const auto is_of_file = [&](const Case& one) { return one.file == file; };
  if (std::ranges::count_if(set.cases, is_of_file) != 1) {
    return Refuse(kExitUsage, file + ": a family has no captured lines to update");
  }
  const StartIut start =
      [&](const Config& config,
          const Keys& keys) -> std::expected<std::unique_ptr<Iut>, UpdateFailure> {
    const std::string missing = adapter.capabilities().WhyUnsupported(config, 0);
    if (!missing.empty()) return std::unexpected(UpdateFailure{true, missing});
    auto iut = adapter.Start(config, keys);
    if (iut) return *std::move(iut);
    return std::unexpected(UpdateFailure{iut.error().unsupported, iut.error().what});
  };
  const Case& one_case = *std::ranges::find_if(set.cases, is_of_file);
  auto updated = Update(one_case, *std::move(text), start, {options.timeout_scale});
  if (!updated) return Refuse(kExitNoIut, updated.error());
  for (const std::string& skipped : updated->skipped) Say("{}\n", skipped);
  if (updated->lines == 0) return 0;
  const std::string error = WriteCaseFile(file, updated->text);
  if (!error.empty()) return Refuse(kExitInternal, error);
  return updated->lines;
}

int UpdateFiles(const RecordCommandOptions& options) {
  const auto set = LoadCaseFiles(options.corpus, {options.update.begin(), options.update.end()});
  if (!set) return Fail(kExitUsage, set.error());
  auto adapter = MakeAdapter(options);
  if (!adapter) return FailWith(adapter.error());
  adapter->PinEphemeral();
  for (const std::string& file : options.update) {
    const auto lines = UpdateFile(options, file, *set, *adapter);
    if (!lines) return FailWith(lines.error());
    Say("{}: {} lines changed\n", file, *lines);
  }
  return kExitOk;
}

// Reports a wrong header of the new case before the session instead of after it.
cli::OrRefusal<void> CheckHeader(const RecordCommandOptions& options) {
  const Case script = EchoScript(0);
  Recording recording{.remarks = {}, .header = script.header, .keys = script.keys, .steps = {}};
  recording.header.clauses.clear();
  const auto taken = TakeHeader(options, "", recording.header);
  if (!taken) return Refuse(kExitUsage, taken.error());
  const auto text = WriteText(recording);
  if (!text) return Refuse(kExitUsage, text.error());
  const auto index = LoadClauses(options.corpus);
  if (!index) return Refuse(kExitUsage, index.error());
  for (const ClauseReference& clause : recording.header.clauses) {
    const std::string wrong = index->Check(clause);
    if (!wrong.empty()) return Refuse(kExitUsage, wrong);
  }
  return {};
}

int RecordSession(const RecordCommandOptions& options) {
  if (!options.update.empty()) {
    if (options.proxy || !options.out.empty()) {
      return Fail(kExitUsage, "--update rewrites the given files; it excludes --proxy and --out");
    }
    return UpdateFiles(options);
  }
  if (options.out.empty()) return Fail(kExitUsage, "record needs --out FILE (or --update FILE)");
  const std::string why = WhyNotWritable(options.out);
  if (!why.empty()) return Fail(kExitUsage, why);
  if (auto header = CheckHeader(options); !header) return FailWith(header.error());
  if (options.proxy) return RecordBetween(options);
  const auto recording = RecordWithIut(options);
  return recording ? Keep(options, *recording) : FailWith(recording.error());
}

}  // namespace

cli::Command RecordCommand() {
  auto options = std::make_shared<RecordCommandOptions>();
  cli::Command command{.name = "record", .about = "record a live session as a case"};
  AddRecordOptions(command, *options);
  command.run = [options] { return RecordSession(*options); };
  return command;
}

}  // namespace asmtp::conformance
