// SarifLog: findings as SARIF 2.1.0, for code scanning services.
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
  std::string section;          // of a document; omitted if empty
};

struct SarifResult {
  std::string rule;  // the id of one of the rules, or ""
  std::string level = "error";
  std::string message;
  std::string file;  // in the source tree; no location if empty
  uint64_t line = 1;
  std::string fingerprint_name;  // "caseAndRole/v1"
  std::string fingerprint;
  nlohmann::ordered_json properties;
};

struct SarifLog {
  std::string tool;
  std::string version;
  std::string command_line;  // omitted if empty
  std::string date;          // omitted if empty
  bool successful = true;    // whether the tool finished
  std::vector<SarifRule> rules;
  std::vector<SarifResult> results;
};

std::string WriteSarifLog(const SarifLog& log);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_SARIF_LOG_H_
