// Mutations: systematic faults put into what the runner sends in a case that has none.
//
//   handshake/ok@flip:hs1.17           one bit of byte 17 of the handshake frame `hs1` flipped
//   transport/echo@length:m1.65535     another length field before the frame `m1`
//
//   for (const Mutation& m : MutationsOf(one_case)) Play(*Mutate(m, one_case), ...);
//
// flip         every byte of a handshake frame and a frame  the IUT has to close
// truncate     the stream ends after every byte of it       the IUT has to close
// split        every point at which it may come in two      as if nothing had happened
// length       other length fields before a frame           the IUT has to close
// drop, repeat, swap, replay    a frame is not there, there twice, late, or there again
// replay-session    all bytes of a session once more: no frame of it may be taken
// type         type 0 and 8 to 255                          no message: no echo
// field        a field of a message one byte longer or shorter, where that is no message
//
// A mutation is the text of a case file with the case as its base, so that it can be kept and read.
// Mutated is what a case itself sends and has labelled, not what its base does.
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
  std::string base;  // id of the case
  std::string text;  // as a case file
};

// Returns all mutations of a case, in a fixed order; none of a case that has faults of its own or
// belongs to a family, whose id has an @ already.
std::vector<Mutation> MutationsOf(const Case& base);

// Returns `count` of them, evenly over the list; which of its part each is, the seed decides.
std::vector<Mutation> ChooseMutations(std::vector<Mutation> all, size_t count, uint64_t seed);

// Returns the mutated case, under the mutation's id.
OrSourceError<Case> Mutate(const Mutation& mutation, const Case& base);

// Returns the name of the file in which a mutation is kept, such as
// "handshake-ok-flip-hs1-17.atf".
std::string FileNameOf(const Mutation& mutation);

// Whether a word of the command line names mutations: "handshake/ok@flip:*".
bool IsMutationGlob(const std::string& word);

// Returns the mutations in `set` whose id fits the glob. Fails, with a sentence, where none does.
std::expected<std::vector<Mutation>, std::string> FindMutations(const CaseSet& set,
                                                                const std::string& glob);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_MUTATION_H_
