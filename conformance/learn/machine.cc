#include "conformance/learn/machine.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "conformance/transcript/read_json.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;

Machine::State ReadState(const json& row, size_t count) {
  Machine::State state;
  for (const auto& [symbol, transition] : row.items()) {
    const size_t next = transition.at(1);
    if (next >= count) throw std::out_of_range(fmt::format("unknown state {}", next));
    state[symbol] = {transition.at(0), next};
  }
  return state;
}

// One arrow of a state with more symbols than this is labelled as the rest.
constexpr size_t kSymbolsOnArrow = 4;

// The arrows of a state: answer and next state, with the symbols that lead there.
std::map<Machine::Transition, std::string> Arrows(const Machine::State& state) {
  std::map<Machine::Transition, std::vector<std::string>> arrows;
  for (const auto& [symbol, transition] : state) arrows[transition].push_back(symbol);
  const auto most =
      std::ranges::max_element(arrows, {}, [](const auto& arrow) { return arrow.second.size(); });
  std::map<Machine::Transition, std::string> texts;
  for (const auto& [transition, symbols] : arrows) {
    const bool is_rest = transition == most->first && symbols.size() > kSymbolsOnArrow;
    const std::string_view rest = arrows.size() == 1 ? "everything" : "everything else";
    texts[transition] = is_rest ? std::string(rest) : fmt::format("{}", fmt::join(symbols, "\\n"));
  }
  return texts;
}

}  // namespace

std::expected<Machine, std::string> ReadMachine(std::string_view text) {
  try {
    Machine machine;
    const auto rows = ReadJson(text);
    if (!rows) return std::unexpected(rows.error().Format("machine"));
    for (const json& row : *rows) machine.states.push_back(ReadState(row, rows->size()));
    if (machine.states.empty()) return std::unexpected("a machine needs at least one state");
    return machine;
  } catch (const std::exception& error) {
    return std::unexpected(fmt::format("not a machine: {}", error.what()));
  }
}

std::string WriteMachine(const Machine& machine) {
  json rows = json::array();
  for (const Machine::State& state : machine.states) {
    json row = json::object();
    for (const auto& [symbol, transition] : state) {
      row[symbol] = {transition.output, transition.next};
    }
    rows.push_back(row);
  }
  return rows.dump();
}

std::string ToDot(const Machine& machine, const std::vector<std::string>& names) {
  std::string dot =
      "digraph machine {\n  rankdir=LR;\n  bgcolor=transparent;\n"
      "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
      "  edge [fontname=\"sans-serif\", fontsize=10];\n  start [shape=point];\n  start -> s0;\n";
  for (size_t i = 0; i < machine.states.size(); ++i) {
    dot += fmt::format("  s{} [label=\"{}\"];\n", i, names[i]);
  }
  for (size_t i = 0; i < machine.states.size(); ++i) {
    for (const auto& [transition, symbols] : Arrows(machine.states[i])) {
      dot += fmt::format("  s{} -> s{} [label=\"{}\\n/ {}\"];\n", i, transition.next, symbols,
                         transition.output);
    }
  }
  return dot + "}\n";
}

}  // namespace asmtp::conformance
