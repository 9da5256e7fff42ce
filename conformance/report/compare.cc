#include "conformance/report/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

#include "conformance/report/findings.h"
#include "conformance/report/markdown.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr uint64_t kSlowerFactor = 3;
constexpr uint64_t kSlowerMicroseconds = 100'000;  // below this it is noise
constexpr size_t kShownMax = 50;

using RunId = std::tuple<std::string_view, noise::Role, Suite, Framing>;

RunId IdOf(const ReportResult& result) {
  return {result.case_id, result.config.role, result.config.suite, result.config.framing};
}

bool IsSlower(const ReportResult& before, const ReportResult& after) {
  return after.microseconds > before.microseconds + kSlowerMicroseconds &&
         after.microseconds / kSlowerFactor > before.microseconds;
}

// A result that becomes UNSUPPORTED is a regression too.
bool IsBad(Verdict verdict) { return IsUnexpected(verdict) || verdict == Verdict::kUnsupported; }

std::optional<ChangeKind> KindOf(const ReportResult& before, const ReportResult& after) {
  const bool was_bad = IsBad(before.verdict);
  const bool was_unsupported = before.verdict == Verdict::kUnsupported;
  if (IsUnexpected(after.verdict) && was_unsupported) return ChangeKind::kNewFailure;
  if (!was_bad && IsBad(after.verdict)) return ChangeKind::kRegressed;
  if (was_bad && !was_unsupported && !IsBad(after.verdict)) return ChangeKind::kFixed;
  if (before.verdict != after.verdict || before.text != after.text) return ChangeKind::kChanged;
  if (IsSlower(before, after)) return ChangeKind::kSlower;
  return std::nullopt;
}

ChangeKind KindOfNew(const ReportResult& after) {
  return IsUnexpected(after.verdict) ? ChangeKind::kNewFailure : ChangeKind::kNew;
}

// Whether two changes of one kind are listed as one.
bool AreAlike(const Change& a, const Change& b) {
  const auto same = [](const ReportResult* x, const ReportResult* y) {
    if (x == nullptr || y == nullptr) return x == y;
    return x->verdict == y->verdict && x->text == y->text;
  };
  return a.any().case_id == b.any().case_id && same(a.before, b.before) && same(a.after, b.after);
}

class Comparer {
 public:
  void Add(ChangeKind kind, const Change& change) {
    ChangeGroup& group = groups_[static_cast<size_t>(kind)];
    ++group.runs;
    // Runs of one case follow each other.
    if (!group.changes.empty() && AreAlike(group.changes.back(), change)) {
      ++group.changes.back().runs;
    } else {
      group.changes.push_back(change);
    }
  }

  Comparison Take() {
    Comparison comparison;
    for (size_t i = 0; i < groups_.size(); ++i) {
      groups_[i].kind = static_cast<ChangeKind>(i);
      if (groups_[i].runs != 0) comparison.groups.push_back(std::move(groups_[i]));
    }
    return comparison;
  }

 private:
  std::array<ChangeGroup, kChangeKindCount> groups_{};
};

std::string RunsOf(const Change& change) {
  const std::string first = Describe(change.any().config);
  return change.runs == 1 ? first : fmt::format("{} and {} more", first, change.runs - 1);
}

std::string VerdictAndText(const ReportResult& result) {
  const std::string& text = WhatIsWrong(result);
  return fmt::format("{}{}{}", Name(result.verdict), text.empty() ? "" : ": ", text);
}

std::string InMilliseconds(uint64_t microseconds) {
  return fmt::format("{:.1f} ms", static_cast<double>(microseconds) / 1000);
}

std::string SummaryLine(const Comparison& comparison) {
  std::string text;
  for (const ChangeGroup& group : comparison.groups) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", group.runs, Describe(group.kind));
  }
  return text.empty() ? "nothing changed" : text;
}

}  // namespace

