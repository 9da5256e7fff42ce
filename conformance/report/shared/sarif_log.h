// SarifLog: findings as SARIF 2.1.0, which code scanning services show.
//
//   SarifLog log{.tool = "asmtp-fuzz", .version = "0.1.0"};
//   log.rules.push_back({.id = "CanaryIsAlive", .text = "no input begins with ..."});
//   log.results.push_back({.rule = "CanaryIsAlive", .message = "...", .file = "fuzz/x.cc"});
//   log.results.back().line = 11;
//   WriteSarifLog(log)
#ifndef ASMTP_CONFORMANCE_REPORT_SHARED_SARIF_LOG_H_
#define ASMTP_CONFORMANCE_REPORT_SHARED_SARIF_LOG_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace asmtp::conformance {

struct SarifRule {
  std::string id;
  std::string text;
  std::string level = "error";  // or "warning", "note"
  std::string section;          // of a document; left out where empty
};

struct SarifResult {
  std::string rule;  // the id of one of the rules, or ""
  std::string level = "error";
  std::string message;
  std::string file;  // in the tree; no location where empty
  uint64_t line = 1;
  std::string fingerprint_name;  // "caseAndRole/v1"
  std::string fingerprint;
  nlohmann::ordered_json properties;
};

struct SarifLog {
  std::string tool;
  std::string version;
  std::string command_line;  // left out where empty
  std::string date;          // left out where empty
  bool successful = true;    // the tool came to its end
  std::vector<SarifRule> rules;
  std::vector<SarifResult> results;
};

std::string WriteSarifLog(const SarifLog& log);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_SARIF_LOG_H_
