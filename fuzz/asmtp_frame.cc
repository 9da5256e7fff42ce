// asmtp_frame: any bytes as a stream of frames, divided into pieces. Input: framing 1, limit 2,
// number of pieces 1, their sizes, the stream.
//
// The decoder gives the same ciphertexts and the same final error as a walk over the whole stream,
// for any pieces. An error is final, and memory is proportional to the bytes received. Unread bytes
// survive moves of the buffer. A frame that is written again has its original header.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/reader.h"
#include "core/session/error.h"
#include "core/testing/names.h"
#include "core/wire/framing.h"
#include "fuzz/law.h"
#include "fuzz/model/bytes.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kChunking, FramesAreThoseOfTheStream, "the decoder returns the frames of the stream")
ASMTP_LAW(kErrorClass, ErrorIsThatOfTheStream, "the decoder fails with the error of the stream")
ASMTP_LAW(kCanonical, FramesAreWrittenAsTheyCame,
          "a length is written as the bytes it was read from")
ASMTP_LAW(kCanonical, FramingHasOneName, "a framing is found by its name and by no other")
ASMTP_LAW(kErrorClass, ErrorHasASentence, "an error of the stream has a name and a description")
ASMTP_LAW(kInertFailure, ErrorIsFinal, "after an error the decoder repeats the error")
ASMTP_LAW(kResources, MemoryFollowsTheBytes,
          "the buffer holds memory in proportion to the bytes received")
ASMTP_LAW(kChunking, NoFrameWaits, "a complete frame does not stay in the buffer")
ASMTP_LAW(kChunking, BufferHasRoom, "the buffer always has room for a read")
ASMTP_LAW(kChunking, BufferKeepsWhatIsUnread,
          "unread bytes survive when the buffer releases memory or is moved")

struct Input {
  FrameFormat format;
  ByteView pieces;
  ByteView stream;
};

std::optional<Input> ReadInput(ByteView bytes) {
  Reader reader(bytes);
  uint8_t framing;
  uint16_t limit;
  uint8_t count;
  Input input;
  if (!reader.ReadU8(&framing) || !reader.ReadU16(&limit) || !reader.ReadU8(&count)) {
    return std::nullopt;
  }
  (void)reader.Read(std::min<size_t>(count, reader.remaining()), &input.pieces);
  input.format = FrameFormat(framing % 2 == 0 ? Framing::kU32 : Framing::kU16, limit);
  input.stream = reader.rest();
  return input;
}

struct Frames {
  std::vector<ByteView> ciphertexts;  // in the stream
  std::string_view error;             // "" at the end between frames
};

// The whole stream at once, by SPEC.md section 6.
Frames Walk(const FrameFormat& format, ByteView stream) {
  Frames frames;
  while (!stream.empty()) {
    const size_t header = format.header_size();
    const uint64_t length = stream.size() < header ? 0 : model::Number(stream.first(header));
    if (stream.size() < header + length) frames.error = "frame-truncated";
    if (stream.size() < header) return frames;
    if (length < 16) frames.error = "frame-length-too-small";
    if (length > format.length_limit()) frames.error = "frame-length-too-large";
    if (!frames.error.empty()) return frames;
    frames.ciphertexts.push_back(stream.subspan(header, length));
    stream = stream.subspan(header + length);
  }
  return frames;
}

void CheckError(const std::optional<FrameError>& error, const Frames& wanted) {
  Require((error ? Name(FromFraming(*error)) : "") == wanted.error, ErrorIsThatOfTheStream);
  if (!error) return;
  Require(Describe(FromFraming(*error)) != "unknown error", ErrorHasASentence);
}

// Takes all frames of the decoder and compares them with `wanted`. Returns the error of the
// decoder.
std::optional<FrameError> Drain(const FrameFormat& format, ReceiveBuffer& buffer,
                                const Frames& wanted, size_t& count) {
  while (true) {
    const auto next = TakeFrame(format, buffer);
    if (!next) return next.error();
    if (!*next) return std::nullopt;
    Require(
        count < wanted.ciphertexts.size() && std::ranges::equal(**next, wanted.ciphertexts[count]),
        FramesAreThoseOfTheStream);
    ++count;
  }
}

