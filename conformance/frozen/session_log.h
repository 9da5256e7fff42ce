// SessionLog: the bytes of the streams between the runner and an IUT, in both directions, as text.
//
//   RecordingIut recording(iut);
//   Play(one_case, config, recording, {});
//   recording.log()                       {"0> 0120...", "0< 01a0...", "0< fin"}
//
//   ReplayingIut iut(log);                sends what the IUT sent in the log
//
// A line begins with the number of the stream. '>' is from the runner to the IUT. Consecutive
// pieces in one direction are one line, so a log is independent of segmentation.
#ifndef ASMTP_CONFORMANCE_FROZEN_SESSION_LOG_H_
#define ASMTP_CONFORMANCE_FROZEN_SESSION_LOG_H_

#include <string>
#include <vector>

#include "conformance/play/channel.h"

namespace asmtp::conformance {

using SessionLog = std::vector<std::string>;

// Limit of bytes written in full. Longer pieces are logged by size and hash.
inline constexpr size_t kLoggedBytesMax = 1024;
// Limit of lines. Later ones are logged by number and hash.
inline constexpr size_t kLoggedLinesMax = 32;

class RecordingIut : public Iut {
 public:
  // `iut` must outlive it, and it must outlive its channels.
  explicit RecordingIut(Iut& iut) : iut_(iut) {}

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override;

  SessionLog log() const;

 private:
  friend class RecordingChannel;

  // Consecutive bytes in one direction of a stream, or its end.
  struct Entry {
    size_t stream = 0;
    char direction = '>';
    Bytes bytes;
    std::string end;  // "fin" or "rst"; then there are no bytes
  };
  void AddBytes(size_t stream, char direction, ByteView bytes);
  void AddEnd(size_t stream, char direction, std::string_view end);

  Iut& iut_;
  size_t streams_ = 0;
  std::vector<Entry> entries_;
};

// Sends each line '<' of a log after the runner has sent the lines '>' before it. If the runner
// sends other bytes, it gets no more answers.
class ReplayingIut : public Iut {
 public:
  // `log` must outlive it, and contain every byte.
  explicit ReplayingIut(const SessionLog& log) : log_(log) {}

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override;

 private:
  const SessionLog& log_;
  size_t streams_ = 0;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_SESSION_LOG_H_
