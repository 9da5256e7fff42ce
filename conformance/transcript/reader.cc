#include "conformance/transcript/reader.h"

#include <map>
#include <utility>

#include "conformance/transcript/header_reader.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/step_reader.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kMagic = "asmtp-transcript 1";
// The total bytes of the cases of one family.
constexpr size_t kFamilyBytesMax = size_t{16} << 20;

// One choice of a value for each variable of a family.
using Choice = std::map<std::string, std::string, std::less<>>;

// A file split into its parts.
struct Parts {
  HeaderText header;
  CaseKeys keys;
  std::vector<Line> steps;
};

class FileReader {
 public:
  FileReader(std::string_view file, std::string_view text) : file_(file), text_(text) {}

  OrSourceError<std::vector<Transcript>> Read() {
    auto lines = CutLines(file_, text_);
    if (!lines) return std::unexpected(lines.error());
    if (lines->empty() || lines->front().text != kMagic) {
      return Error(lines->empty() ? 1 : lines->front().number,
                   "expected '" + std::string(kMagic) + "' as the first line");
    }
    lines->erase(lines->begin());
    if (auto parts = ReadParts(*std::move(lines)); !parts) return std::unexpected(parts.error());
    return ReadCases();
  }

 private:
  std::unexpected<SourceError> Error(size_t line, std::string what) const {
    return std::unexpected(SourceError{std::string(file_), line, std::move(what)});
  }

  OrSourceError<void> ReadParts(std::vector<Line> lines) {
    std::string section;
    size_t header_end = 0;
    for (Line& line : lines) {
      if (line.words.front().starts_with('[')) {
        if (auto next = NextSection(line, section); !next) return next;
        section = line.text;
        continue;
      }
      if (section.empty()) header_end = line.number;
      if (section == "[steps]") {
        parts_.steps.push_back(std::move(line));
        continue;
      }
      auto read =
          section.empty() ? ReadHeaderLine(line, parts_.header) : ReadKeyLine(line, parts_.keys);
      if (!read) return Error(line.number, read.error());
    }
    if (section != "[steps]") return Error(header_end, "expected a section [steps]");
    if (auto done = FinishHeader(parts_.header); !done) return Error(header_end, done.error());
    return {};
  }

  OrSourceError<void> NextSection(const Line& line, std::string_view before) const {
    const bool known = line.text == "[keys]" || line.text == "[steps]";
    if (!known || line.indented) return Error(line.number, "expected [keys] or [steps]");
    const bool in_order = before.empty() || (before == "[keys]" && line.text == "[steps]");
    if (!in_order) return Error(line.number, "expected each section once, [keys] before [steps]");
    return {};
  }

  OrSourceError<std::vector<Transcript>> ReadCases() {
    const std::vector<Choice> choices = Choices();
    if (choices.size() > 1 && choices.size() * text_.size() > kFamilyBytesMax) {
      return Error(
          1, "expected a smaller family or a shorter file: a family expands to at most 16 MiB");
    }
    const auto all_lines = std::make_shared<const std::vector<std::string>>(PhysicalLines());
    std::vector<Transcript> cases;
    for (const Choice& choice : choices) {
      auto transcript = ReadCase(choice);
      if (!transcript) return std::unexpected(transcript.error());
      transcript->lines = all_lines;
      cases.push_back(*std::move(transcript));
    }
    return cases;
  }

  OrSourceError<Transcript> ReadCase(const Choice& choice) {
    Transcript transcript{.file = std::string(file_),
                          .header = parts_.header.header,
                          .keys = parts_.keys,
                          .tampers = {},
                          .steps = {},
                          .lines = nullptr};
    auto title = Substitute(transcript.header.title, choice);
    if (!title) return Error(1, title.error());
    transcript.header.title = *title;
    for (const auto& [name, value] : choice) {
      std::string& id = transcript.header.id;
      id.append(id.contains('@') ? "," : "@").append(name).append("=").append(value);
    }
    budget_.played_left = ValueBudget::kPlayedMax;
    StepReader reader(file_, budget_);
    for (const Line& line : parts_.steps) {
      const auto substituted = SubstituteLine(line, choice);
      if (!substituted) return Error(line.number, substituted.error());
      if (auto read = reader.Read(*substituted); !read) return std::unexpected(read.error());
    }
    if (auto finished = reader.Finish(); !finished) return std::unexpected(finished.error());
    transcript.steps = std::move(reader.steps);
    transcript.tampers = std::move(reader.tampers);
    return transcript;
  }

  // Every combination, the last variable changing fastest. Without a family: one empty choice.
  std::vector<Choice> Choices() const {
    std::vector<Choice> choices(1);
    for (const Family& family : parts_.header.families) {
      std::vector<Choice> longer;
      for (const Choice& choice : choices) {
        for (const std::string& value : family.values) {
          longer.push_back(choice);
          longer.back()[family.name] = value;
        }
      }
      choices = std::move(longer);
    }
    return choices;
  }

  static std::expected<std::string, std::string> Substitute(std::string_view text,
                                                            const Choice& choice) {
    std::string result;
    while (true) {
      const size_t open = text.find('{');
      result += text.substr(0, open);
      if (open == text.npos) return result;
      const size_t close = text.find('}', open);
      const auto named = choice.find(text.substr(open + 1, close - open - 1));
      if (close == text.npos || named == choice.end()) {
        return std::unexpected("expected {NAME} of a 'for' line");
      }
      result += named->second;
      text.remove_prefix(close + 1);
    }
  }

  static std::expected<Line, std::string> SubstituteLine(const Line& line, const Choice& choice) {
    Line result = line;
    if (!line.text.contains('{')) return result;
    for (std::string& word : result.words) {
      auto substituted = Substitute(word, choice);
      if (!substituted) return std::unexpected(substituted.error());
      word = *std::move(substituted);
    }
    result.text = *Substitute(line.text, choice);
    return result;
  }

  std::vector<std::string> PhysicalLines() const {
    std::vector<std::string> lines;
    std::string_view rest = text_;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      lines.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
  }

  std::string_view file_;
  std::string_view text_;
  ValueBudget budget_;
  Parts parts_;
};

}  // namespace

OrSourceError<std::vector<Transcript>> ReadTranscripts(std::string_view file,
                                                       std::string_view text) {
  return FileReader(file, text).Read();
}

}  // namespace asmtp::conformance
