#include "core/testing/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdio>
#include <expected>
#include <optional>
#include <system_error>

#include "core/testing/interrupt.h"

namespace asmtp {
namespace {

namespace fs = std::filesystem;

// How long the reader of a pipe may take for everything.
constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::hours kOwnPatience{24};

std::string Why() { return std::generic_category().message(errno); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { (void)Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  // Some file systems report a full disk only here.
  bool Close() { return fd_ < 0 || ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

// Writes all bytes. Returns "" or why not.
std::string WriteAll(int fd, std::string_view bytes) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!bytes.empty()) {
    const ssize_t size = ::write(fd, bytes.data(), bytes.size());
    if (size > 0) {
      bytes.remove_prefix(static_cast<size_t>(size));
    } else if (size < 0 && errno == EAGAIN) {
      if (!AwaitReader(fd, deadline)) return "its reader is too slow";
    } else if (size == 0 || errno != EINTR) {
      return std::generic_category().message(size == 0 ? ENOSPC : errno);
    }
  }
  return "";
}

// The same to our own output, which may block, and whose reader may be a person.
std::string WriteOwn(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    if (!AwaitReader(fd, std::chrono::steady_clock::now() + kOwnPatience)) {
      return "its reader is too slow";
    }
    const std::string_view piece = bytes.substr(0, PIPE_BUF);
    if (std::string why = WriteAll(fd, piece); !why.empty()) return why;
    bytes.remove_prefix(piece.size());
  }
  return "";
}

// What a path leads to.
struct Destination {
  fs::path path;                      // without symbolic links
  std::optional<struct stat> status;  // nothing if there is no file yet

  bool IsRegular() const { return !status || S_ISREG(status->st_mode); }
};

bool IsSame(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// Returns our own stdout or stderr if the file is where it goes, as with /dev/stdout. Replacing that
// file would lose everything that is printed later.
std::optional<int> OwnOutput(const Destination& destination) {
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat status{};
    if (destination.status && ::fstat(fd, &status) == 0 && IsSame(status, *destination.status)) {
      return fd;
    }
  }
  return std::nullopt;
}

std::string WhyRefused(const Destination& destination) {
  if (!destination.status) return "";
  const mode_t mode = destination.status->st_mode;
  if (S_ISDIR(mode)) return "it is a folder";
  if (S_ISBLK(mode)) return "it is a block device";
  if (S_ISSOCK(mode)) return "it is a socket";
  if (::faccessat(AT_FDCWD, destination.path.c_str(), W_OK, AT_EACCESS) != 0) return Why();
  return "";
}

std::expected<Destination, std::string> DestinationOf(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0) {
    std::error_code error;
    // /proc/self/fd/3 of a pipe has no other path.
    const fs::path target = S_ISREG(status.st_mode) ? fs::canonical(path, error) : path;
    if (error) return std::unexpected(error.message());
    Destination destination{target, status};
    std::string why = WhyRefused(destination);
    if (!why.empty()) return std::unexpected(std::move(why));
    return destination;
  }
  if (errno != ENOENT) return std::unexpected(Why());
  if (::lstat(path.c_str(), &status) == 0) {
    return std::unexpected("it is a symbolic link to a missing file");
  }
  return Destination{path, std::nullopt};
}

std::string WriteInPlace(const Destination& destination, std::string_view bytes) {
  std::fflush(stdout);
  if (const auto own = OwnOutput(destination)) return WriteOwn(*own, bytes);
  // Without a reader, a pipe would block.
  Descriptor file(::open(destination.path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file) return errno == ENXIO ? "nothing reads it" : Why();
  std::string why = WriteAll(file.get(), bytes);
  return why.empty() && !file.Close() ? Why() : why;
}

// A name that no other process or thread uses. Tools that look for files by their suffix skip it.
fs::path TemporaryBeside(const fs::path& path) {
  static std::atomic<unsigned> count{0};
  return path.parent_path() / fmt::format(".asmtp-{}-{}.new", ::getpid(), ++count);
}

// Gives the new file the owner and mode of the old one.
std::string CopyMode(int fd, const struct stat& old) {
  // Only root can give a file away. The mode is set last, because a new owner clears bits of it.
  [[maybe_unused]] const int given = ::fchown(fd, old.st_uid, old.st_gid);
  return ::fchmod(fd, old.st_mode & 07777) == 0 ? "" : Why();
}

std::string WhyUnusable(int fd, size_t size, const WriteOptions& options) {
  if (!options.why_unusable) return "";
  std::string bytes(size, '\0');
  for (size_t done = 0; done < size;) {
    const ssize_t more = ::pread(fd, bytes.data() + done, size - done, static_cast<off_t>(done));
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) return "cannot read it back: " + (more == 0 ? "it is cut off" : Why());
    done += static_cast<size_t>(more);
  }
  return options.why_unusable(bytes);
}

std::string Fill(int fd, std::string_view bytes, const Destination& destination,
                 const WriteOptions& options) {
  std::string why = WriteAll(fd, bytes);
  if (why.empty() && destination.status) why = CopyMode(fd, *destination.status);
  if (why.empty() && options.durable && ::fsync(fd) != 0) why = Why();
  return why.empty() ? WhyUnusable(fd, bytes.size(), options) : why;
}

// Makes the new name of a file durable. Some file systems cannot, which loses nothing that was
// there before.
void SyncFolder(const fs::path& file) {
  const fs::path folder = file.parent_path();
  const Descriptor opened(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened) ::fsync(opened.get());
}

std::string Replace(const Destination& destination, std::string_view bytes,
                    const WriteOptions& options) {
  const fs::path fresh = TemporaryBeside(destination.path);
  Descriptor file(::open(fresh.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) return Why();
  std::string why = Fill(file.get(), bytes, destination, options);
  if (!file.Close() && why.empty()) why = Why();
  if (why.empty() && ::rename(fresh.c_str(), destination.path.c_str()) != 0) why = Why();
  if (!why.empty()) {
    ::unlink(fresh.c_str());
  } else if (options.durable) {
    SyncFolder(destination.path);
  }
  return why;
}

// Returns why no temporary file can be created beside the file, or "".
std::string WhyNoTemporary(const Destination& destination) {
  const fs::path fresh = TemporaryBeside(destination.path);
  const Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return Why();
  ::unlink(fresh.c_str());
  return "";
}

std::string Sentence(const fs::path& path, const std::string& why) {
  return why.empty() ? "" : fmt::format("cannot write '{}': {}", path.string(), why);
}

}  // namespace

std::string WriteFile(const fs::path& path, std::string_view bytes, const WriteOptions& options) {
  const auto destination = DestinationOf(path);
  if (!destination) return Sentence(path, destination.error());
  const bool in_place = !destination->IsRegular() || OwnOutput(*destination);
  return Sentence(
      path, in_place ? WriteInPlace(*destination, bytes) : Replace(*destination, bytes, options));
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

std::string MakeFolder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return "";
  return fmt::format("cannot create folder '{}': {}", path.string(), error.message());
}

std::string WhyNotWritable(const fs::path& path) {
  const auto destination = DestinationOf(path);
  if (!destination) return Sentence(path, destination.error());
  const bool in_place = !destination->IsRegular() || OwnOutput(*destination);
  return in_place ? "" : Sentence(path, WhyNoTemporary(*destination));
}

void IgnoreFileSizeSignal() { std::signal(SIGXFSZ, SIG_IGN); }

}  // namespace asmtp
