// The members of a report in JSON. The writer and the reader share these lists. report.schema.json
// describes them for other programs.
//
//   Fields(io, result);      calls io("case", result.case_id, kRequired), io("text", ...), ...
//
// An optional member is omitted if it is empty or zero.
#ifndef ASMTP_CONFORMANCE_REPORT_REPORT_FIELDS_H_
#define ASMTP_CONFORMANCE_REPORT_REPORT_FIELDS_H_

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>

#include "conformance/report/report.h"

namespace asmtp::conformance {

enum class Presence : uint8_t { kOptional, kRequired };
inline constexpr Presence kRequired = Presence::kRequired;

// `T`, or `const T` in the writer.
template <class T, class U>
concept MaybeConst = std::same_as<std::remove_const_t<T>, U>;

// The values of an enumeration, and their names.
template <class T>
struct NamesOf;
template <>
struct NamesOf<Level> {
  static constexpr std::array kAll = {Level::kMust, Level::kShould, Level::kMay, Level::kInfo};
  static std::string_view Of(Level level) { return Name(level); }
};
template <>
struct NamesOf<ReportEvent::Kind> {
  using Kind = ReportEvent::Kind;
  static constexpr std::array kAll = {Kind::kNote, Kind::kSent, Kind::kReceived};
  static std::string_view Of(Kind kind) { return Name(kind); }
};
template <>
struct NamesOf<noise::Role> {
  static constexpr std::array kAll = {noise::Role::kInitiator, noise::Role::kResponder};
  static std::string_view Of(noise::Role role) { return Name(role); }
};
template <>
struct NamesOf<Suite> {
  static constexpr std::array kAll = {Suite::kEd25519, Suite::kX25519};
  static std::string_view Of(Suite suite) { return DhName(suite); }
};
template <>
struct NamesOf<Framing> {
  static constexpr std::array kAll = {Framing::kU32, Framing::kU16};
  static std::string_view Of(Framing framing) { return asmtp::Name(framing); }
};
template <>
struct NamesOf<Verdict> {
  static constexpr auto kAll = [] {
    std::array<Verdict, kVerdictCount> all{};
    for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Verdict>(i);
    return all;
  }();
  static std::string_view Of(Verdict verdict) { return Name(verdict); }
};

template <class Io, MaybeConst<ReportClause> T>
void Fields(Io& io, T& clause) {
  io("id", clause.id, kRequired);
  io("text", clause.text, kRequired);
  io("level", clause.level, kRequired);
  io("section", clause.section);
  io("untestable", clause.untestable);
}

template <class Io, MaybeConst<ClauseReference> T>
void Fields(Io& io, T& reference) {
  io("id", reference.id, kRequired);
  io("quote", reference.quote, kRequired);
}

template <class Io, MaybeConst<ReportCase> T>
void Fields(Io& io, T& one_case) {
  io("id", one_case.id, kRequired);
  io("title", one_case.title, kRequired);
  io("family", one_case.family, kRequired);
  io("level", one_case.level, kRequired);
  io("since", one_case.since);
  io("control", one_case.control);
  io("clauses", one_case.clauses);
  io("tags", one_case.tags);
  io("file", one_case.file);
}

template <class Io, MaybeConst<ReportFrame> T>
void Fields(Io& io, T& frame) {
  io("nonce", frame.nonce, kRequired);
  io("rekeys", frame.rekeys, kRequired);
  io("key", frame.key);
}

template <class Io, MaybeConst<ReportField> T>
void Fields(Io& io, T& field) {
  io("name", field.name, kRequired);
  io("offset", field.offset, kRequired);
  io("hex", field.hex, kRequired);
}

template <class Io, MaybeConst<ReportEvent> T>
void Fields(Io& io, T& event) {
  io("kind", event.kind, kRequired);
  io("microseconds", event.microseconds, kRequired);
  io("step", event.step);
  io("label", event.label);
  io("session", event.session);
  io("text", event.text, kRequired);
  io("frame", event.frame);
  io("fields", event.fields);
  io("plaintext", event.plaintext);
  io("plaintext_size", event.plaintext_size);
  io("wire", event.wire);
  io("wire_size", event.wire_size);
  io("session_id", event.session_id);
}

template <class Io, MaybeConst<Config> T>
void Fields(Io& io, T& config) {
  io("role", config.role, kRequired);
  io("suite", config.suite, kRequired);
  io("framing", config.framing, kRequired);
}

template <class Io, MaybeConst<ReportExpectation> T>
void Fields(Io& io, T& expectation) {
  io("where", expectation.where, kRequired);
  io("reason", expectation.reason, kRequired);
  io("verdict", expectation.verdict, kRequired);
}

template <class Io, MaybeConst<ReportResult> T>
void Fields(Io& io, T& result) {
  io("case", result.case_id, kRequired);
  Fields(io, result.config);
  io("verdict", result.verdict, kRequired);
  io("behaviour", result.behaviour);
  io("close", result.close);
  io("text", result.text);
  io("hypothesis", result.hypothesis);
  io("explanation", result.explanation);
  io("actual", result.actual);
  io("allowed", result.allowed);
  io("file", result.file);
  io("line", result.line);
  io("step", result.step);
  io("expectation", result.expectation);
  io("microseconds", result.microseconds, kRequired);
  io("attempts", result.attempts);
  io("stderr", result.errors);
  io("reproduce", result.reproduce);
  io("events", result.events);
}

template <class Io, MaybeConst<ReportIut> T>
void Fields(Io& io, T& iut) {
  io("name", iut.name);
  io("version", iut.version);
  io("command", iut.command);
  io("roles", iut.roles);
  io("tiers", iut.tiers);
  io("suites", iut.suites);
  io("framings", iut.framings);
}

template <class Io, MaybeConst<Report> T>
void Fields(Io& io, T& report) {
  io("tool", report.tool, kRequired);
  io("version", report.version, kRequired);
  io("date", report.date);
  io("seconds", report.seconds, kRequired);
  io("command_line", report.command_line);
  io("specification", report.specification);
  io("iut", report.iut, kRequired);
  io("mutation_seed", report.mutation_seed);
  io("shuffle_seed", report.shuffle_seed);
  io("interrupted", report.interrupted);
  io("notes", report.notes);
  io("leaks", report.leaks);
  io("expectation_errors", report.expectation_errors);
  io("clauses", report.clauses);
  io("cases", report.cases, kRequired);
  io("results", report.results, kRequired);
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_REPORT_FIELDS_H_
