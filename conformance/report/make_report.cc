#include "conformance/report/make_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "conformance/iut/command_template.h"
#include "conformance/report/text.h"
#include "conformance/transcript/contains.h"
#include "conformance/transcript/message_format.h"
#include "core/testing/hex.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

// A case and a configuration.
using RunId = std::tuple<std::string, noise::Role, Suite, Framing>;

RunId IdOf(const std::string& case_id, const Config& config) {
  return {case_id, config.role, config.suite, config.framing};
}

ReportField FieldAt(std::string name, ByteView bytes, size_t offset, size_t size) {
  return {.name = std::move(name), .offset = offset, .hex = ToHex(bytes.subspan(offset, size))};
}

ReportCase Describe(const Case& one_case) {
  const Header& header = one_case.header;
  return {.id = header.id,
          .title = header.title,
          .family = FamilyOf(header.id),
          .level = header.level,
          .since = header.since,
          .control = header.control,
          .clauses = header.clauses,
          .tags = header.tags,
          .file = one_case.file};
}

// Returns the number of a step, from 1, or 0 if it is not in the case.
uint64_t NumberOf(const Case& one_case, const Step* step) {
  for (size_t i = 0; i < one_case.steps.size(); ++i) {
    if (&one_case.steps[i] == step) return i + 1;
  }
  return 0;
}

bool IsHandshakeFrame(const TraceEvent& event) {
  const bool received = event.outcome == "init" || event.outcome == "resp";
  return received || (event.kind == TraceEvent::Kind::kSent && event.step != nullptr &&
                      std::holds_alternative<HandshakeFrame>(event.step->body));
}

ReportEvent Describe(const Case& one_case, const TraceEvent& event) {
  ReportEvent described{.kind = event.kind,
                        .microseconds = static_cast<uint64_t>(event.at.count()),
                        .step = NumberOf(one_case, event.step),
                        .label = event.step != nullptr ? event.step->label : "",
                        .session = event.session,
                        .text = event.text,
                        .plaintext = ToHex(event.plaintext.first),
                        .plaintext_size = event.plaintext.size,
                        .wire = ToHex(event.wire.first),
                        .wire_size = event.wire.size};
  if (event.key) {
    described.frame = {.nonce = event.key->nonce,
                       .rekeys = event.key->rekeys,
                       .key = ToHex(event.key->fingerprint)};
  }
  if (event.session_id) described.session_id = ToHex(*event.session_id);
  if (IsHandshakeFrame(event)) {
    described.fields = FieldsOfHandshakeFrame(event.wire.first);
  } else if (event.plaintext.IsWhole()) {
    described.fields = FieldsOfPlaintext(event.plaintext.first);
  }
  return described;
}

std::vector<ReportEvent> EventsOf(const CaseResult& result) {
  std::vector<ReportEvent> events;
  for (const TraceEvent& event : result.play.trace) {
    events.push_back(Describe(result.played(), event));
  }
  return events;
}

// Sets what the IUT did last, and how that stream ended. The session of an `alive` step has no
// events.
void SetBehaviour(const CaseResult& result, ReportResult& described) {
  if (result.verdict() == Verdict::kCrash) described.behaviour = "crash";
  if (result.play.trace.empty()) return;
  described.close = "open";
  for (const TraceEvent& event : result.play.trace) {
    if (event.outcome.empty()) {
      const bool ends =
          event.step != nullptr && (std::holds_alternative<Close>(event.step->body) ||
                                    std::holds_alternative<Shutdown>(event.step->body));
      if (ends) described.close = "by-us";
      continue;
    }
    const bool closed = event.outcome == "fin" || event.outcome == "rst";
    if (closed && described.close != "by-us") described.close = event.outcome;
    if (result.verdict() == Verdict::kCrash || (closed && described.close == "by-us")) continue;
    described.behaviour = closed ? "close" : event.outcome;
  }
}

// Returns the word that selects the case. A case of a file on the command line has no other name.
const std::string& NameToPlay(const Case& one_case, const AboutRun& about) {
  return Contains(about.files, one_case.file) ? one_case.file : one_case.header.id;
}

std::string ReproduceLine(const CaseResult& result, const AboutRun& about) {
  std::vector<std::string> words = about.program;
  const Config& config = result.config;
  for (const std::string_view word :
       {std::string_view(NameToPlay(*result.one_case, about)), std::string_view("--role"),
        Name(config.role), std::string_view("--suite"), DhName(config.suite),
        std::string_view("--framing"), asmtp::Name(config.framing)}) {
    words.emplace_back(word);
  }
  words.insert(words.end(), about.options.begin(), about.options.end());
  return ShellQuote(words);
}

