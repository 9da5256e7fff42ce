#include "conformance/export/seed_files.h"

#include <fstream>
#include <system_error>

#include "core/crypto/hash.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

bool WriteFile(const fs::path& file, const Bytes& bytes) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (fs::exists(file, error)) return true;
  std::ofstream stream(file, std::ios::binary);
  stream << AsText(bytes);
  return static_cast<bool>(stream.flush());
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
    if (!WriteFile(folder / path, bytes)) return "cannot write " + (folder / path).string();
  }
  return "";
}

}  // namespace asmtp::conformance
