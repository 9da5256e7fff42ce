#include "fuzz/driver/crash.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace asmtp::fuzz {
namespace {

constexpr size_t kReportLines = 60;
constexpr std::array<std::string_view, 3> kOurFolders = {"core/", "conformance/", "fuzz/"};

struct Frame {
  std::string function;
  std::string file;
  uint32_t line = 0;
};

// Returns the text after `mark` in `line`, or nothing.
std::optional<std::string_view> After(std::string_view line, std::string_view mark) {
  const size_t at = line.find(mark);
  if (at == line.npos) return std::nullopt;
  return line.substr(at + mark.size());
}

std::string_view UpTo(std::string_view text, std::string_view stops) {
  return text.substr(0, text.find_first_of(stops));
}

// Returns "fuzz/law.h" of "/proc/self/cwd/./fuzz/law.h" and of "/home/me/asmtp/fuzz/law.h", which
// other tools print.
std::string_view PathInTree(std::string_view path) {
  constexpr std::string_view kBazel = "/proc/self/cwd/";
  if (path.starts_with(kBazel)) path.remove_prefix(kBazel.size());
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

// Reads "file:line:column" at the end of a stack line, or before a message.
std::optional<Frame> ReadPlace(std::string_view place) {
  const size_t colon = place.find(':');
  if (colon == place.npos) return std::nullopt;
  Frame frame;
  const std::string_view number = place.substr(colon + 1);
  const auto read = std::from_chars(number.data(), number.data() + number.size(), frame.line);
  if (read.ec != std::errc() || frame.line == 0) return std::nullopt;
  frame.file = PathInTree(place.substr(0, colon));
  return frame;
}

// "    #8 0x564d in asmtp::fuzz::Run(int) /proc/self/cwd/fuzz/x.cc:9:1"
std::optional<Frame> ReadFrame(std::string_view line) {
  const size_t start = line.find_first_not_of(' ');
  if (start == line.npos || line[start] != '#') return std::nullopt;
  const auto rest = After(line, " in ");
  const size_t space = rest ? rest->rfind(' ') : std::string_view::npos;
  if (space == std::string_view::npos) return std::nullopt;
  auto frame = ReadPlace(rest->substr(space + 1));
  if (frame) frame->function = rest->substr(0, space);
  return frame;
}

bool IsOurs(const Frame& frame, std::string_view law) {
  const bool ours = std::ranges::any_of(
      kOurFolders, [&](std::string_view folder) { return frame.file.starts_with(folder); });
  const bool of_a_law = frame.file == "fuzz/law.cc" || frame.file == "fuzz/law.h";
  const bool is_law = !law.empty() && frame.function.find(law) != std::string::npos;
  return ours && !of_a_law && !is_law;
}

// Returns "asmtp::fuzz::Run" of "asmtp::fuzz::(anonymous namespace)::Run(int, char)".
std::string ShortName(std::string name) {
  constexpr std::string_view kAnonymous = "(anonymous namespace)::";
  for (size_t at = 0; (at = name.find(kAnonymous)) != std::string::npos;) {
    name.erase(at, kAnonymous.size());
  }
  // The parentheses of "operator()" belong to its name.
  const size_t from = name.find("operator()");
  const size_t open = name.find('(', from == std::string::npos ? 0 : from + 10);
  return name.substr(0, open);
}

void SetPlace(std::span<const std::string> lines, Crash& crash) {
  for (const std::string& line : lines) {
    const auto frame = ReadFrame(line);
    if (!frame || !IsOurs(*frame, crash.law)) continue;
    crash.function = ShortName(frame->function);
    crash.file = frame->file;
    crash.line = frame->line;
    return;
  }
}

// Sets the kind of failure, if the line of the report names it.
void SetKind(std::string_view line, Crash& crash) {
  const auto set = [&](std::string_view kind, std::string_view sentence) {
    if (!crash.kind.empty()) return;
    crash.kind = kind;
    crash.sentence = sentence;
  };
  if (const auto law = After(line, "broken law ")) {
    crash.law = UpTo(*law, ": ");
    set("law", *law);
  } else if (const auto undefined = After(line, ": runtime error: ")) {
    set("undefined-behaviour", *undefined);
  } else if (const auto leak = After(line, "ERROR: LeakSanitizer: ")) {
    set("leak", *leak);
  } else if (const auto bad = After(line, "ERROR: AddressSanitizer: ")) {
    set(UpTo(*bad, " :"), UpTo(*bad, "("));
  } else if (const auto fuzzer = After(line, "ERROR: libFuzzer: ")) {
    const std::string_view kind = UpTo(*fuzzer, " ");
    set(kind == "deadly" ? "deadly-signal" : kind == "fuzz" ? "exit" : kind, *fuzzer);
  }
}

}  // namespace

std::string Crash::Signature() const {
  if (!law.empty()) return "law " + law;
  if (IsAboutResources()) return kind;
  return function.empty() ? kind : fmt::format("{} in {}", kind, function);
}

std::optional<Crash> ReadCrash(std::span<const std::string> lines) {
  Crash crash;
  size_t first = lines.size();
  for (size_t i = 0; i < lines.size(); ++i) {
    SetKind(lines[i], crash);
    if (!crash.kind.empty() && first == lines.size()) first = i;
  }
  if (crash.kind.empty()) return std::nullopt;
  const auto report = lines.subspan(first);
  SetPlace(report, crash);
  // A report of undefined behaviour names the place in its first line; it may have no stack.
  if (crash.file.empty() && crash.kind == "undefined-behaviour") {
    if (const auto place = ReadPlace(report.front()); place && IsOurs(*place, "")) {
      crash.file = place->file;
      crash.line = place->line;
    }
  }
  const size_t count = std::min(report.size(), kReportLines);
  crash.report.assign(report.begin(), report.begin() + static_cast<ptrdiff_t>(count));
  return crash;
}

}  // namespace asmtp::fuzz
