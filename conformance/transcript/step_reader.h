// StepReader: reads the steps of a case from its lines.
//
//   StepReader reader(file, budget);
//   reader.Read(line)                 for each line of [steps], in order; then
//   reader.Finish()
//   reader.steps, reader.tampers      the result
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_STEP_READER_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_STEP_READER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/line.h"
#include "conformance/transcript/source_error.h"
#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

inline constexpr size_t kStepCountMax = 1000;
inline constexpr Milliseconds kPauseMax{10'000};

class StepReader {
 public:
  // `file` and `budget` must outlive the reader.
  StepReader(std::string_view file, ValueBudget& budget) : file_(file), budget_(budget) {}

  // Reads one line: a step, or an indented line of the previous step.
  OrSourceError<void> Read(const Line& line);
  // Ends the input.
  OrSourceError<void> Finish();

  std::vector<Step> steps;
  std::vector<TamperAt> tampers;

 private:
  using Words = std::span<const std::string>;
  template <class T>
  using OrWhat = std::expected<T, std::string>;

  OrWhat<void> ReadLine(const Line& line);
  OrWhat<void> ReadStep(const Line& line, Words words);
  OrWhat<StepBody> ReadBody(Words words);
  OrWhat<void> ReadTamperAt(const Line& line, Words words);
  OrWhat<StepBody> ReadHandshakeFrame(Words words);
  OrWhat<StepBody> ReadSend(Words words);
  OrWhat<StepBody> ReadReceive(Words words);
  OrWhat<StepBody> ReadClose(Words words);
  OrWhat<StepBody> ReadSilence(Words words);
  OrWhat<StepBody> ReadLet(Words words);
  OrWhat<StepBody> ReadPause(Words words);
  OrWhat<StepBody> ReadCompare(Words words, bool same);
  OrWhat<MessageText> ReadMessage(Words words);
  OrWhat<void> CheckSizes(const MessageText& message);

  OrWhat<void> ReadSubLine(const Line& line);
  OrWhat<BytesLine> ReadBytesLine(const Line& line);
  OrWhat<Expectation> ReadExpectation(const Line& line);
  OrWhat<void> ReadPattern(Words words, Expectation& expectation);
  OrWhat<void> CheckLast();

  OrWhat<Value> ReadValue(std::string_view text);

  std::string_view file_;
  ValueBudget& budget_;
};

// Reads "2s" or "300ms".
std::expected<Milliseconds, std::string> ParseDuration(std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_STEP_READER_H_
