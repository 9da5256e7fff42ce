// Plays cases against the patched endpoints. Each is a process.
//
//   auto patches = FindPatches("conformance/faulty/patches");
//   auto played = PlayAgainst(patches->front(), set, cases, 0.25);
//
// A patch begins with lines that describe it:
//
//   bug:     opens every frame under the key of Split().
//   clause:  TR-4
//   roles:   responder initiator
//   verdict: FAIL
//   framing: u16                   if visible under this framing only; suite: likewise
#ifndef ASMTP_CONFORMANCE_FAULTY_PATCH_SUITE_H_
#define ASMTP_CONFORMANCE_FAULTY_PATCH_SUITE_H_

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/faulty/kill_table.h"

namespace asmtp::faulty {

struct PatchFault {
  FaultInfo info;
  std::filesystem::path patch;
  std::filesystem::path endpoint;  // the program with the bug
};

// Reads the head of a patch. Fails with a sentence that names the file.
std::expected<FaultInfo, std::string> ReadPatchHead(const std::filesystem::path& patch);

// Returns the patches below `folder`, sorted by path. The endpoint of each is directly in `folder`.
std::expected<std::vector<PatchFault>, std::string> FindPatches(
    const std::filesystem::path& folder);

// Plays cases of `set`. Fails with the reason if the endpoint does not start.
PlayedOrWhy PlayAgainst(const PatchFault& fault, const conformance::CaseSet& set,
                        const std::vector<const conformance::Case*>& cases, double timeout_scale);

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_PATCH_SUITE_H_
