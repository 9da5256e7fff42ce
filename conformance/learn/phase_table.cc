#include "conformance/learn/phase_table.h"

#include <array>

namespace asmtp::conformance {
namespace {

using noise::Role;

constexpr std::string_view kAll = "*";

constexpr std::array kRules = {
    PhaseRule{Role::kResponder, "Connected", "init", "response", "Open", "HS-2"},
    PhaseRule{Role::kResponder, "Connected", "init-version", "close", "Closed", "HS-8"},
    PhaseRule{Role::kResponder, "Connected", "init-weak", "close", "Closed", "CRY-14"},
    PhaseRule{Role::kResponder, "Connected", "init-forged", "close", "Closed", "HS-16"},
    PhaseRule{Role::kResponder, "Connected", "init-stranger", "close", "Closed", "HS-21"},
    PhaseRule{Role::kResponder, "Connected", "end torn", "close", "Closed", "ERR-3"},
    PhaseRule{Role::kResponder, "Connected", "short", "close", "Closed", "HS-8"},
    PhaseRule{Role::kResponder, "Connected", "short", "silence", "Waiting", "HS-10"},
    PhaseRule{Role::kResponder, "Connected", kAll, "close", "Closed", "HS-8"},
    PhaseRule{Role::kInitiator, "SentInitialize", "resp", "silence", "Open", "HS-1"},
    PhaseRule{Role::kInitiator, "SentInitialize", "resp-version", "close", "Closed", "HS-9"},
    PhaseRule{Role::kInitiator, "SentInitialize", "resp-weak", "close", "Closed", "CRY-14"},
    PhaseRule{Role::kInitiator, "SentInitialize", "resp-forged", "close", "Closed", "HS-16"},
    PhaseRule{Role::kInitiator, "SentInitialize", "end torn", "close", "Closed", "ERR-3"},
    PhaseRule{Role::kInitiator, "SentInitialize", "short", "close", "Closed", "HS-9"},
    PhaseRule{Role::kInitiator, "SentInitialize", "short", "silence", "Waiting", "HS-10"},
    PhaseRule{Role::kInitiator, "SentInitialize", kAll, "close", "Closed", "HS-9"},
    // It may wait for the rest of a handshake frame with a wrong version.
    PhaseRule{std::nullopt, "Waiting", "end torn", "close", "Closed", "ERR-3"},
    PhaseRule{std::nullopt, "Waiting", kAll, "silence", "Waiting", "HS-10"},
    PhaseRule{std::nullopt, "Waiting", kAll, "close", "Closed", "HS-8"},
    PhaseRule{std::nullopt, "Open", "message", "echo", "Open", "TR-2"},
    PhaseRule{std::nullopt, "Open", "message", "silence", "Open", "TR-2", /*of_nodes=*/true},
    PhaseRule{std::nullopt, "Open", "no-message empty", "silence", "Open", "ERR-17"},
    PhaseRule{std::nullopt, "Open", "no-message empty", "close", "Closed", "ERR-16"},
    PhaseRule{std::nullopt, "Open", "short", "close", "Closed", "FR-12"},
    PhaseRule{std::nullopt, "Open", "torn", "close", "Closed", "FR-19"},
    PhaseRule{std::nullopt, "Open", "end", "close", "Closed", "ERR-2"},
    PhaseRule{std::nullopt, "Open", kAll, "close", "Closed", "TR-8"},
    PhaseRule{std::nullopt, "Closed", kAll, "closed", "Closed", "ERR-2"},
};

// Whether one of the words of `symbols` is `symbol`.
bool Names(std::string_view symbols, std::string_view symbol) {
  while (!symbols.empty()) {
    const size_t end = symbols.find(' ');
    if (symbols.substr(0, end) == symbol) return true;
    symbols.remove_prefix(end == symbols.npos ? symbols.size() : end + 1);
  }
  return false;
}

}  // namespace

std::string_view FirstPhase(Role role) {
  return role == Role::kResponder ? "Connected" : "SentInitialize";
}

std::vector<PhaseRule> FindRules(Subject subject, std::string_view phase, std::string_view symbol) {
  std::vector<PhaseRule> found;
  for (const PhaseRule& rule : kRules) {
    if (rule.phase != phase || (rule.role && *rule.role != subject.role)) continue;
    if (rule.of_nodes && !subject.is_node) continue;
    const bool is_the_rest =
        rule.symbols == kAll && (found.empty() || found.back().symbols == kAll);
    if (is_the_rest || Names(rule.symbols, symbol)) found.push_back(rule);
  }
  return found;
}

}  // namespace asmtp::conformance
