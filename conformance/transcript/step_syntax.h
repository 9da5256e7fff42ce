// The words of case files and their valid combinations, for StepReader.
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_STEP_SYNTAX_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_STEP_SYNTAX_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "conformance/transcript/step.h"

namespace asmtp::conformance {

// Whether `text` can be a label or a name: lower-case letters, digits, '-' and '_'.
bool IsName(std::string_view text);

// Returns the words joined by single spaces.
std::string JoinWords(std::span<const std::string> words);

// Returns the outcome named by the first word of an expectation, and all such words.
std::optional<Expectation::Kind> FindPattern(std::string_view word);
std::string PatternNames();
// Returns the ending with that name.
std::optional<Expectation::Ending> FindEnding(std::string_view word);

// Returns the role, and the suite by its short name: "ed25519" or "25519".
std::optional<noise::Role> RoleOf(std::string_view name);
std::optional<Suite> FindSuite(std::string_view name);

// Returns the names of the fields, separated by commas.
std::string FieldNames(const MessageFormat& format);

// Returns the size of a value if it is known before the run.
std::optional<size_t> LiteralSize(const Value& value);

// Whether the step waits for the IUT, and so may have `within`.
bool IsWaiting(const StepBody& body);
// Whether the step is about one session, and so may have `on`.
bool IsOfSession(const StepBody& body);
// Whether the step may have a line "plain" or "wire".
bool HasBytes(const StepBody& body, std::string_view kind);
// Whether the step sends something that passes the layer of `tamper`.
bool CanTamper(const StepBody& body, const Tamper& tamper);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_STEP_SYNTAX_H_
