#include "conformance/report/shared/junit_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

struct Counts {
  std::array<size_t, 4> of{};
  size_t all = 0;
  double seconds = 0;

  void Add(const JunitSuite& suite) {
    for (const JunitTest& test : suite.tests) {
      ++of.at(static_cast<size_t>(test.ending));
      ++all;
      seconds += test.seconds;
    }
  }
  size_t Of(JunitEnding ending) const { return of.at(static_cast<size_t>(ending)); }
  // Returns the attributes shared by <testsuite> and <testsuites>.
  std::string Attributes() const {
    return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"",
                       all, Of(JunitEnding::kFailure), Of(JunitEnding::kError),
                       Of(JunitEnding::kSkipped), seconds);
  }
};

std::string Properties(std::string_view indent, const JunitProperties& properties) {
  std::string text;
  for (const auto& [name, value] : properties) {
    if (value.empty()) continue;
    text += fmt::format("{}  <property name=\"{}\" value=\"{}\"/>\n", indent, EscapeMarkup(name),
                        EscapeMarkup(value));
  }
  if (text.empty()) return "";
  return fmt::format("{0}<properties>\n{1}{0}</properties>\n", indent, text);
}

std::string TextElement(std::string_view name, std::string_view text) {
  if (text.empty()) return "";
  return fmt::format("      <{0}>{1}</{0}>\n", name, EscapeMarkup(text));
}

std::string EndingElement(const JunitTest& test) {
  if (test.ending == JunitEnding::kPassed) return "";
  const std::string message = EscapeMarkup(test.message);
  if (test.ending == JunitEnding::kSkipped) {
    return fmt::format("      <skipped message=\"{}\"/>\n", message);
  }
  return fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n",
                     test.ending == JunitEnding::kFailure ? "failure" : "error",
                     EscapeMarkup(test.type), message, EscapeMarkup(test.body));
}

std::string TestCase(const JunitTest& test) {
  return fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"{:.6f}\">\n",
                     EscapeMarkup(test.name), EscapeMarkup(test.classname), test.seconds) +
         Properties("      ", test.properties) + EndingElement(test) +
         TextElement("system-out", test.output) + TextElement("system-err", test.errors) +
         "    </testcase>\n";
}

std::string TestSuite(const JunitSuite& suite) {
  Counts counts;
  counts.Add(suite);
  std::string text =
      fmt::format("  <testsuite name=\"{}\" {}", EscapeMarkup(suite.name), counts.Attributes());
  // Remove the Z, because the schema's time has no zone.
  const std::string date = suite.date.substr(0, std::min(suite.date.find('Z'), suite.date.size()));
  if (!date.empty()) text += fmt::format(" timestamp=\"{}\"", EscapeMarkup(date));
  text += ">\n" + Properties("    ", suite.properties);
  for (const JunitTest& test : suite.tests) text += TestCase(test);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string WriteJunit(std::string_view name, double seconds, std::span<const JunitSuite> suites) {
  Counts counts;
  for (const JunitSuite& suite : suites) counts.Add(suite);
  counts.seconds = seconds;
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuites name=\"{}\" {}>\n", EscapeMarkup(name), counts.Attributes());
  for (const JunitSuite& suite : suites) text += TestSuite(suite);
  return text + "</testsuites>\n";
}

}  // namespace asmtp::conformance