// Appends by copying, or like a read from a socket that fills only a part of the room.
void Append(ReceiveBuffer& buffer, ByteView bytes) {
  const size_t most = bytes.size() % 2 == 0 ? bytes.size() : 100;
  while (!bytes.empty()) {
    const MutableByteView room = buffer.Prepare();
    Require(room.size() >= ReceiveBuffer::kPrepareSizeMin, BufferHasRoom);
    const size_t size = std::min({bytes.size(), room.size(), most});
    CopyTo(bytes.first(size), room);
    buffer.Commit(size);
    bytes = bytes.subspan(size);
  }
}

// Releases memory as a waiting caller does, and moves the buffer as splitting a connection does.
void CheckBuffer(ReceiveBuffer& buffer, ByteView fed) {
  buffer.Trim();
  ReceiveBuffer moved(std::move(buffer));
  buffer = std::move(moved);
  const ByteView unread = buffer.unread();
  Require(unread.size() <= fed.size() && std::ranges::equal(unread, fed.last(unread.size())),
          BufferKeepsWhatIsUnread);
}

// Feeds the stream piece by piece. Returns the error of the decoder.
std::optional<FrameError> Decode(const Input& input, const Frames& wanted, size_t& count) {
  ReceiveBuffer buffer;
  ByteView rest = input.stream;
  ByteView pieces = input.pieces;
  size_t fed = 0;
  while (!rest.empty()) {
    const size_t size =
        pieces.empty() ? rest.size() : std::clamp<size_t>(pieces.front(), 1, rest.size());
    if (!pieces.empty()) pieces = pieces.subspan(1);
    Append(buffer, rest.first(size));
    rest = rest.subspan(size);
    fed += size;
    Require(
        buffer.capacity() <= 3 * fed + ReceiveBuffer::kInitialSize + ReceiveBuffer::kPrepareSizeMin,
        MemoryFollowsTheBytes);
    const auto error = Drain(input.format, buffer, wanted, count);
    if (error) {
      const auto again = TakeFrame(input.format, buffer);
      Require(!again && again.error() == *error, ErrorIsFinal);
      return error;
    }
    Require(buffer.unread().size() < input.format.FrameSize(input.format.plaintext_limit()),
            NoFrameWaits);
    CheckBuffer(buffer, input.stream.first(fed));
  }
  const auto finished = EndFrames(buffer);
  return finished ? std::nullopt : std::optional(finished.error());
}

// Reads the start of the stream as a length under both framings.
void CheckHeaderOf(Framing framing, ByteView stream) {
  std::array<uint8_t, 4> room{};
  const size_t size = HeaderSize(framing);
  const auto length = ReadFrameHeader(framing, stream);
  Require(length.has_value() == (stream.size() >= size), FramesAreWrittenAsTheyCame);
  if (!length) return;
  Require(*length == model::Number(stream.first(size)), FramesAreWrittenAsTheyCame);
  WriteFrameHeader(framing, *length, MutableByteView(room).first(size));
  Require(std::ranges::equal(stream.first(size), ByteView(room).first(size)),
          FramesAreWrittenAsTheyCame);
}

// Concatenated frames must equal the start of the stream.
void CheckHeaders(const Input& input, const Frames& frames) {
  std::array<uint8_t, 4> room{};
  const MutableByteView header = MutableByteView(room).first(input.format.header_size());
  ByteView rest = input.stream;
  for (const ByteView ciphertext : frames.ciphertexts) {
    WriteFrameHeader(input.format.framing(), static_cast<uint32_t>(ciphertext.size()), header);
    Require(std::ranges::equal(header, rest.first(header.size())), FramesAreWrittenAsTheyCame);
    const size_t plaintext_size = ciphertext.size() - kTagSize;
    Require(plaintext_size <= input.format.plaintext_limit() &&
                input.format.FrameSize(plaintext_size) == header.size() + ciphertext.size(),
            FramesAreWrittenAsTheyCame);
    rest = rest.subspan(header.size() + ciphertext.size());
  }
}

void Run(ByteView bytes) {
  const auto input = ReadInput(bytes);
  if (!input) return;
  Require(FramingOf(Name(input->format.framing())) == input->format.framing() &&
              !FramingOf("u8").has_value(),
          FramingHasOneName);
  const Frames wanted = Walk(input->format, input->stream);
  size_t count = 0;
  const auto error = Decode(*input, wanted, count);
  Require(count == wanted.ciphertexts.size(), FramesAreThoseOfTheStream);
  CheckError(error, wanted);
  CheckHeaders(*input, wanted);
  CheckHeaderOf(Framing::kU32, input->stream);
  CheckHeaderOf(Framing::kU16, input->stream);
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}
