#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/testing/append.h"
#include "core/testing/test_bytes.h"
#include "core/wire/framing.h"

namespace asmtp {
namespace {

using Bytes = std::vector<uint8_t>;

// Small enough to cut whole streams at every offset.
constexpr uint32_t kLimit = 40;

FrameFormat SmallFormat(Framing framing) { return FrameFormat(framing, kLimit); }

// The frames of a stream, and how it ended.
struct Outcome {
  std::vector<Bytes> frames;
  std::optional<FrameError> error;  // from TakeFrame() or EndFrames()

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Feeds `stream` in chunks that end at each of `cuts`, and then calls EndFrames().
Outcome Decode(FrameFormat format, ByteView stream, std::vector<size_t> cuts) {
  ReceiveBuffer buffer;
  Outcome outcome;
  cuts.push_back(stream.size());
  size_t begin = 0;
  for (const size_t end : cuts) {
    Append(buffer, stream.subspan(begin, end - begin));
    begin = end;
    for (;;) {
      const auto frame = TakeFrame(format, buffer);
      if (!frame) {
        outcome.error = frame.error();
        // The error is final, whatever arrives.
        EXPECT_EQ(TakeFrame(format, buffer).error(), frame.error());
        Append(buffer, Bytes(100));
        EXPECT_EQ(TakeFrame(format, buffer).error(), frame.error());
        return outcome;
      }
      if (!*frame) break;
      outcome.frames.push_back(ToVector(**frame));
    }
  }
  const auto finished = EndFrames(buffer);
  if (!finished) outcome.error = finished.error();
  return outcome;
}

// A stream is a list of lengths. Each is followed by that many bytes, the last one by `rest` bytes.
// `frames` counts those before the first error.
struct StreamRow {
  const char* name;
  std::vector<uint32_t> lengths;
  size_t rest;
  size_t frames;
  std::optional<FrameError> error;
};

const StreamRow kStreams[] = {
    {"nothing", {}, 0, 0, {}},
    {"the smallest frame", {16}, 16, 1, {}},
    {"three frames", {16, 30, 17}, 17, 3, {}},
    {"a frame at the limit", {kLimit}, kLimit, 1, {}},
    {"one above the limit", {kLimit + 1}, kLimit + 1, 0, FrameError::kLengthTooLarge},
    {"the largest length", {0xfffd}, 5, 0, FrameError::kLengthTooLarge},
    {"above the largest", {0xfffe}, 5, 0, FrameError::kLengthTooLarge},
    {"all ones", {0xffff}, 5, 0, FrameError::kLengthTooLarge},
    {"length 0", {0}, 0, 0, FrameError::kLengthTooSmall},
    {"length 1", {1}, 1, 0, FrameError::kLengthTooSmall},
    {"length 15", {15}, 15, 0, FrameError::kLengthTooSmall},
    {"length 0 after two frames", {16, 20, 0}, 0, 2, FrameError::kLengthTooSmall},
    {"too large after a frame", {20, 0x5555}, 9, 1, FrameError::kLengthTooLarge},
    {"an error before the end", {16, 3, 16}, 16, 1, FrameError::kLengthTooSmall},
    {"no bytes of a frame", {16, 20}, 0, 1, FrameError::kTruncated},
    {"all but the last byte", {16, 20}, 19, 1, FrameError::kTruncated},
};

Bytes MakeStream(Framing framing, const StreamRow& row) {
  Bytes stream;
  for (size_t i = 0; i < row.lengths.size(); ++i) {
    Bytes header(HeaderSize(framing));
    WriteFrameHeader(framing, row.lengths[i], header);
    const bool last = i + 1 == row.lengths.size();
    const Bytes body = PatternBytes(last ? row.rest : row.lengths[i], i);
    stream.insert(stream.end(), header.begin(), header.end());
    stream.insert(stream.end(), body.begin(), body.end());
  }
  return stream;
}

Outcome Expected(const StreamRow& row) {
  Outcome outcome = {.frames = {}, .error = row.error};
  for (size_t i = 0; i < row.frames; ++i) outcome.frames.push_back(PatternBytes(row.lengths[i], i));
  return outcome;
}

class EveryStream : public testing::TestWithParam<Framing> {
 protected:
  template <class Check>
  void ForEach(Check check) {
    for (const StreamRow& row : kStreams) {
      SCOPED_TRACE(row.name);
      check(MakeStream(GetParam(), row), Expected(row));
    }
  }
  const FrameFormat format_ = SmallFormat(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Framings, EveryStream, testing::ValuesIn(kFramings),
                         [](const auto& framing) { return std::string(Name(framing.param)); });

TEST_P(EveryStream, InOnePiece) {
  ForEach([this](const Bytes& stream, const Outcome& expected) {
    EXPECT_EQ(Decode(format_, stream, {}), expected);
  });
}

TEST_P(EveryStream, CutAtEveryTwoOffsets) {
  ForEach([this](const Bytes& stream, const Outcome& expected) {
    for (size_t first = 0; first <= stream.size(); ++first) {
      for (size_t second = first; second <= stream.size(); ++second) {
        ASSERT_EQ(Decode(format_, stream, {first, second}), expected) << first << ' ' << second;
      }
    }
  });
}

TEST_P(EveryStream, ByteByByte) {
  ForEach([this](const Bytes& stream, const Outcome& expected) {
    std::vector<size_t> cuts(stream.size());
    for (size_t i = 0; i < cuts.size(); ++i) cuts[i] = i;
    EXPECT_EQ(Decode(format_, stream, cuts), expected);
  });
}

TEST_P(EveryStream, CutAtRandom) {
  std::mt19937_64 generator(1);
  ForEach([&](const Bytes& stream, const Outcome& expected) {
    for (int i = 0; i < 200; ++i) {
      std::multiset<size_t> cuts;
      for (size_t n = generator() % 8; n > 0; --n) cuts.insert(generator() % (stream.size() + 1));
      ASSERT_EQ(Decode(format_, stream, {cuts.begin(), cuts.end()}), expected);
    }
  });
}

// Ends the stream at every offset. Only an end inside a frame is an error.
TEST_P(EveryStream, EndingAnywhere) {
  const StreamRow row = {"", {16, 40, 17}, 17, 3, {}};
  const Bytes stream = MakeStream(GetParam(), row);
  const size_t header = HeaderSize(GetParam());
  for (size_t end = 0; end <= stream.size(); ++end) {
    Outcome expected;
    size_t begin = 0;
    while (end - begin >= header && end - begin - header >= row.lengths[expected.frames.size()]) {
      const size_t i = expected.frames.size();
      expected.frames.push_back(PatternBytes(row.lengths[i], i));
      begin += header + row.lengths[i];
      if (begin == stream.size()) break;
    }
    if (begin < end) expected.error = FrameError::kTruncated;
    EXPECT_EQ(Decode(format_, ByteView(stream).first(end), {}), expected) << end;
  }
}

// The largest possible limit is the maximum of the framing.
TEST(TakeFrame, AcceptsLengthsUpToTheMaximum) {
  for (const Framing framing : kFramings) {
    for (const uint32_t above : {0u, 1u, 2u}) {
      const FrameFormat format(framing, UINT32_MAX);
      ReceiveBuffer buffer;
      Bytes header(HeaderSize(framing));
      WriteFrameHeader(framing, FrameLengthMax(framing) + above, header);
      Append(buffer, header);
      const auto frame = TakeFrame(format, buffer);
      EXPECT_EQ(frame.has_value(), above == 0) << Name(framing);
      if (!frame) EXPECT_EQ(frame.error(), FrameError::kLengthTooLarge);
    }
  }
}

// Every bit of a length counts: a frame is not complete with the bytes that its lower bits announce.
TEST(TakeFrame, WaitsForTheWholeLength) {
  for (const Framing framing : kFramings) {
    for (size_t bit = 8; bit < 8 * HeaderSize(framing); ++bit) {
      ReceiveBuffer buffer;
      Bytes header(HeaderSize(framing));
      WriteFrameHeader(framing, (uint32_t{1} << bit) + kFrameLengthMin, header);
      Append(buffer, header);
      Append(buffer, Bytes(kFrameLengthMin));
      const auto frame = TakeFrame(FrameFormat(framing, UINT32_MAX), buffer);
      ASSERT_TRUE(frame) << bit;
      EXPECT_FALSE(*frame) << bit;
      EXPECT_EQ(buffer.unread().size(), header.size() + kFrameLengthMin) << bit;
    }
  }
}

// Memory grows with the bytes that arrive, not with the announced length.
TEST(TakeFrame, DoesNotAllocateForAnnouncedLength) {
  for (const Framing framing : kFramings) {
    const FrameFormat format(framing, UINT32_MAX);
    ReceiveBuffer buffer;
    Bytes header(HeaderSize(framing));
    WriteFrameHeader(framing, FrameLengthMax(framing), header);
    Append(buffer, header);
    EXPECT_FALSE(TakeFrame(format, buffer).value());
    (void)buffer.Prepare();
    EXPECT_LT(buffer.capacity(), size_t{64 * 1024});
  }
}

TEST(TakeFrame, TakesConsecutiveLargeFrames) {
  const FrameFormat format;
  ReceiveBuffer buffer;
  const Bytes body = PatternBytes(3 << 20);
  Bytes header(4);
  WriteFrameHeader(Framing::kU32, 3 << 20, header);
  for (int i = 0; i < 2; ++i) {
    Append(buffer, header);
    Append(buffer, ByteView(body).first(body.size() - 1));
    EXPECT_FALSE(TakeFrame(format, buffer).value());
    Append(buffer, ByteView(body).last(1));
    const auto frame = TakeFrame(format, buffer).value();
    ASSERT_TRUE(frame);
    EXPECT_TRUE(Equal(*frame, body));
  }
  EXPECT_LT(buffer.capacity(), 3 * body.size());
}

}  // namespace
}  // namespace asmtp
