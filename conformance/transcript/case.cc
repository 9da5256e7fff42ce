#include "conformance/transcript/case.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "conformance/transcript/contains.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/read_file.h"
#include "conformance/transcript/reader.h"
#include "conformance/transcript/step_syntax.h"

namespace asmtp::conformance {
namespace {

std::unexpected<SourceError> Error(const Transcript& transcript, size_t line, std::string what) {
  return std::unexpected(SourceError{transcript.file, line, std::move(what)});
}

// Whether the runner sends this step to an IUT of this role.
bool RunnerSends(const Step& step, noise::Role iut_role) {
  const auto* frame = std::get_if<HandshakeFrame>(&step.body);
  if (frame == nullptr) return std::holds_alternative<Send>(step.body);
  const bool initiator_sends = frame->kind == HandshakeFrame::Kind::kInitialize;
  return initiator_sends == (iut_role == noise::Role::kResponder);
}

bool IsSentInAllRoles(const Step& step, const Header& header) {
  return std::ranges::all_of(header.roles, [&](noise::Role role) {
    return RunnerSends(step, role) || (step.only && *step.only != role);
  });
}

// The first line by which a derived case changes its base.
size_t OwnLine(const Transcript& transcript) {
  return transcript.tampers.empty() ? transcript.header.base_line : transcript.tampers.front().line;
}

constexpr std::string_view kTampersWithIut =
    "the IUT sends this step in one of the case's roles, so it cannot be tampered with";

class Resolver {
 public:
  explicit Resolver(std::vector<Transcript> transcripts) : transcripts_(std::move(transcripts)) {}

  OrSourceError<CaseSet> Resolve() {
    for (const Transcript& transcript : transcripts_) {
      if (!by_id_.emplace(transcript.header.id, &transcript).second) {
        return Error(transcript, 0, "duplicate id " + transcript.header.id);
      }
    }
    CaseSet set;
    for (const Transcript& transcript : transcripts_) {
      std::set<std::string> visited;
      auto resolved = ResolveOne(transcript, visited);
      if (!resolved) return std::unexpected(resolved.error());
      set.cases.push_back(*std::move(resolved));
    }
    return set;
  }

  static OrSourceError<Case> Derive(const Transcript& transcript, const Case& base) {
    Case result = Begin(transcript);
    Inherit(base, result);
    result.header.control = base.header.id;
    auto done = PutTampers(transcript, base.steps, !base.keys.recorded.empty(), result);
    if (done) done = Check(transcript, result);
    if (!done) return std::unexpected(done.error());
    return result;
  }

 private:
  static Case Begin(const Transcript& transcript) {
    Case result{.header = transcript.header,
                .file = transcript.file,
                .keys = transcript.keys,
                .steps = transcript.steps,
                .own_line = OwnLine(transcript)};
    for (Step& step : result.steps) step.case_id = transcript.header.id;
    return result;
  }

  OrSourceError<Case> ResolveOne(const Transcript& transcript, std::set<std::string>& visited) {
    if (!visited.insert(transcript.header.id).second) {
      return Error(transcript, transcript.header.base_line, "circular base");
    }
    Case result = Begin(transcript);
    OrSourceError<void> done;
    if (!transcript.header.base.empty()) {
      done = AddBase(transcript, visited, result);
    } else if (!transcript.tampers.empty()) {
      return Error(transcript, transcript.tampers.front().line, "'at' needs a base");
    } else if (!transcript.header.control.empty()) {
      const auto control = ResolveNamed(transcript, transcript.header.control,
                                        transcript.header.control_line, visited);
      if (!control) return std::unexpected(control.error());
      Inherit(*control, result);
    }
    if (done) done = Check(transcript, result);
    if (!done) return std::unexpected(done.error());
    return result;
  }

  OrSourceError<Case> ResolveNamed(const Transcript& transcript, const std::string& id, size_t line,
                                   std::set<std::string>& visited) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return Error(transcript, line, "unknown case " + id);
    return ResolveOne(*found->second, visited);
  }

  // Inherits what the case itself does not set.
  static void Inherit(const Case& from, Case& result) {
    result.keys.TakeFrom(from.keys);
    if (!result.header.roles_given) result.header.roles = from.header.roles;
    if (!result.header.tier_given) result.header.tier = from.header.tier;
  }

  OrSourceError<void> AddBase(const Transcript& transcript, std::set<std::string>& visited,
                              Case& result) {
    auto base =
        ResolveNamed(transcript, transcript.header.base, transcript.header.base_line, visited);
    if (!base) return std::unexpected(base.error());
    Inherit(*base, result);
    result.header.control = transcript.header.base;
    return PutTampers(transcript, std::move(base->steps), !base->keys.recorded.empty(), result);
  }

  static OrSourceError<void> PutTampers(const Transcript& transcript, std::vector<Step> base,
                                        bool base_is_recorded, Case& result) {
    if (!transcript.tampers.empty() || base_is_recorded) DropWireLines(base);
    size_t last = 0;
    for (const TamperAt& at : transcript.tampers) {
      const auto step = std::ranges::find(base, at.label, &Step::label);
      if (step == base.end()) {
        return Error(transcript, at.line, "the base has no step labelled " + at.label);
      }
      if (!CanTamper(step->body, at.tamper)) {
        return Error(transcript, at.line, "this tamper does not apply to the step " + at.label);
      }
      if (!IsSentInAllRoles(*step, result.header)) {
        return Error(transcript, at.line, std::string(kTampersWithIut));
      }
      step->tampers.push_back(at.tamper);
      step->bytes_lines.clear();
      last = std::max(last, static_cast<size_t>(step - base.begin()) + 1);
    }
    // Own steps replace the steps after the last tampered one.
    if (!transcript.steps.empty() && last != 0) base.resize(last);
    base.insert(base.end(), std::make_move_iterator(result.steps.begin()),
                std::make_move_iterator(result.steps.end()));
    result.steps = std::move(base);
    return {};
  }

