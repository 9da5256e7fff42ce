#include "conformance/transcript/read_file.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace asmtp::conformance {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string Unreadable() {
  return "this file cannot be read: " + std::generic_category().message(errno);
}

// Returns why a file of this kind is not read, or "".
std::string WhyNoFile(mode_t mode) {
  if (S_ISREG(mode)) return "";
  if (S_ISDIR(mode)) return "this is a folder, not a file";
  if (S_ISFIFO(mode)) return "this is a FIFO, not a regular file";
  if (S_ISSOCK(mode)) return "this is a socket, not a regular file";
  return "this is a device, not a regular file";
}

std::string TooLarge(size_t size_max) {
  const bool whole = size_max >= (size_t{1} << 20);
  return "this file is larger than " +
         (whole ? std::to_string(size_max >> 20) + " MiB" : std::to_string(size_max) + " bytes");
}

// Reads to the end: a file below /proc has no size.
std::expected<std::string, std::string> ReadAll(int fd, size_t size_max) {
  std::string text;
  std::array<char, 64 * 1024> part;
  while (true) {
    const ssize_t size = ReadSome(fd, part);
    if (size < 0) return std::unexpected(Unreadable());
    if (size == 0) return text;
    text.append(part.data(), static_cast<size_t>(size));
    if (text.size() > size_max) return std::unexpected(TooLarge(size_max));
  }
}

}  // namespace

std::expected<std::string, std::string> ReadTextFile(const std::filesystem::path& file,
                                                     size_t size_max) {
  // Without O_NONBLOCK, a FIFO would wait for its other end.
  const int fd = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  // A socket in the file system cannot be opened.
  if (fd < 0) return std::unexpected(errno == ENXIO ? WhyNoFile(S_IFSOCK) : Unreadable());
  struct stat found{};
  std::expected<std::string, std::string> text;
  if (::fstat(fd, &found) != 0) {
    text = std::unexpected(Unreadable());
  } else if (std::string why = WhyNoFile(found.st_mode); !why.empty()) {
    text = std::unexpected(std::move(why));
  } else {
    text = ReadAll(fd, size_max);
  }
  ::close(fd);
  if (text && text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
  return text;
}

ssize_t ReadSome(int fd, std::span<char> room, std::optional<off_t> at) {
  while (true) {
    const ssize_t size =
        at ? ::pread(fd, room.data(), room.size(), *at) : ::read(fd, room.data(), room.size());
    if (size >= 0 || errno != EINTR) return size;
  }
}

ssize_t ReceiveSome(int socket, std::span<char> room) {
  while (true) {
    const ssize_t size = ::recv(socket, room.data(), room.size(), MSG_DONTWAIT);
    if (size >= 0 || errno != EINTR) return size;
  }
}

}  // namespace asmtp::conformance
