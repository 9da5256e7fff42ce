#include "conformance/report/sample_report.h"

#include <utility>

namespace asmtp::conformance {
namespace {

using noise::Role;

constexpr Config kResponder{Role::kResponder, Suite::kEd25519, Framing::kU32};
constexpr Config kInitiator{Role::kInitiator, Suite::kX25519, Framing::kU16};
constexpr const char* kId = "33333333333333333333333333333333";

std::vector<ReportClause> Clauses() {
  return {{.id = "TR-4",
           .text = "A receiver MUST replace its receiving key by REKEY(k) after every frame.",
           .level = Level::kMust,
           .section = "5.2 Keys"},
          {.id = "TR-8",
           .text = "A receiver MUST take a frame that does not verify to be a failure.",
           .level = Level::kMust,
           .section = "5.3 Receiving"},
          {.id = "RES-1",
           .text = "A peer SHOULD wipe its keys.",
           .level = Level::kShould,
           .section = "12 Resources",
           .untestable = "nothing of it shows on the wire"}};
}

std::vector<ReportCase> Cases() {
  return {{.id = "transport/echo-two-messages",
           .title = "Two messages each way",
           .family = "transport/echo-two-messages",
           .level = Level::kMust,
           .since = "0.1",
           .clauses = {{.id = "TR-4", .quote = "A receiver MUST replace its receiving key"}},
           .file = "corpus/transcripts/transport/echo-two-messages.atf"},
          {.id = "transport/rekey-skipped@g=1",
           .title = "A frame under the key before is a failure",
           .family = "transport/rekey-skipped",
           .level = Level::kMust,
           .since = "0.1",
           .control = "transport/echo-two-messages",
           .clauses = {{.id = "TR-4", .quote = "after every frame"},
                       {.id = "TR-8", .quote = "does not verify"}},
           .tags = {"rekey"},
           .file = "corpus/transcripts/transport/rekey-skipped.atf"}};
}

std::vector<ReportEvent> Events(std::string sealed_with) {
  std::vector<ReportEvent> events(3);
  events[0].text = "connected";
  events[0].step = 1;
  events[1] = {.kind = ReportEvent::Kind::kSent,
               .microseconds = 340,
               .step = 4,
               .label = "m2",
               .session = 1,
               .text = "m2: send msg get-passport id=rep(33,16)",
               .frame = ReportFrame{.nonce = 1, .rekeys = 0, .key = std::move(sealed_with)},
               .fields = {{.name = "type", .offset = 0, .hex = "04"},
                          {.name = "id", .offset = 1, .hex = kId}},
               .plaintext = std::string("04") + kId,
               .plaintext_size = 17,
               .wire = std::string("aabb") + kId,
               .wire_size = 33};
  events[2] = {.kind = ReportEvent::Kind::kReceived,
               .microseconds = 611,
               .step = 5,
               .session = 1,
               .text = "message get-passport"};
  return events;
}

ReportResult Passed(std::string case_id, const Config& config) {
  return {.case_id = std::move(case_id),
          .config = config,
          .behaviour = "message",
          .close = "by-us",
          .events = Events("0f0e0d0c"),
          .microseconds = 900,
          .reproduce = "asmtp-conform run ..."};
}

ReportResult Failed() {
  ReportResult result = Passed("transport/rekey-skipped@g=1", kResponder);
  result.verdict = Verdict::kFail;
  result.close = "open";
  result.text = "took a frame under the key before";
  result.hypothesis = "no-rekey";
  result.explanation = "the IUT does not replace its receiving key";
  result.actual = "message get-passport id=3333";
  result.allowed = {"close", "close rst"};
  result.file = "corpus/transcripts/transport/rekey-skipped.atf";
  result.line = 12;
  result.step = "expect";
  result.events = Events("3f0a1b22");
  result.expectation = {
      .where = "known.txt:3", .reason = "bugs.example/12", .verdict = Verdict::kTimeout};
  result.microseconds = 1500;
  result.attempts = 2;
  result.errors = "first line\nlast line\n";
  result.reproduce =
      "asmtp-conform run transport/rekey-skipped@g=1 --role responder --iut 'a {role}'";
  return result;
}

ReportResult Other(Verdict verdict, std::string text) {
  ReportResult result = Passed("transport/rekey-skipped@g=1", kInitiator);
  result.verdict = verdict;
  result.text = std::move(text);
  result.events.clear();
  return result;
}

// Calls `change` with every text of a report.
template <class Change>
void ForEachText(Report& report, const Change& change) {
  for (std::string* text : {&report.tool, &report.version, &report.date, &report.command_line,
                            &report.specification, &report.iut.name, &report.iut.version,
                            &report.iut.command, &report.mutation_seed, &report.shuffle_seed}) {
    change(*text);
  }
  for (ReportClause& clause : report.clauses) {
    for (std::string* text : {&clause.text, &clause.section}) change(*text);
  }
  for (ReportCase& one_case : report.cases) {
    for (std::string* text : {&one_case.title, &one_case.family, &one_case.file}) change(*text);
    for (ClauseReference& clause : one_case.clauses) change(clause.quote);
    for (std::string& tag : one_case.tags) change(tag);
  }
  for (ReportResult& result : report.results) {
    for (std::string* text :
         {&result.behaviour, &result.close, &result.text, &result.explanation, &result.actual,
          &result.file, &result.step, &result.errors, &result.reproduce}) {
      change(*text);
    }
    for (std::string& allowed : result.allowed) change(allowed);
    if (result.expectation) {
      change(result.expectation->where);
      change(result.expectation->reason);
    }
    for (ReportEvent& event : result.events) {
      for (std::string* text : {&event.label, &event.text, &event.wire, &event.plaintext})
        change(*text);
      for (ReportField& field : event.fields) {
        for (std::string* text : {&field.name, &field.hex}) change(*text);
      }
    }
  }
}

}  // namespace

std::string HostileText() {
  // Every byte, and every pair of UTF-8 that C1 control characters have.
  std::string text;
  for (int byte = 0; byte < 256; ++byte) text += static_cast<char>(byte);
  for (int byte = 0x80; byte < 0xa0; ++byte) text += {'\xc2', static_cast<char>(byte)};
  constexpr char kText[] =
      "\"'`<b onclick=hostile()>&amp;</script><script>hostile()</script><!-- ]]>\x1b[31m\r\n"
      "::error::x|*_[a](javascript:hostile()) {nonce} $(x) \0 \xff\xc0\x80\xed\xa0\x80"
      "\xe2\x80\xae\xef\xbf\xbf <img src=x onerror=document.title='HOSTILE'>"
      "<script>document.title='HOSTILE'</script>"
      // Commands of terminals and CI services, also at the beginning of a line.
      "\x1b]0;title\x07\x1b]8;;http://x\x1b\\link\r::stop-commands::x\n::stop-commands::y\n"
      "  ::error::z\n##[error]a\nb ##vso[task.complete result=Failed]\xe2\x81\xa6 end";
  return text + std::string(kText, sizeof(kText) - 1);
}

Report SampleReport() {
  return {.tool = "asmtp-conform",
          .version = "0.1",
          .date = "2026-01-31T12:00:00Z",
          .seconds = 1.25,
          .command_line = "asmtp-conform run --iut 'a {role}'",
          .specification = "ASMTP version 1",
          .iut = {.name = "sample",
                  .version = "3.2",
                  .command = "a {role}",
                  .roles = {"responder", "initiator"},
                  .tiers = {"T0", "T1"},
                  .suites = {"ed25519", "25519"},
                  .framings = {"u32", "u16"}},
          .mutation_seed = "5",
          .shuffle_seed = "6",
          .clauses = Clauses(),
          .cases = Cases(),
          .results = {Passed("transport/echo-two-messages", kResponder),
                      Passed("transport/echo-two-messages", kInitiator), Failed(),
                      Other(Verdict::kCrash, "was killed by SIGSEGV")}};
}

Report HostileReport() {
  Report report = SampleReport();
  for (const auto& [verdict, framing] : {std::pair(Verdict::kUnsupported, Framing::kU32),
                                         std::pair(Verdict::kError, Framing::kU16)}) {
    report.results.push_back(Other(verdict, "no"));
    report.results.back().config = {Role::kInitiator, Suite::kEd25519, framing};
  }
  ForEachText(report, [](std::string& text) { text = HostileText(); });
  return report;
}

}  // namespace asmtp::conformance
