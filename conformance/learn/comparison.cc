#include "conformance/learn/comparison.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

namespace asmtp::conformance {
namespace {

// The states of both after a word.
struct Place {
  size_t state = 0;
  std::string_view phase;
  std::vector<std::string> word;
};

// Walks all reachable states, shortest words first, as long as both agree.
class Walk {
 public:
  Walk(const Machine& machine, Subject subject) : machine_(machine), subject_(subject) {
    comparison_.names.assign(machine.states.size(), "?");
  }

  SpecComparison Run() {
    Reach({.state = 0, .phase = FirstPhase(subject_.role), .word = {}});
    while (!places_.empty()) {
      const Place place = std::move(places_.front());
      places_.pop_front();
      for (const auto& [symbol, transition] : machine_.states[place.state]) {
        Step(place, symbol, transition);
      }
    }
    return std::move(comparison_);
  }

 private:
  void Reach(Place place) {
    if (!seen_.emplace(place.state, place.phase).second) return;
    std::string& name = comparison_.names[place.state];
    const std::string phase(place.phase);
    name = name == "?" ? phase : name == phase ? name : name + " or " + phase;
    places_.push_back(std::move(place));
  }

  void Step(const Place& place, const std::string& symbol, const Machine::Transition& transition) {
    std::vector<std::string> word = place.word;
    word.push_back(symbol);
    const std::vector<PhaseRule> rules = FindRules(subject_, place.phase, symbol);
    const auto right = std::ranges::find(rules, transition.output, &PhaseRule::output);
    if (right != rules.end()) {
      return Reach({.state = transition.next, .phase = right->next, .word = std::move(word)});
    }
    // The same mistake in the same phase is reported once, with its shortest word.
    if (!told_.emplace(place.phase, symbol, transition.output).second) return;
    std::vector<std::string_view> allowed;
    for (const PhaseRule& rule : rules) allowed.push_back(rule.output);
    comparison_.differences.push_back(
        {.word = std::move(word),
         .phase = std::string(place.phase),
         .output = transition.output,
         .allowed = fmt::format("{}", fmt::join(allowed, " or ")),
         .clause = rules.empty() ? "" : std::string(rules.front().clause)});
  }

  const Machine& machine_;
  Subject subject_;
  SpecComparison comparison_;
  std::deque<Place> places_;
  std::set<std::pair<size_t, std::string_view>> seen_;
  std::set<std::tuple<std::string_view, std::string, std::string>> told_;
};

}  // namespace

std::string MachineDifference::Describe() const {
  return fmt::format("{}: {}, where SPEC.md has {} in {} ({})", fmt::join(word, ", "), output,
                     allowed, phase, clause);
}

SpecComparison CompareWithSpec(const Machine& machine, Subject subject) {
  return Walk(machine, subject).Run();
}

}  // namespace asmtp::conformance
