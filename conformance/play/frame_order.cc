#include "conformance/play/frame_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace asmtp::conformance {
namespace {

using deviant::FrameParts;

// How far a frame may be from its place, in frames and in bytes.
constexpr uint64_t kWindow = 8;
constexpr size_t kOffsetMax = 256;
constexpr size_t kFramesMax = 2 * kWindow;

class Order {
 public:
  Order(const Evidence& evidence, const deviant::LooseSplit& split)
      : evidence_(evidence), chain_(split, evidence.config.role), n_(evidence.frames_received) {
    Cut();
  }

  std::optional<Explanation> Run() {
    if (frames_.empty()) return Mixed();
    for (uint64_t k = 1; k <= kWindow; ++k) {
      if (const auto plaintext = Open(frames_.front().body, n_ + k)) return Early(k, *plaintext);
    }
    for (uint64_t k = 1; k <= std::min(kWindow, n_); ++k) {
      if (const auto plaintext = Open(frames_.front().body, n_ - k)) return Again(k, *plaintext);
    }
    return Mixed();
  }

 private:
  // Returns the frame at an offset of the suspect bytes, or nothing if it is not complete.
  std::optional<FrameParts> CutAt(size_t offset) const {
    return deviant::CutFrame(deviant::Direction::Length::kRight, evidence_.config.framing,
                             ByteView(evidence_.bytes).subspan(offset));
  }

  void Cut() {
    size_t at = 0;
    while (frames_.size() < kFramesMax) {
      const auto frame = CutAt(at);
      if (!frame) return;
      frames_.push_back(*frame);
      at += frame->header.size() + frame->body.size();
    }
  }

  // Opens a ciphertext as the right frame `number` of its direction.
  std::optional<Bytes> Open(ByteView body, uint64_t number) {
    const auto secret = chain_.SecretOf({}, {.own = number});
    return deviant::OpenFrame({}, secret, {}, {.header = {}, .body = body});
  }

  // Returns the plaintext that the runner sent in frame `number`, or null if it is not known.
  const Bytes* SentIn(uint64_t number) const {
    const auto& kept = evidence_.plaintexts_sent;
    const uint64_t first =
        evidence_.frames_sent - std::min<uint64_t>(evidence_.frames_sent, kept.size());
    if (number < first || number - first >= kept.size()) return nullptr;
    return &kept[static_cast<size_t>(number - first)];
  }

  bool IsEchoOf(const Bytes& plaintext, uint64_t number) const {
    const Bytes* sent = SentIn(number);
    return sent != nullptr && *sent == plaintext;
  }

  std::optional<Explanation> Early(uint64_t k, const Bytes& plaintext) {
    for (size_t i = 1; i < frames_.size(); ++i) {
      for (uint64_t number = n_; number < n_ + k; ++number) {
        if (!Open(frames_[i].body, number)) continue;
        return Explanation{"frames-out-of-order",
                           fmt::format("the frame verifies as frame {}, and frame {} comes behind "
                                       "it: frames are not sent in the order in which they were "
                                       "sealed (FR-11)",
                                       n_ + k, number)};
      }
    }
    if (!IsEchoOf(plaintext, n_ + k)) return std::nullopt;
    if (!IsEchoOf(plaintext, n_)) {
      return Explanation{"frames-lost",
                         fmt::format("the frame verifies as frame {}, with the plaintext of that "
                                     "frame: frame {} is lost, or comes later (FR-11)",
                                     n_ + k, n_)};
    }
    return Explanation{"", fmt::format("the frame verifies as frame {}: frame {} is lost or comes "
                                       "later (FR-11), or the IUT counts before it seals (TR-1, "
                                       "TR-3)",
                                       n_ + k, n_)};
  }

  std::optional<Explanation> Again(uint64_t k, const Bytes& plaintext) const {
    if (!IsEchoOf(plaintext, n_ - k) || IsEchoOf(plaintext, n_)) return std::nullopt;
    return Explanation{"frames-repeated",
                       fmt::format("the frame verifies as frame {}, with the plaintext of that "
                                   "frame: the IUT sends it again (TR-1, FR-11)",
                                   n_ - k)};
  }

  // The right frame, but not at its place in the stream.
  std::optional<Explanation> Mixed() {
    const ByteView bytes = evidence_.bytes;
    for (size_t at = 1; at <= std::min(kOffsetMax, bytes.size()); ++at) {
      const auto frame = CutAt(at);
      if (!frame || !Open(frame->body, n_)) continue;
      return Explanation{
          "stray-bytes",
          fmt::format("frame {} begins {} bytes later: the bytes before it are not a "
                      "frame (FR-5)",
                      n_, at)};
    }
    for (const FrameParts& frame : frames_) {
      const size_t size = frame.body.size();
      for (size_t at = frame.header.size() + 1; at <= kOffsetMax && at + size <= bytes.size();
           ++at) {
        if (!Open(bytes.subspan(at, size), n_)) continue;
        return Explanation{
            "frames-interleaved",
            fmt::format("the ciphertext of frame {} begins {} bytes after the end of "
                        "its length: two frames are written into each other (FR-5, "
                        "FR-11)",
                        n_, at - frame.header.size())};
      }
    }
    return std::nullopt;
  }

  const Evidence& evidence_;
  deviant::LooseChain chain_;
  uint64_t n_;
  std::vector<FrameParts> frames_;
};

}  // namespace

std::optional<Explanation> ExplainOrder(const Evidence& evidence,
                                        const deviant::LooseSplit& split) {
  return Order(evidence, split).Run();
}

}  // namespace asmtp::conformance
