// Reads what is outside of this process. Nothing else reads a file, a pipe or a socket.
//
//   const auto text = ReadTextFile("handshake/ok.atf", kFileSizeMax);
//   if (!text) return text.error();                  "this is a folder, not a file"
//
//   const ssize_t size = ReadSome(pipe.get(), room);  // after a wait with a deadline
//   const ssize_t size = ReceiveSome(socket.get(), room);
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_READ_FILE_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_READ_FILE_H_

#include <sys/types.h>

#include <expected>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace asmtp::conformance {

// Returns the content of the file, without a byte order mark, or the error in words. Refuses a
// folder, a device, a FIFO, a socket and a file of more than `size_max` bytes, and never waits for
// one.
std::expected<std::string, std::string> ReadTextFile(const std::filesystem::path& file,
                                                     size_t size_max);

// Like read(2): returns the number of bytes that were read, 0 at the end, or -1 and errno, but not
// EINTR. `at`: like pread(2).
ssize_t ReadSome(int fd, std::span<char> room, std::optional<off_t> at = std::nullopt);

// The same from a socket, without waiting: EAGAIN if there are no bytes.
ssize_t ReceiveSome(int socket, std::span<char> room);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_READ_FILE_H_
