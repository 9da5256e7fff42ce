// FrameReader and FrameWriter, the halves of an open session, tested without a session.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <type_traits>

#include "core/testing/append.h"
#include "core/testing/session_pair.h"
#include "core/testing/test_memory.h"

namespace asmtp {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr FrameFormat kFormat(Framing::kU32, 40);

static_assert(!std::is_copy_constructible_v<FrameReader>);
static_assert(!std::is_copy_constructible_v<FrameWriter>);

noise::CipherState TestCipher(uint64_t nonce = 0) {
  const auto key = PatternArray<32>(1);
  noise::CipherState cipher;
  cipher.InitializeKey(AeadKey(key));
  cipher.SetNonce(nonce);
  return cipher;
}

FrameWriter MakeWriter(FrameFormat format = kFormat) {
  return FrameWriter(format, noise::Sealer(TestCipher()));
}

FrameReader MakeReader(FrameFormat format = kFormat) {
  return FrameReader(format, noise::Opener(TestCipher()), ReceiveBuffer());
}

struct SizeRow {
  size_t plaintext;
  size_t room;
  std::string_view answer;
};

// The limit of 40 leaves 24 bytes for a plaintext, whose frame has 4 + 24 + 16 bytes.
constexpr SizeRow kSizes[] = {
    {0, 20, "-"},
    {0, 19, "buffer-size"},
    {0, 0, "buffer-size"},
    {24, 44, "-"},
    {24, 43, "buffer-size"},
    {24, 100, "-"},
    {25, 45, "plaintext-too-large"},
    {25, 1, "plaintext-too-large"},
    {1000, 2000, "plaintext-too-large"},
};

TEST(FrameWriter, RequiresRoomAndAPlaintextThatFits) {
  const Bytes usual = SealToVector(*std::make_unique<FrameWriter>(MakeWriter()), HexBytes("01"));
  for (const SizeRow& row : kSizes) {
    FrameWriter writer = MakeWriter();
    Bytes out(row.room, 0xee);
    const auto size = writer.Seal(PatternBytes(row.plaintext), out);
    EXPECT_EQ(ToText(size), row.answer) << row.plaintext << " into " << row.room;
    if (size) {
      EXPECT_EQ(*size, writer.format().FrameSize(row.plaintext));
      EXPECT_EQ(writer.count(), 1u);
      EXPECT_TRUE(Equal(ByteView(out).subspan(*size), Bytes(row.room - *size, 0xee)));
    } else {
      EXPECT_EQ(out, Bytes(row.room, 0xee));
      EXPECT_EQ(SealToVector(writer, HexBytes("01")), usual) << "a rejected call changes nothing";
    }
  }
}

TEST(FrameWriter, LimitsPlaintextsToTheFraming) {
  FrameWriter writer = MakeWriter(FrameFormat(Framing::kU16));
  const Bytes largest(65533 - 16);
  EXPECT_EQ(SealToVector(writer, largest).size(), 2u + 65533u);
  EXPECT_TRUE(SealToVector(writer, Bytes(largest.size() + 1)).empty());
}

TEST(FrameWriter, SealsInPlaceAfterTheHeader) {
  FrameWriter writer = MakeWriter();
  FrameWriter second = MakeWriter();
  Bytes buffer(writer.format().FrameSize(10));
  CopyTo(PatternBytes(10), MutableByteView(buffer).subspan(4));
  ASSERT_TRUE(writer.Seal(ByteView(buffer).subspan(4, 10), buffer));
  EXPECT_EQ(buffer, SealToVector(second, PatternBytes(10)));
}

TEST(FrameWriter, MovedFromWriterCannotSeal) {
  FrameWriter first = MakeWriter();
  FrameWriter second = std::move(first);
  Bytes out(20);
  // NOLINTNEXTLINE(bugprone-use-after-move): tested on purpose
  EXPECT_EQ(ToText(first.Seal({}, out)), "wrong-phase");
  EXPECT_EQ(ToText(second.Seal({}, out)), "-");
}

// Returns what each call of Next() returns.
std::vector<std::string> Answers(FrameReader& reader) {
  std::vector<std::string> answers;
  for (int i = 0; i < 4; ++i) {
    const auto plaintext = reader.Next();
    answers.push_back(!plaintext    ? std::string(Name(plaintext.error()))
                      : !*plaintext ? "more"
                                    : ToHex(**plaintext));
  }
  return answers;
}

using Texts = std::vector<std::string>;

TEST(FrameReader, ReturnsPlaintextsThenAsksForMore) {
  FrameWriter writer = MakeWriter();
  FrameReader reader = MakeReader();
  EXPECT_EQ(Answers(reader), Texts(4, "more"));
  Append(reader, SealToVector(writer, HexBytes("01")));
  Append(reader, SealToVector(writer, {}));
  EXPECT_EQ(Answers(reader), (Texts{"01", "", "more", "more"}));
  EXPECT_EQ(reader.count(), 2u);
}

TEST(FrameReader, RejectedFrameIsFinal) {
  FrameWriter writer = MakeWriter();
  const Bytes first = SealToVector(writer, HexBytes("01"));
  const Bytes second = SealToVector(writer, HexBytes("02"));
  Bytes changed = first;
  changed.back() ^= 1;
  for (const Bytes& wrong : {changed, second}) {
    FrameReader reader = MakeReader();
    Append(reader, wrong);
    Append(reader, first);
    EXPECT_EQ(Answers(reader), Texts(4, "frame-rejected"));
    reader.FeedEnd();
    EXPECT_EQ(Answers(reader), Texts(4, "frame-rejected")) << "the first error stays";
  }
  FrameReader replayed = MakeReader();
  Append(replayed, first);
  Append(replayed, first);
  EXPECT_EQ(Answers(replayed), (Texts{"01", "frame-rejected", "frame-rejected", "frame-rejected"}));
}

TEST(FrameReader, WrongLengthIsFinal) {
  for (const auto& [header, name] :
       {std::pair("0000000f", "frame-length-too-small"), {"00000029", "frame-length-too-large"}}) {
    FrameReader reader = MakeReader();
    Append(reader, HexBytes(header));
    EXPECT_EQ(Answers(reader), Texts(4, name));
    Append(reader, Bytes(100));
    EXPECT_EQ(Answers(reader), Texts(4, name));
    reader.FeedEnd();
    EXPECT_EQ(Answers(reader), Texts(4, name));
  }
}

// The end of the stream follows the frames that have arrived, tells whether it cuts a frame off,
// and is final.
TEST(FrameReader, EndOfStreamIsFinal) {
  FrameWriter writer = MakeWriter();
  const Bytes frame = SealToVector(writer, HexBytes("01"));
  for (size_t size = 0; size <= frame.size(); ++size) {
    const bool whole = size == frame.size();
    const std::string end = size == 0 || whole ? "peer-closed" : "frame-truncated";
    FrameReader reader = MakeReader();
    Append(reader, ByteView(frame).first(size));
    reader.FeedEnd();
    Append(reader, ByteView(frame).subspan(size));
    EXPECT_EQ(Answers(reader), (Texts{whole ? "01" : end, end, end, end})) << size;
  }
}

TEST(FrameReader, FirstEndStays) {
  FrameReader reader = MakeReader();
  reader.FeedEnd(SessionError::kEarlyBytes);
  reader.FeedEnd();
  EXPECT_EQ(Answers(reader), Texts(4, "early-bytes"));
}

// Streams that end a reader, each after a frame that is read.
struct EndRow {
  std::string_view name;
  std::string_view bytes;
  bool end;
};

constexpr EndRow kEnds[] = {
    {"frame-rejected", "0000001000000000000000000000000000000000", false},
    {"frame-length-too-small", "0000000f", false},
    {"frame-length-too-large", "00000029", false},
    {"frame-truncated", "0000001000", true},
    {"peer-closed", "", true},
};

// Returns a reader that has read a frame and then failed.
FrameReader FailedReader(const EndRow& row) {
  FrameWriter writer = MakeWriter();
  FrameReader reader = MakeReader();
  Append(reader, SealToVector(writer, PatternBytes(24)));
  EXPECT_EQ(ToVector(**reader.Next()), PatternBytes(24));
  Append(reader, HexBytes(row.bytes));
  if (row.end) reader.FeedEnd();
  EXPECT_EQ(ToText(reader.Next()), row.name);
  return reader;
}

// The buffer holds plaintext, so it goes with the session.
TEST(FrameReader, ErrorFreesTheBuffer) {
  for (const EndRow& row : kEnds) {
    EXPECT_EQ(FailedReader(row).buffer_capacity(), 0u) << row.name;
  }
}

// A pending read may still add bytes. They are not kept, and the error stays.
TEST(FrameReader, FailedReaderKeepsNoBytes) {
  for (const EndRow& row : kEnds) {
    FrameReader reader = FailedReader(row);
    for (int i = 0; i < 20; ++i) {
      const MutableByteView room = reader.Prepare();
      std::ranges::fill(room, uint8_t{0});
      reader.Commit(room.size());
      EXPECT_EQ(ToText(reader.Next()), row.name);
    }
    EXPECT_LE(reader.buffer_capacity(), ReceiveBuffer::kInitialSize) << row.name;
  }
}

TEST(FrameReader, ErrorWipesTheKey) {
  alignas(FrameReader) unsigned char memory[sizeof(FrameReader)];
  auto* reader = new (memory) FrameReader(MakeReader());
  EXPECT_TRUE(MemoryHolds(memory, PatternArray<32>(1)));
  Append(*reader, HexBytes("00000000"));
  EXPECT_FALSE(reader->Next());
  EXPECT_FALSE(MemoryHolds(memory, PatternArray<32>(1)));
  reader->~FrameReader();
}

TEST(FrameHalves, StopAtTheLastNonce) {
  constexpr uint64_t kLast = std::numeric_limits<uint64_t>::max() - 1;
  FrameWriter writer(kFormat, noise::Sealer(TestCipher(kLast)));
  FrameReader reader(kFormat, noise::Opener(TestCipher(kLast)), ReceiveBuffer());
  const Bytes frame = SealToVector(writer, HexBytes("01"));
  Append(reader, frame);
  Append(reader, frame);
  EXPECT_EQ(Answers(reader),
            (Texts{"01", "nonce-exhausted", "nonce-exhausted", "nonce-exhausted"}));
  Bytes out(20, 0xee);
  EXPECT_EQ(ToText(writer.Seal({}, out)), "nonce-exhausted");
  EXPECT_EQ(out, Bytes(20, 0xee));
}

}  // namespace
}  // namespace asmtp
