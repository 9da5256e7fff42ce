#include "conformance/transcript/text_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <ios>

namespace asmtp::conformance {

namespace fs = std::filesystem;

std::expected<std::string, std::string> ReadTextFile(const fs::path& file, size_t size_max) {
  std::error_code error;
  if (fs::is_directory(file, error)) return std::unexpected("this is a folder, not a file");
  std::ifstream stream(file, std::ios::binary);
  if (!stream.is_open()) return std::unexpected("this file cannot be read");
  std::string text;
  std::array<char, 16 * 1024> part;
  while (stream && text.size() <= size_max) {
    const size_t wanted = std::min(part.size(), size_max + 1 - text.size());
    stream.read(part.data(), static_cast<std::streamsize>(wanted));
    text.append(part.data(), static_cast<size_t>(stream.gcount()));
  }
  if (stream.bad()) return std::unexpected("this file cannot be read");
  return text;
}

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