  // A tamper changes the later bytes of the session, and recorded bytes belong to their own session
  // only.
  static void DropWireLines(std::vector<Step>& steps) {
    for (Step& step : steps) {
      std::erase_if(step.bytes_lines,
                    [](const BytesLine& line) { return line.kind == BytesLine::Kind::kWire; });
    }
  }

  static OrSourceError<void> CheckKeys(const Transcript& transcript, Case& result) {
    const auto are_complete = [&](noise::Role role) { return result.keys.AreComplete(role); };
    if (!std::ranges::all_of(result.header.roles, are_complete)) {
      return Error(transcript, 0, "expected runner.s, runner.e, iut.s and iut.e in [keys]");
    }
    result.keys.SetDefaults(result.header.roles.front());
    return {};
  }

  static OrSourceError<void> Check(const Transcript& transcript, Case& result) {
    if (result.header.roles.empty()) return Error(transcript, 0, "expected the key roles");
    if (auto keys = CheckKeys(transcript, result); !keys) return keys;
    if (result.steps.empty()) return Error(transcript, 0, "expected a step");
    std::set<std::string> labels;
    for (const Step& step : result.steps) {
      if (!step.label.empty() && !labels.insert(step.label).second) {
        return std::unexpected(
            ErrorIn(result, step, "the base already has a step labelled " + step.label));
      }
      if (!step.tampers.empty() && !IsSentInAllRoles(step, result.header)) {
        return std::unexpected(ErrorIn(result, step, std::string(kTampersWithIut)));
      }
    }
    return {};
  }

  std::vector<Transcript> transcripts_;
  std::map<std::string, const Transcript*, std::less<>> by_id_;
};

}  // namespace

bool IsParallel(const Case& one_case) {
  return std::ranges::any_of(one_case.steps, [](const Step& step) {
    return !step.session.empty() || std::holds_alternative<Sessions>(step.body) ||
           std::holds_alternative<HalfOpen>(step.body);
  });
}

bool HasTamper(const Case& one_case, std::string_view pattern) {
  return std::ranges::any_of(one_case.steps, [&](const Step& step) {
    return Contains(step.tampers, pattern, &Tamper::pattern);
  });
}

bool IsAboutMessages(const Case& one_case) {
  static constexpr auto kAreas = std::to_array<std::string_view>(
      {"MSG-", "GOS-", "TOP-", "PUT-", "GET-", "REG-", "DRG-", "QRY-", "PAS-", "LED-", "ERR-13",
       "ERR-14", "ERR-15", "ERR-16", "ERR-17", "ERR-18", "ERR-19"});
  return std::ranges::any_of(one_case.header.clauses, [](const ClauseReference& clause) {
    if (clause.id == "MSG-1") return false;  // only requires one plaintext in a frame
    return std::ranges::any_of(kAreas,
                               [&](std::string_view area) { return clause.id.starts_with(area); });
  });
}

SourceError ErrorIn(const Case& one_case, const Step& step, std::string what) {
  if (step.file == one_case.file || step.case_id.empty()) {
    return {step.file, step.line, std::move(what)};
  }
  const std::string where = SourceError{step.file, step.line, std::move(what)}.Format();
  return {one_case.file, one_case.own_line, "in a step of base " + step.case_id + " at " + where};
}

std::string FamilyOf(const std::string& id) {
  const size_t at = id.find('@');
  const size_t parameter = id.find(':', at);
  return id.substr(0, parameter == id.npos ? at : parameter);
}

bool Case::HasRole(noise::Role role) const { return Contains(header.roles, role); }
bool Case::HasSuite(Suite suite) const { return Contains(header.suites, suite); }
bool Case::HasFraming(Framing framing) const { return Contains(header.framings, framing); }

const Case* CaseSet::Find(std::string_view id) const {
  const auto found =
      std::ranges::find(cases, id, [](const Case& c) -> const std::string& { return c.header.id; });
  return found == cases.end() ? nullptr : &*found;
}

OrSourceError<CaseSet> ResolveCases(std::vector<Transcript> transcripts) {
  return Resolver(std::move(transcripts)).Resolve();
}

OrSourceError<Case> DeriveCase(const Transcript& transcript, const Case& base) {
  return Resolver::Derive(transcript, base);
}

OrSourceError<std::vector<Transcript>> LoadTranscripts(const std::filesystem::path& file) {
  const auto text = ReadTextFile(file, kFileSizeMax);
  if (!text) return std::unexpected(SourceError{file.string(), 0, text.error()});
  return ReadTranscripts(file.string(), *text);
}

OrSourceError<std::vector<std::filesystem::path>> FindCaseFiles(
    const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  std::filesystem::recursive_directory_iterator walk(folder, error);
  for (; !error && walk != std::filesystem::recursive_directory_iterator(); walk.increment(error)) {
    if (walk->path().extension() == ".atf") files.push_back(walk->path());
  }
  if (error) return std::unexpected(SourceError{folder.string(), 0, "this folder cannot be read"});
  std::ranges::sort(files);
  return files;
}

OrSourceError<CaseSet> LoadCases(const std::filesystem::path& folder) {
  const auto files = FindCaseFiles(folder);
  if (!files) return std::unexpected(files.error());
  std::vector<Transcript> transcripts;
  for (const auto& file : *files) {
    auto some = LoadTranscripts(file);
    if (!some) return std::unexpected(some.error());
    std::ranges::move(*some, std::back_inserter(transcripts));
  }
  return ResolveCases(std::move(transcripts));
}

}  // namespace asmtp::conformance
