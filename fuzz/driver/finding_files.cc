#include "fuzz/driver/finding_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/testing/output_file.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFolderNameMax = 100;

std::string ReportOf(const Finding& finding) {
  const Crash& crash = finding.crash;
  std::string text = fmt::format("{}\n{}\n", crash.Signature(), crash.sentence);
  if (!crash.file.empty())
    text += fmt::format("at {}:{} {}\n", crash.file, crash.line, crash.function);
  text += fmt::format("{}\n{} bytes; {}\n", finding.Reliability(), finding.bytes.size(),
                      finding.minimised);
  for (const std::string& name : finding.names) text += "from " + name + "\n";
  text += "\n";
  for (const std::string& line : crash.report) text += line + "\n";
  return text;
}

}  // namespace

std::string FolderName(std::string_view signature) {
  std::string name;
  for (const char c : signature) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (plain) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
    if (name.size() == kFolderNameMax) break;
  }
  if (name.ends_with('-')) name.pop_back();
  return name.empty() ? "finding" : name;
}

std::string KeepFinding(const fs::path& findings, Finding& finding) {
  const fs::path folder = findings / FolderName(finding.crash.Signature());
  std::string why = MakeFolder(folder);
  if (why.empty()) why = WriteFile(folder / "input", finding.bytes);
  if (!why.empty()) return why;
  finding.input = (folder / "input").string();
  return WriteFile(folder / "report.txt", ReportOf(finding));
}

Inputs EarlierFindings(const fs::path& findings) {
  Inputs inputs;
  std::error_code error;
  std::vector<fs::path> folders;
  for (fs::directory_iterator entry(findings, error), end; !error && entry != end;
       entry.increment(error)) {
    folders.push_back(entry->path());
  }
  std::ranges::sort(folders);
  for (const fs::path& folder : folders) {
    for (InputFile& file : FindInputs(folder, Depth::kFlat).files) {
      if (file.path.filename() == "input") inputs.files.push_back(std::move(file));
    }
  }
  return inputs;
}

std::vector<std::string> PutAside(const fs::path& folder, const fs::path& to) {
  std::vector<std::string> sentences;
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!fs::is_regular_file(entry->symlink_status(error))) entries.push_back(entry->path());
  }
  for (const fs::path& entry : entries) {
    const fs::path aside = to / ("aside-" + entry.filename().string());
    fs::remove_all(aside, error);
    fs::rename(entry, aside, error);
    sentences.push_back(fmt::format("'{}' is not a regular file and was moved to '{}'",
                                    entry.string(), aside.string()));
  }
  return sentences;
}

}  // namespace asmtp::fuzz
