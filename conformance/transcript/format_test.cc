// The corpus is in canonical form. Formatting changes no case and loses no comment.
#include "conformance/transcript/format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "conformance/transcript/case.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/read_file.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

std::vector<std::pair<std::string, std::string>> Corpus() {
  std::vector<std::pair<std::string, std::string>> files;
  const auto paths = FindCaseFiles("corpus/transcripts");
  if (!paths) ADD_FAILURE() << paths.error().Format();
  for (const auto& path : *paths) {
    files.emplace_back(path.string(), *ReadTextFile(path, kFileSizeMax));
  }
  return files;
}

std::string Formatted(std::string_view text) {
  auto formatted = FormatTranscript("f.atf", text);
  if (!formatted) ADD_FAILURE() << formatted.error().Format() << "\n" << text;
  return formatted ? *formatted : "";
}

// The meaning of a file, as text.
std::string MeaningOf(std::string_view text) {
  std::string meaning;
  const auto cases = ReadTranscripts("f.atf", text);
  if (!cases) return cases.error().what;
  for (const Transcript& one : *cases) {
    meaning += one.header.id + "\n" + one.header.title + "\n" + one.header.since + "\n";
    for (const TamperAt& at : one.tampers) meaning += at.label + " " + at.tamper.text + "\n";
    for (const Step& step : one.steps) {
      meaning += step.label + ":" + std::to_string(step.body.index()) + "\n";
      for (const BytesLine& line : step.bytes_lines) {
        for (const Term& term : line.value.terms) {
          meaning += term.name + std::string(term.bytes.begin(), term.bytes.end());
        }
      }
      const auto* expect = std::get_if<Expect>(&step.body);
      if (expect == nullptr) continue;
      for (const Expectation& e : expect->expectations) meaning += e.pattern + "|" + e.text + "\n";
    }
  }
  return meaning;
}

std::vector<std::string> CommentsOf(std::string_view text) {
  std::vector<std::string> comments;
  const auto lines = CutAllLines("f.atf", text);
  for (const Line& line : *lines) {
    if (!line.comment.empty()) comments.push_back(line.comment);
  }
  return comments;
}

void ExpectSame(std::string_view before, std::string_view after) {
  EXPECT_EQ(MeaningOf(before), MeaningOf(after));
  EXPECT_EQ(CommentsOf(before), CommentsOf(after));
  EXPECT_EQ(Formatted(after), after);
}

TEST(FormatTest, CorpusIsCanonical) {
  for (const auto& [file, text] : Corpus()) {
    EXPECT_EQ(Formatted(text), text) << file << ": asmtp-conform fmt formats it";
  }
}

// Changes what has no meaning: spaces, empty lines, line ends and line cuts.
std::string Disturbed(const std::string& text, std::mt19937& random) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char before = i == 0 ? '\n' : text[i - 1];
    const char after = i + 1 == text.size() ? '\n' : text[i + 1];
    const bool between = c == ' ' && before != ' ' && after != ' ' && before != '\n';
    switch (random() % 12) {
      case 0:
        if (between && out.find('"', out.rfind('\n') + 1) == out.npos &&
            out.find('\'', out.rfind('\n') + 1) == out.npos && !out.contains("title")) {
          out += "  ";
        }
        break;
      case 1:
        if (c == '\n' && after != ' ') out += "   \n";
        break;
      case 2:
        if (c == '\n' && before != '\\') out += '\r';
        break;
      case 3:
        if (before != '\n' && before != '\\' && c != '\n' && c != ' ') out += "\\\n    ";
        break;
      default:
        break;
    }
    out += c;
  }
  return out;
}

TEST(FormatTest, KeepsMeaningAndCommentsOfADisturbedCorpus) {
  std::mt19937 random(1);
  size_t formatted_again = 0;
  for (const auto& [file, text] : Corpus()) {
    for (int i = 0; i < 4; ++i) {
      const std::string disturbed = Disturbed(text, random);
      if (!ReadTranscripts(file, disturbed)) continue;  // the first line must not be cut
      ++formatted_again;
      SCOPED_TRACE(file);
      ExpectSame(disturbed, Formatted(disturbed));
    }
  }
  EXPECT_GE(formatted_again, 100U);
}

// For any bytes: an error, or a stable form with the same meaning.
TEST(FormatTest, IsIdempotentOnAMutatedCorpus) {
  std::mt19937 random(2);
  size_t formatted_again = 0;
  for (const auto& [file, text] : Corpus()) {
    for (int i = 0; i < 10; ++i) {
      std::string mutant = text;
      for (int n = 0; n < 2; ++n) {
        const size_t at = random() % mutant.size();
        const char some = "\\#\n '\"=,{}a0~-> "[random() % 17];
        (random() % 2 == 0) ? mutant[at] = some
                            : *mutant.insert(mutant.begin() + static_cast<ptrdiff_t>(at), some);
      }
      const auto formatted = FormatTranscript(file, mutant);
      if (!formatted) continue;
      ++formatted_again;
      SCOPED_TRACE(mutant);
      ExpectSame(mutant, *formatted);
    }
  }
  EXPECT_GE(formatted_again, 100U);
}

constexpr std::string_view kHead =
    "asmtp-transcript 1\n"
    "id      a/b\n"
    "title   It's  a title\n"
    "level   MUST\n"
    "clause  X-1 \"two  spaces\"\n";

struct Sample {
  std::string before;
  std::string after;
};

class FormTest : public testing::TestWithParam<Sample> {};
TEST_P(FormTest, IsCanonical) {
  const std::string head(kHead);
  EXPECT_EQ(Formatted(head + GetParam().before), head + GetParam().after);
}
INSTANTIATE_TEST_SUITE_P(
    All, FormTest,
    testing::Values(
        Sample{"  tier T1 # a comment  \n\n\n# another\n[steps]\n\nconnect",
               "tier    T1  # a comment\n\n# another\n[steps]\n\nconnect\n"},
        Sample{"framings u16\n[keys]\niut.s = " + std::string(64, '1') + "\n  runner.e  ~ " +
                   std::string(64, '2') + "\n[steps]\nconnect\n",
               "framings u16\n\n[keys]\niut.s    = " + std::string(64, '1') + "\nrunner.e ~ " +
                   std::string(64, '2') + "\n\n[steps]\nconnect\n"},
        Sample{"[steps]\nexpect\n    close   any -> pass\n      # why\n    * -> fail  'a  b'\n",
               "\n[steps]\nexpect\n  close any -> pass\n  # why\n  *         -> fail 'a  b'\n"},
        Sample{"[steps]\nconnect #  one\nflight   init    # two\n",
               "\n[steps]\nconnect      #  one\nflight init  # two\n"},
        Sample{"[steps]\nm: send  raw " + std::string(130, 'a') + " # long\n",
               "\n[steps]\nm: send raw \\\n     " + std::string(64, 'a') + "\\\n     " +
                   std::string(64, 'a') + "\\\n     aa  # long\n"},
        Sample{"[steps]\nconnect # ends in \\\\\n\nflight init\n",
               "\n[steps]\nconnect  # ends in \\\\\n\nflight init\n"}));

TEST(FormatTest, RefusesInvalidCaseFiles) {
  const auto formatted = FormatTranscript("f.atf", "asmtp-transcript 1\nid a\n");
  ASSERT_FALSE(formatted);
  EXPECT_EQ(formatted.error().Format(), "f.atf:2: expected a section [steps]");
}

}  // namespace
}  // namespace asmtp::conformance
