#include "conformance/export/seed_files.h"

#include <system_error>

#include "core/crypto/hash.h"
#include "core/testing/hex.h"
#include "core/testing/output_file.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

// The name is the hash of the bytes, so a file that is there needs no writing.
std::string WriteSeed(const fs::path& file, const Bytes& bytes) {
  std::error_code error;
  if (fs::exists(file, error)) return "";
  std::string why = MakeFolder(file.parent_path());
  return why.empty() ? WriteFile(file, AsText(bytes), {.durable = false}) : why;
}

}  // namespace

void SeedFiles::Add(const ExportedCase& exported) {
  for (const ExportedRun& run : exported.runs) {
    for (const TraceEvent& event : run.result.trace) {
      const Item item = ItemOf(event);
      if (item == Item::kInitialize || item == Item::kResponse) Add("flights", event.wire.first);
      if (item != Item::kFrame) continue;
      Add("frames", event.wire.first);
      if (event.key) Add("plaintexts", event.plaintext.first);
    }
  }
}

void SeedFiles::Add(const std::string& folder, const Bytes& bytes) {
  files_.emplace(fs::path(folder) / ToHex(Blake2b128(bytes)), bytes);
}

std::string SeedFiles::Write(const fs::path& folder) const {
  for (const auto& [path, bytes] : files_) {
    std::string why = WriteSeed(folder / path, bytes);
    if (!why.empty()) return why;
  }
  return "";
}

}  // namespace asmtp::conformance
