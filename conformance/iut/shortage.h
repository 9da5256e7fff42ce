// Shortage: when the runner itself lacks descriptors, ports, processes or memory, a stream or a
// start fails without a fault of the IUT. A case is played by one thread, so each thread has its
// own note.
//
//   if (socket < 0) NoteShortage(errno);
//   if (auto what = TakeShortage()) ...            "Too many open files"
#ifndef ASMTP_CONFORMANCE_IUT_SHORTAGE_H_
#define ASMTP_CONFORMANCE_IUT_SHORTAGE_H_

#include <cerrno>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace asmtp::conformance {

inline std::optional<std::string>& ShortageOfThread() {
  thread_local std::optional<std::string> shortage;
  return shortage;
}

// Keeps the error of a failed system call if it is a shortage.
inline void NoteShortage(int error) {
  switch (error) {
    case EMFILE:         // descriptors of the process
    case ENFILE:         // of the system
    case ENOBUFS:        // memory of sockets
    case ENOMEM:         // memory
    case EADDRNOTAVAIL:  // ports of the runner's side
      if (!ShortageOfThread()) ShortageOfThread() = std::generic_category().message(error);
      break;
    default:
      break;
  }
}

// Keeps the error of a failed start of a process.
inline void NoteNoProcess(int error) {
  if (error == EAGAIN && !ShortageOfThread()) ShortageOfThread() = "no further process";
  NoteShortage(error);
}

inline bool HasShortage() { return ShortageOfThread().has_value(); }

// Returns what this thread has lacked since the last call.
inline std::optional<std::string> TakeShortage() {
  return std::exchange(ShortageOfThread(), std::nullopt);
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_SHORTAGE_H_
