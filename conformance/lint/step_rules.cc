#include <algorithm>
#include <map>

#include "conformance/lint/rules.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

const Expect* ExpectOf(const Step& step) { return std::get_if<Expect>(&step.body); }

// A case whose verdict depends on what the IUT does.
bool IsNegative(const Transcript& transcript) {
  return std::ranges::any_of(transcript.steps, [](const Step& step) {
    const Expect* expect = ExpectOf(step);
    return expect != nullptr && std::ranges::any_of(expect->expectations, [](const Expectation& e) {
             return e.verdict == Verdict::kFail;
           });
  });
}

// Whether everything that matches `later` also matches `earlier`. Messages with fields are compared
// as written.
bool Covers(const Expectation& earlier, const Expectation& later) {
  using Kind = Expectation::Kind;
  if (earlier.kind == Kind::kAnything) return true;
  if (earlier.kind != later.kind) return false;
  if (earlier.kind == Kind::kClose) {
    return earlier.ending == Expectation::Ending::kAny || earlier.ending == later.ending;
  }
  if (earlier.kind != Kind::kMessage) return true;
  return earlier.message.format == nullptr || earlier.pattern == later.pattern ||
         (earlier.message.format == later.message.format && earlier.message.fields.empty());
}

// The steps of a case as one text: the actions without names, comments and messages.
std::string FingerprintOf(const Case& one_case) {
  std::string text;
  const auto add = [&](std::string_view part) { text.append(part).append("\n"); };
  for (const auto role : one_case.header.roles) add(role == noise::Role::kInitiator ? "i" : "r");
  for (const auto suite : one_case.header.suites) add(DhName(suite));
  for (const auto framing : one_case.header.framings) add(asmtp::Name(framing));
  for (const auto* key : {&one_case.keys.runner_s, &one_case.keys.runner_e, &one_case.keys.iut_s,
                          &one_case.keys.iut_peer}) {
    if (*key) add({reinterpret_cast<const char*>((*key)->bytes.data()), (*key)->bytes.size()});
  }
  for (const Step& step : one_case.steps) {
    add(step.text);
    for (const Tamper& tamper : step.tampers) add("tamper " + tamper.text);
    const Expect* expect = ExpectOf(step);
    if (expect == nullptr) continue;
    for (const Expectation& e : expect->expectations)
      add(e.pattern + " " + std::string(Name(e.verdict)));
  }
  return text;
}

// Whether a line of the file, without its comment, contains `name` as a whole word.
bool Mentions(const Transcript& transcript, const std::string& name) {
  return std::ranges::any_of(*transcript.lines, [&](const std::string& line) {
    const std::string_view text = std::string_view(line).substr(0, line.find(" #"));
    for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      const char after = at + name.size() < text.size() ? text[at + name.size()] : ' ';
      const bool goes_on = (after >= 'a' && after <= 'z') || (after >= '0' && after <= '9') ||
                           after == '-' || after == '_';
      if (!goes_on) return true;
    }
    return false;
  });
}

// Whether `transcript` is the case `id` or is derived from it.
bool IsBelow(const LintSubject& subject, const Transcript& transcript, const std::string& id) {
  const Transcript* at = &transcript;
  for (size_t depth = 0; depth < 32; ++depth) {
    if (FamilyOf(at->header.id) == FamilyOf(id)) return true;
    if (at->header.base.empty()) return false;
    const auto base =
        std::ranges::find(subject.transcripts, at->header.base,
                          [](const Transcript& t) -> const std::string& { return t.header.id; });
    if (base == subject.transcripts.end()) return false;
    at = &*base;
  }
  return false;
}

bool IsLabelUsed(const LintSubject& subject, const Transcript& owner, const std::string& label) {
  return std::ranges::any_of(subject.transcripts, [&](const Transcript& t) {
    return (Contains(t.tampers, label, &TamperAt::label) || Mentions(t, "$" + label)) &&
           IsBelow(subject, t, owner.header.id);
  });
}

}  // namespace

void CheckCannotFail(const LintCase& one, FindingSink& sink) {
  if (one.transcript.header.level > Level::kShould) return;
  bool any = false;
  for (const Step& step : one.transcript.steps) {
    const Expect* expect = ExpectOf(step);
    if (expect == nullptr) continue;
    const bool fails = std::ranges::any_of(expect->expectations, [](const Expectation& e) {
      return e.verdict == Verdict::kFail || e.verdict == Verdict::kNonstrict;
    });
    any = any || fails;
    if (!fails) sink.Add(step.line, "no outcome of this block fails");
  }
}

void CheckDuplicateCase(const LintCase& one, FindingSink& sink) {
  const std::string fingerprint = FingerprintOf(one.one_case);
  for (const Case& other : one.subject.cases.cases) {
    if (other.steps.size() != one.one_case.steps.size()) continue;
    if (FamilyOf(other.header.id) == FamilyOf(one.one_case.header.id)) continue;
    if (FingerprintOf(other) != fingerprint) continue;
    return sink.Add(LineOf(one.transcript, "id"), "same steps and tampers as " + other.header.id);
  }
}

void CheckNoAlive(const LintCase& one, FindingSink& sink) {
  if (!IsNegative(one.transcript)) return;
  const Step& last = one.transcript.steps.back();
  if (std::holds_alternative<Alive>(last.body)) return;
  sink.Add(last.line, "expected 'alive' as the last step of a negative case");
}

void CheckNoControl(const LintCase& one, FindingSink& sink) {
  if (!IsNegative(one.transcript) || !one.one_case.header.control.empty()) return;
  sink.Add(LineOf(one.transcript, "id"),
           "expected 'base' or 'control': a case that passes without the fault");
}

void CheckUnreachable(const LintCase& one, FindingSink& sink) {
  for (const Step& step : one.transcript.steps) {
    const Expect* expect = ExpectOf(step);
    if (expect == nullptr) continue;
    const auto& all = expect->expectations;
    for (size_t i = 1; i < all.size(); ++i) {
      for (size_t k = 0; k < i; ++k) {
        if (!Covers(all[k], all[i])) continue;
        sink.Add(all[i].line, "'" + all[k].pattern + "' above covers this outcome");
        break;
      }
    }
  }
}

// Mutations use the labels of what a positive case sends.
void CheckLabels(const LintCase& one, FindingSink& sink) {
  const bool is_mutated = !IsNegative(one.transcript);
  for (const Step& step : one.transcript.steps) {
    if (step.label.empty() || IsLabelUsed(one.subject, one.transcript, step.label)) continue;
    const bool is_sent = std::holds_alternative<Send>(step.body) ||
                         std::holds_alternative<HandshakeFrame>(step.body);
    if (is_sent && is_mutated) continue;
    sink.Add(step.line, "nothing uses the label '" + step.label + "'");
  }
}

void CheckLets(const LintCase& one, FindingSink& sink) {
  for (const Step& step : one.transcript.steps) {
    const auto* let = std::get_if<Let>(&step.body);
    if (let == nullptr || IsLabelUsed(one.subject, one.transcript, let->name)) continue;
    sink.Add(step.line, "nothing uses $" + let->name);
  }
}

}  // namespace asmtp::conformance