ReportResult Describe(const CaseResult& result, const AboutRun& about, bool with_events) {
  const PlayResult& play = result.play;
  ReportResult described{.case_id = result.one_case->header.id,
                         .config = result.config,
                         .verdict = result.verdict(),
                         .text = play.text,
                         .actual = play.actual,
                         .microseconds = static_cast<uint64_t>(result.duration.count()),
                         .attempts = std::max<uint64_t>(result.attempts.size(), 1),
                         .reproduce = ReproduceLine(result, about)};
  described.attempts = std::max<uint64_t>(result.attempts.size(), 1);
  if (const auto& note = result.expectation) {
    described.expectation = {
        .where = note->where, .reason = note->reason, .verdict = note->expected};
  }
  SetBehaviour(result, described);
  if (with_events) described.events = EventsOf(result);
  if (described.verdict == Verdict::kPass) return described;
  described.hypothesis = play.hypothesis;
  described.explanation = play.explanation;
  described.allowed = play.allowed;
  described.errors = result.errors;
  if (play.step != nullptr) {
    described.file = play.step->file;
    described.line = play.step->line;
    described.step = play.step->text;
  }
  return described;
}

// Returns the runs whose events are kept.
std::set<RunId> RunsWithEvents(const SuiteResult& result) {
  std::set<RunId> kept;
  std::set<std::pair<std::string, noise::Role>> shown;
  for (const CaseResult& one : result.results) {
    const Header& header = one.one_case->header;
    const bool first = shown.emplace(FamilyOf(header.id), one.config.role).second;
    if (first || one.verdict() != Verdict::kPass) kept.insert(IdOf(header.id, one.config));
    if (one.verdict() != Verdict::kPass) kept.insert(IdOf(header.control, one.config));
  }
  return kept;
}

// Returns the program name in a command template, for an IUT that does not state its name.
std::string ProgramOf(const std::string& command) {
  const auto parsed = CommandTemplate::Parse(command);
  if (!parsed) return "";
  return parsed->program().substr(parsed->program().rfind('/') + 1);
}

}  // namespace

std::vector<ReportField> FieldsOfPlaintext(ByteView plaintext) {
  const auto message = FieldsOf(plaintext);
  if (!message) return {};
  std::vector<ReportField> fields = {FieldAt("type", plaintext, 0, 1)};
  for (const FieldBytes& field : message->fields) {
    const auto offset = static_cast<size_t>(field.bytes.data() - plaintext.data());
    fields.push_back(FieldAt(field.name, plaintext, offset, field.bytes.size()));
  }
  return fields;
}

std::vector<ReportField> FieldsOfHandshakeFrame(ByteView wire) {
  const bool is_initialize = wire.size() == kInitializeFrameSize;
  if (!is_initialize && wire.size() != kResponseFrameSize) return {};
  std::vector<ReportField> fields = {FieldAt("version", wire, 0, kProtocolVersionSize)};
  size_t offset = kProtocolVersionSize;
  const auto add = [&](const char* name, size_t size) {
    fields.push_back(FieldAt(name, wire, offset, size));
    offset += size;
  };
  add("e", kPublicKeySize);
  if (is_initialize) add("sealed s", kPublicKeySize + kTagSize);
  add("tag", kTagSize);
  return fields;
}

ReportIut DescribeIut(const Capabilities& capabilities, std::string command) {
  return {.name = capabilities.name.empty() ? ProgramOf(command) : capabilities.name,
          .version = capabilities.version,
          .command = std::move(command),
          .roles = capabilities.roles,
          .tiers = capabilities.tiers,
          .suites = capabilities.suites,
          .framings = capabilities.framings};
}

Report MakeReport(const CaseSet& set, const SuiteResult& result, const AboutRun& about) {
  Report report{.tool = "asmtp-conform",
                .version = about.version,
                .date = about.date,
                .seconds = about.seconds,
                .command_line = ShellQuote(about.command_line),
                .specification = about.specification,
                .iut = about.iut,
                .mutation_seed = about.mutation_seed,
                .shuffle_seed = about.shuffle_seed,
                .interrupted = result.interrupted,
                .notes = result.notes,
                .leaks = result.leaks,
                .expectation_errors = result.expectation_errors,
                .clauses = about.clauses};
  const std::set<RunId> kept = RunsWithEvents(result);
  std::set<const Case*> played;
  for (const CaseResult& one : result.results) played.insert(one.one_case);
  for (const Case& one_case : set.cases) {
    if (played.contains(&one_case)) report.cases.push_back(Describe(one_case));
  }
  for (const CaseResult& one : result.results) {
    const bool with_events = kept.contains(IdOf(one.one_case->header.id, one.config));
    report.results.push_back(Describe(one, about, with_events));
  }
  return report;
}

}  // namespace asmtp::conformance
