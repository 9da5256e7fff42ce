// Mutations: systematic faults in what the runner sends, derived from a case without faults.
//
//   handshake/ok@flip:hs1.17           one bit of byte 17 of the handshake frame `hs1` flipped
//   transport/echo@length:m1.65535     another length field before the frame `m1`
//
//   for (const Mutation& m : MutationsOf(one_case)) Play(*Mutate(m, one_case), ...);
//
// flip         every byte of a handshake frame and a frame  the IUT must close
// truncate     the stream ends after every byte of it       the IUT must close
// split        every point at which it can be split         no effect
// length       other length fields before a frame           the IUT must close
// drop, repeat, swap, replay    a frame is missing, duplicate, late, or repeated later
// replay-session    all bytes of a session again: no frame of it may be accepted
// type         type 0 and 8 to 255                          not a message: no echo
// field        a field one byte longer or shorter, if the result is not a message
//
// A mutation is the text of a case file with the case as its base, so it can be kept and read. Only
// labelled steps of the case itself are mutated, not those of its base.
#ifndef ASMTP_CONFORMANCE_SUITE_MUTATION_H_
#define ASMTP_CONFORMANCE_SUITE_MUTATION_H_

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

struct Mutation {
  std::string id;    // base@mutator:parameter
  std::string base;  // id of the base case
  std::string text;  // as a case file
};

// Returns all mutations of a case, in a fixed order. A case with faults, or of a family (whose id
// already contains an @), has none.
std::vector<Mutation> MutationsOf(const Case& base);

// Returns `count` mutations, one from each of `count` equal parts of the list, chosen by the seed.
std::vector<Mutation> ChooseMutations(std::vector<Mutation> all, size_t count, uint64_t seed);

// Returns the mutated case, under the mutation's id.
OrSourceError<Case> Mutate(const Mutation& mutation, const Case& base);

// Returns the file name of a mutation, such as "handshake-ok-flip-hs1-17.atf".
std::string FileNameOf(const Mutation& mutation);

// Whether a command-line argument names mutations: "handshake/ok@flip:*".
bool IsMutationGlob(const std::string& word);

// Returns the mutations in `set` whose id matches the glob. Fails with a sentence if none does.
std::expected<std::vector<Mutation>, std::string> FindMutations(const CaseSet& set,
                                                                const std::string& glob);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_MUTATION_H_
