// Case: a transcript with the steps of its base before its own, ready to be played.
//
//   base steps up to the label that is tampered with, then the file's own steps;
//   all base steps, with the tampers in their places, where the file has none of its own
//
//   auto set = LoadCases("corpus/transcripts");
//   for (const Case& one : set->cases) ...
//   set->Find("handshake/ok")
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_CASE_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_CASE_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/source_error.h"
#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

struct Case {
  Header header;
  std::string file;
  CaseKeys keys;  // complete in each of its roles
  std::vector<Step> steps;
  size_t own_line = 0;  // of its first `at`, or of `base`; 0 where it has no base

  bool HasRole(noise::Role role) const;
  bool HasSuite(Suite suite) const;
  bool HasFraming(Framing framing) const;
};

// Whether streams of a case stand side by side.
bool IsParallel(const Case& one_case);
// Whether a case is about what frames carry, as one of its clauses is: sections 7 to 10 and 11.4 of
// SPEC.md. An IUT whose frames carry anything cannot play it.
bool IsAboutMessages(const Case& one_case);

// Returns an error in a step of the case. Where the step is one of its base, the error is at the
// case's own line, and says where the step stands.
SourceError ErrorIn(const Case& one_case, const Step& step, std::string what);

// Returns the id without what a family adds to it: "a/b" of "a/b@n=1", "a/b@flip" of
// "a/b@flip:m1.7".
std::string FamilyOf(const std::string& id);

// The cases of some files, by id.
struct CaseSet {
  std::vector<Case> cases;

  // Returns the case of that id, or null.
  const Case* Find(std::string_view id) const;
};

// Puts transcripts and their bases together. Fails where an id occurs twice, a base or a label is
// not there, bases form a circle, a role or a key is missing, or a tamper does not fit.
OrSourceError<CaseSet> ResolveCases(std::vector<Transcript> transcripts);

// Puts one transcript and its base together, which has been already.
OrSourceError<Case> DeriveCase(const Transcript& transcript, const Case& base);

// Returns the .atf files of `folder` and below it, in the order of their names.
OrSourceError<std::vector<std::filesystem::path>> FindCaseFiles(
    const std::filesystem::path& folder);

// Reads every .atf file of `folder` and below it, and resolves them.
OrSourceError<CaseSet> LoadCases(const std::filesystem::path& folder);

// Reads one file.
OrSourceError<std::vector<Transcript>> LoadTranscripts(const std::filesystem::path& file);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_CASE_H_
