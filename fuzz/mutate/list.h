// Mutations of any list: blocks, entries, subscriptions.
#ifndef ASMTP_FUZZ_MUTATE_LIST_H_
#define ASMTP_FUZZ_MUTATE_LIST_H_

#include <cstddef>
#include <utility>

#include "fuzz/mutate/random.h"

namespace asmtp::fuzz {

template <class List>
void EraseAny(Random& random, List& list) {
  if (list.empty()) return;
  list.erase(list.begin() + static_cast<ptrdiff_t>(random.Below(list.size())));
}

// Inserts `one` at any place if there are less than `max`.
template <class List>
void InsertAny(Random& random, size_t max, typename List::value_type one, List& list) {
  if (list.size() >= max) return;
  const size_t at = random.Below(list.size() + 1);
  list.insert(list.begin() + static_cast<ptrdiff_t>(at), std::move(one));
}

template <class List>
void SwapAny(Random& random, List& list) {
  if (!list.empty()) std::swap(random.Pick(list), random.Pick(list));
}

// Returns a prefix of `a` and a suffix of `b`, at least one element of each. If one is empty,
// returns the other.
template <class List>
List HeadAndTail(const List& a, const List& b, Random& random) {
  if (a.empty() || b.empty()) return a.empty() ? b : a;
  const auto head = static_cast<ptrdiff_t>(1 + random.Below(a.size()));
  const auto tail = static_cast<ptrdiff_t>(1 + random.Below(b.size()));
  List joined(a.begin(), a.begin() + head);
  joined.insert(joined.end(), b.end() - tail, b.end());
  return joined;
}

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_LIST_H_
