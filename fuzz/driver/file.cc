#include "fuzz/driver/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <span>
#include <system_error>

#include "conformance/iut/file_descriptor.h"
#include "conformance/transcript/read_file.h"
#include "core/testing/hex.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;
using conformance::ErrorText;
using conformance::FileDescriptor;

// Describes a path that is not a regular file.
std::string_view KindOf(mode_t mode) {
  if (S_ISDIR(mode)) return "is a folder, expected a file";
  if (S_ISFIFO(mode)) return "is a pipe, expected a file";
  return "is a device, expected a file";
}

std::string WriteAll(const FileDescriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::write(file.get(), bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return std::generic_category().message(size == 0 ? ENOSPC : errno);
    bytes.remove_prefix(static_cast<size_t>(size));
  }
  return "";
}

}  // namespace

std::expected<std::string, std::string> ReadFile(const fs::path& path, size_t most, Links links) {
  const std::string what = fmt::format("'{}'", path.string());
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK |
                                                     (links == Links::kRefuse ? O_NOFOLLOW : 0)));
  if (!file && errno == ELOOP) {
    return std::unexpected(what + " is a symbolic link, expected a file");
  }
  if (!file) return std::unexpected(ErrorText("cannot read " + what));
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return std::unexpected(ErrorText("cannot read " + what));
  if (!S_ISREG(status.st_mode)) {
    return std::unexpected(fmt::format("{} {}", what, KindOf(status.st_mode)));
  }
  if (static_cast<size_t>(status.st_size) > most) {
    return std::unexpected(
        fmt::format("{} has {} bytes, expected at most {}", what, status.st_size, most));
  }
  std::string bytes(static_cast<size_t>(status.st_size), '\0');
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t size = conformance::ReadSome(file.get(), std::span(bytes).subspan(done));
    if (size < 0) return std::unexpected(ErrorText("cannot read " + what));
    if (size == 0) break;
    done += static_cast<size_t>(size);
  }
  bytes.resize(done);
  return bytes;
}

std::string WriteFile(const fs::path& path, std::string_view bytes) {
  const std::string what = fmt::format("cannot write '{}'", path.string());
  const std::string beside = path.string() + ".new";
  FileDescriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file) return ErrorText(what);
  std::string why = WriteAll(file, bytes);
  file.Close();
  if (why.empty() && ::rename(beside.c_str(), path.c_str()) == 0) return "";
  if (why.empty()) why = std::generic_category().message(errno);
  ::unlink(beside.c_str());
  return what + ": " + why;
}

std::string MakeFolder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return "";
  return fmt::format("cannot create folder '{}': {}", path.string(), error.message());
}

std::vector<std::string> WriteFiles(
    const fs::path& folder, const std::vector<std::pair<std::string_view, std::string>>& files) {
  if (std::string why = MakeFolder(folder); !why.empty()) return {std::move(why)};
  std::vector<std::string> problems;
  for (const auto& [name, bytes] : files) {
    std::string why = WriteFile(folder / name, bytes);
    if (!why.empty()) problems.push_back(std::move(why));
  }
  return problems;
}

std::string Sha1Of(std::string_view bytes) {
  std::array<uint8_t, 20> digest{};
  unsigned size = digest.size();
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha1(), nullptr);
  return ToHex(digest);
}

}  // namespace asmtp::fuzz
