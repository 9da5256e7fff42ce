#include "conformance/transcript/text_file.h"

#include <fstream>
#include <ios>

namespace asmtp::conformance {

namespace fs = std::filesystem;

std::string WriteTextFile(const fs::path& file, std::string_view text) {
  fs::path fresh = file;
  fresh += ".new";
  std::error_code error;
  {
    std::ofstream stream(fresh, std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.flush();
    if (!stream) {
      fs::remove(fresh, error);
      return "this file cannot be written";
    }
  }
  // Replaces the target of a link, not the link.
  const fs::path target = fs::exists(file, error) ? fs::canonical(file, error) : file;
  if (!error) fs::rename(fresh, target, error);
  if (!error) return "";
  fs::remove(fresh, error);
  return "this file cannot be replaced";
}

}  // namespace asmtp::conformance
