#include "conformance/report/external_check.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kValidate = R"(
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
validator = jsonschema.validators.validator_for(schema, default=None)
validator.check_schema(schema)
error = jsonschema.exceptions.best_match(
    validator(schema).iter_errors(json.load(open(sys.argv[2]))))
sys.exit(error and f"{error.json_path}: {error.message}")
)";

std::string Keep(std::string_view text) {
  const std::string file = testing::TempDir() + "/external_check";
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  return file;
}

struct Said {
  int status = 0;
  std::string text;
};

Said Run(const std::string& command) {
  // The command line is composed by the tests only.
  // NOLINTNEXTLINE(bugprone-command-processor)
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return {.status = 1, .text = "cannot start " + command};
  Said said;
  std::array<char, 4096> buffer{};
  while (const size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    said.text.append(buffer.data(), size);
  }
  said.status = pclose(pipe);
  return said;
}

std::string Complaint(const Said& said) {
  if (said.status == 0) return "";
  return said.text.empty() ? "the checker failed without a message" : said.text;
}

}  // namespace

std::string CheckXml(std::string_view text, const std::string& schema) {
  return Complaint(
      Run("xmllint --nonet --noout --schema " + ShellQuote(schema) + " " + Keep(text)));
}

std::string XPath(std::string_view text, const std::string& expression) {
  return Run("xmllint --nonet --xpath " + ShellQuote("string(" + expression + ")") + " " +
             Keep(text))
      .text;
}

std::string CheckJson(std::string_view text, const std::string& schema) {
  return Complaint(Run("/usr/bin/python3 -c " + ShellQuote(kValidate) + " " + ShellQuote(schema) +
                       " " + Keep(text)));
}

}  // namespace asmtp::conformance
