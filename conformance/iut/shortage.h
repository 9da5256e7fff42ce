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

// The error of the first shortage, or 0. It owns no memory, since there may be none.
inline int& ShortageOfThread() {
  thread_local int shortage = 0;
  return shortage;
}

inline constexpr int kNoFurtherProcess = -1;  // EAGAIN of another call is no shortage

// Keeps the error of a failed system call if it is a shortage.
inline void NoteShortage(int error) {
  switch (error) {
    case EMFILE:         // descriptors of the process
    case ENFILE:         // of the system
    case ENOBUFS:        // memory of sockets
    case ENOMEM:         // memory
    case EADDRNOTAVAIL:  // ports of the runner's side
      if (ShortageOfThread() == 0) ShortageOfThread() = error;
      break;
    default:
      break;
  }
}

// Keeps the error of a failed start of a process.
inline void NoteNoProcess(int error) {
  if (error == EAGAIN && ShortageOfThread() == 0) ShortageOfThread() = kNoFurtherProcess;
  NoteShortage(error);
}

inline bool HasShortage() { return ShortageOfThread() != 0; }

// Returns what this thread has lacked since the last call.
inline std::optional<std::string> TakeShortage() {
  const int shortage = std::exchange(ShortageOfThread(), 0);
  if (shortage == 0) return std::nullopt;
  if (shortage == kNoFurtherProcess) return "no further process";
  return std::generic_category().message(shortage);
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_SHORTAGE_H_
