// Case: a transcript combined with the steps of its base, ready to be played.
//
//   with own steps: base steps up to the last tampered label, then the own steps;
//   without own steps: all base steps, with the tampers in place
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
  CaseKeys keys;  // complete for each role of the case
  std::vector<Step> steps;
  size_t own_line = 0;  // of its first `at`, or of `base`; 0 without a base

  bool HasRole(noise::Role role) const;
  bool HasSuite(Suite suite) const;
  bool HasFraming(Framing framing) const;
};

// Whether the case opens simultaneous streams.
bool IsParallel(const Case& one_case);
// Whether a step has a tamper with this operation, such as "e-shown VALUE".
bool HasTamper(const Case& one_case, std::string_view pattern);
// Whether one of the case's clauses is about messages: sections 7 to 10 and 11.4 of SPEC.md. An IUT
// without messages cannot play the case.
bool IsAboutMessages(const Case& one_case);

// Returns an error in a step of the case. An error in a step of its base is located at the case's
// own line, and names the location of the step.
SourceError ErrorIn(const Case& one_case, const Step& step, std::string what);

// Returns the id without the suffix of a family or mutation: "a/b" for "a/b@n=1", "a/b@flip" for
// "a/b@flip:m1.7".
std::string FamilyOf(const std::string& id);

// The cases of a set of files, found by id.
struct CaseSet {
  std::vector<Case> cases;

  // Returns the case with that id, or null.
  const Case* Find(std::string_view id) const;
};

// Combines transcripts with their bases. Fails on a duplicate id, an unknown base or label,
// circular bases, a missing role or key, or a tamper that does not apply.
OrSourceError<CaseSet> ResolveCases(std::vector<Transcript> transcripts);

// Combines one transcript with its base, which is already combined.
OrSourceError<Case> DeriveCase(const Transcript& transcript, const Case& base);

// Returns the .atf files in `folder` and its subfolders, in the order of their names.
OrSourceError<std::vector<std::filesystem::path>> FindCaseFiles(
    const std::filesystem::path& folder);

// Reads and combines every .atf file in `folder` and its subfolders.
OrSourceError<CaseSet> LoadCases(const std::filesystem::path& folder);

// Reads one file.
OrSourceError<std::vector<Transcript>> LoadTranscripts(const std::filesystem::path& file);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_CASE_H_
