#include "fuzz/driver/stage.h"

#include "core/testing/output_file.h"
#include "fuzz/driver/file.h"

namespace asmtp::fuzz {

namespace fs = std::filesystem;

std::string Stage(const std::vector<InputFile>& files, const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (const std::string why = MakeFolder(folder); !why.empty()) return why;
  for (const InputFile& file : files) {
    const auto bytes = ReadFile(file.path, kInputMax);
    if (!bytes) return bytes.error();
    std::string why = WriteFile(folder / Sha1Of(*bytes), *bytes, {.durable = false});
    if (!why.empty()) return why;
  }
  return "";
}

}  // namespace asmtp::fuzz
