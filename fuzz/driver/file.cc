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

std::string Sha1Of(std::string_view bytes) {
  std::array<uint8_t, 20> digest{};
  unsigned size = digest.size();
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha1(), nullptr);
  return ToHex(digest);
}

}  // namespace asmtp::fuzz