std::string_view Describe(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kRegressed:
      return "regressed";
    case ChangeKind::kFixed:
      return "fixed";
    case ChangeKind::kChanged:
      return "changed";
    case ChangeKind::kNewFailure:
      return "new and unexpected";
    case ChangeKind::kSlower:
      return "much slower";
    case ChangeKind::kNew:
      return "new";
    case ChangeKind::kGone:
      return "removed";
  }
  return "?";
}

std::string Describe(ChangeKind kind, const Change& change) {
  if (change.before == nullptr || change.after == nullptr) return VerdictAndText(change.any());
  if (kind == ChangeKind::kSlower) {
    return fmt::format("{} -> {}", InMilliseconds(change.before->microseconds),
                       InMilliseconds(change.after->microseconds));
  }
  const std::string_view before = Name(change.before->verdict);
  if (kind == ChangeKind::kFixed)
    return fmt::format("{} -> {}", before, Name(change.after->verdict));
  if (change.before->verdict != change.after->verdict) {
    return fmt::format("{} -> {}", before, VerdictAndText(*change.after));
  }
  return fmt::format("{} -> {}", VerdictAndText(*change.before), WhatIsWrong(*change.after));
}

bool Comparison::IsRegression() const {
  return std::ranges::find(groups, ChangeKind::kRegressed, &ChangeGroup::kind) != groups.end();
}

Comparison CompareReports(const Report& before, const Report& after) {
  std::map<RunId, const ReportResult*> old;
  for (const ReportResult& result : before.results) old.emplace(IdOf(result), &result);
  Comparer comparer;
  std::map<RunId, const ReportResult*> left = old;
  bool has_common_runs = false;
  for (const ReportResult& result : after.results) {
    left.erase(IdOf(result));
    const auto found = old.find(IdOf(result));
    has_common_runs = has_common_runs || found != old.end();
    if (found == old.end()) {
      comparer.Add(KindOfNew(result), {.before = nullptr, .after = &result});
    } else if (const auto kind = KindOf(*found->second, result)) {
      comparer.Add(*kind, {.before = found->second, .after = &result});
    }
  }
  for (const ReportResult& result : before.results) {
    if (left.contains(IdOf(result))) comparer.Add(ChangeKind::kGone, {.before = &result});
  }
  Comparison comparison = comparer.Take();
  comparison.has_common_runs = has_common_runs;
  return comparison;
}

std::string WriteText(const Comparison& comparison) {
  std::string text;
  for (const ChangeGroup& group : comparison.groups) {
    text += fmt::format("{}:\n", Describe(group.kind));
    for (size_t i = 0; i < std::min(group.changes.size(), kShownMax); ++i) {
      const Change& change = group.changes[i];
      text += Printable(fmt::format("  {}  ({})\n      {}\n", change.any().case_id, RunsOf(change),
                                    Describe(group.kind, change)));
    }
    if (group.changes.size() > kShownMax) {
      text += fmt::format("  and {} more cases\n", group.changes.size() - kShownMax);
    }
  }
  return text + fmt::format("{}{}\n", text.empty() ? "" : "\n", SummaryLine(comparison));
}

std::string WriteMarkdown(const Comparison& comparison) {
  std::string text = fmt::format("## ASMTP conformance: {}\n", SummaryLine(comparison));
  for (const ChangeGroup& group : comparison.groups) {
    text += fmt::format("\n### {}\n\n| case | configuration | change |\n|---|---|---|\n",
                        Describe(group.kind));
    for (size_t i = 0; i < std::min(group.changes.size(), kShownMax); ++i) {
      const Change& change = group.changes[i];
      text +=
          fmt::format("| {} | {} | {} |\n", EscapeMarkdown(change.any().case_id),
                      EscapeMarkdown(RunsOf(change)), EscapeMarkdown(Describe(group.kind, change)));
    }
    if (group.changes.size() > kShownMax) {
      text += fmt::format("\nand {} more cases\n", group.changes.size() - kShownMax);
    }
  }
  return text;
}

}  // namespace asmtp::conformance
