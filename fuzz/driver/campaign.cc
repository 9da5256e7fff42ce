#include "fuzz/driver/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <thread>
#include <utility>

#include "conformance/report/text.h"
#include "core/testing/interrupt.h"
#include "core/testing/output_file.h"
#include "fuzz/driver/corpus.h"
#include "fuzz/driver/file.h"
#include "fuzz/driver/finding_files.h"
#include "fuzz/driver/fuzz_worker.h"
#include "fuzz/driver/merge.h"
#include "fuzz/driver/replay.h"
#include "fuzz/driver/stage.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSamplesMax = 4000;

double SecondsSince(Deadline start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

Campaign::Campaign(Target target, const CampaignOptions& options)
    : target_(std::move(target)),
      options_(options),
      setup_{.binary = options.binaries / target_.name,
             .temporary = options.out / target_.name / "work",
             .timeout_seconds = options.timeout_seconds,
             .rss_limit_mb = options.rss_limit_mb,
             .grace = options.grace},
      folder_(options.out / target_.name) {
  state_.report.name = target_.name;
}

CampaignState Campaign::State() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void Campaign::SetStep(std::string step) {
  const std::lock_guard lock(mutex_);
  state_.step = std::move(step);
}

void Campaign::AddProblem(std::string sentence) {
  const std::lock_guard lock(mutex_);
  state_.report.problems.push_back(std::move(sentence));
}

void Campaign::AddNote(std::string sentence) {
  const std::lock_guard lock(mutex_);
  state_.report.notes.push_back(std::move(sentence));
}

void Campaign::Run() {
  SetStep("replay");
  const bool prepared = Prepare();
  Replay();
  if (prepared && !IsInterrupted() && State().report.was_run) {
    SetStep("fuzz");
    Fuzz();
  }
  SetStep("triage");
  Triage();
  if (prepared && !IsInterrupted()) {
    SetStep("merge");
    Merge();
  }
  SetStep("done");
}

bool Campaign::Prepare() {
  for (const char* name : {"corpus", "findings", "artifacts", "work"}) {
    const std::string why = MakeFolder(folder_ / name);
    if (why.empty()) continue;
    AddProblem(why);
    return false;
  }
  return true;
}

void Campaign::Replay() {
  const Corpus corpus(options_.root, target_);
  struct Source {
    Origin origin;
    Inputs inputs;
  };
  std::vector<Source> sources = {{Origin::kRegression, corpus.Regressions()},
                                 {Origin::kEarlier, EarlierFindings(folder_ / "findings")},
                                 {Origin::kCorpus, corpus.Found()}};
  sources.back().inputs.Append(corpus.Seeds());
  // Clean up our own corpus first, because libFuzzer would block on a pipe in it.
  Inputs own = FindInputs(folder_ / "corpus", Depth::kFlat);
  for (const std::string& sentence : PutAside(folder_ / "corpus", folder_ / "work")) {
    AddNote(sentence);
  }
  own.problems.clear();
  sources.push_back({Origin::kEarlier, std::move(own)});

  for (Source& source : sources) {
    for (std::string& sentence : source.inputs.problems) AddProblem(std::move(sentence));
    for (std::string& sentence : source.inputs.notes) AddNote(std::move(sentence));
    ReplayResult result = ReplayFiles(setup_, source.inputs.files);
    for (const FailedInput& failed : result.failures) {
      const auto bytes = ReadFile(failed.file.path, kInputMax);
      failures_.push_back({.target = target_.name,
                           .origin = source.origin,
                           .crash = failed.crash,
                           .names = {failed.file.path.string()},
                           .input = failed.file.path.string(),
                           .bytes = bytes.value_or("")});
      // A failing input in the corpus would stop every worker at its start.
      if (failed.file.path.parent_path() == folder_ / "corpus") {
        std::error_code error;
        fs::rename(failed.file.path,
                   folder_ / "artifacts" / ("crash-" + failed.file.path.filename().string()),
                   error);
      }
    }
    {
      const std::lock_guard lock(mutex_);
      state_.report.replayed += result.passed.size() + result.failures.size();
    }
    if (!result.problem.empty()) return AddProblem(std::move(result.problem));
    if (source.origin == Origin::kRegression || source.origin == Origin::kCorpus) {
      std::ranges::move(result.passed, std::back_inserter(seeds_.files));
    }
  }
  const std::lock_guard lock(mutex_);
  state_.report.was_run = true;
}

void Campaign::Fuzz() {
  const fs::path seeds = folder_ / "work" / "seeds";
  if (const std::string why = Stage(seeds_.files, seeds); !why.empty()) return AddProblem(why);
  const auto start = Clock::now();
  std::vector<FuzzWorker> workers;
  for (unsigned i = 0; i < options_.workers; ++i) {
    workers.emplace_back(setup_, WorkerPlan{.arguments = options_.fuzzer_arguments,
                                            .folders = {folder_ / "corpus", seeds},
                                            .artifacts = folder_ / "artifacts",
                                            .seed = options_.seed + 1000 * i});
  }
  std::vector<WorkerNews> news(workers.size());
  const auto watch = [&](size_t index, const WorkerNews& more) {
    const std::lock_guard lock(mutex_);
    news[index] = more;
    TargetReport& report = state_.report;
    report.executions = 0;
    report.figures.clear();
    for (const WorkerNews& one : news) {
      report.executions += one.status.executions;
      report.coverage = std::max(report.coverage, one.status.coverage);
      report.features = std::max(report.features, one.status.features);
      report.corpus_inputs = std::max(report.corpus_inputs, one.status.inputs);
      report.rss_mb = std::max(report.rss_mb, one.status.rss_mb);
      for (const auto& [name, count] : one.figures) report.figures[name] += count;
    }
    report.seconds = SecondsSince(start);
    const Sample sample{report.seconds, report.executions, report.coverage, report.features,
                        report.corpus_inputs};
    const bool is_new = report.samples.empty() ||
                        sample.features != report.samples.back().features ||
                        sample.seconds - report.samples.back().seconds >= 1;
    if (is_new && report.samples.size() < kSamplesMax) report.samples.push_back(sample);
  };
  {
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < workers.size(); ++i) {
      threads.emplace_back([&, i] {
        workers[i].Run(start + options_.time, [&](const WorkerNews& more) { watch(i, more); });
      });
    }
  }
  for (const FuzzWorker& worker : workers) {
    if (!worker.problem().empty()) AddProblem(worker.problem());
    for (const FoundCrash& found : worker.crashes()) {
      failures_.push_back(
          {.target = target_.name,
           .origin = Origin::kNew,
           .crash = found.crash,
           .names = {found.artifact.empty() ? "(not written)" : found.artifact.string()},
           .input = found.artifact.string(),
           .bytes = found.bytes});
    }
  }
}

void Campaign::Triage() {
  for (Finding& finding : GroupByCause(failures_)) {
    finding.found_size = finding.bytes.size();
    if (!IsInterrupted()) RunAgain(setup_, options_.repeats, finding);
    const bool in_tree = finding.origin == Origin::kRegression;
    const bool worth_it = !in_tree && finding.origin != Origin::kEarlier && finding.failed != 0;
    if (worth_it && !IsInterrupted()) {
      Minimise(setup_, options_.minimise, folder_ / "work", finding);
    }
    if (!in_tree) {
      const std::string why = KeepFinding(folder_ / "findings", finding);
      if (!why.empty()) AddProblem(why);
    }
    finding.reproduce =
        fmt::format("{} --target {} {}", options_.program, target_.name,
                    finding.input.empty() ? "FILE" : conformance::ShellQuote(finding.input));
    const std::lock_guard lock(mutex_);
    state_.report.findings.push_back(std::move(finding));
  }
}

// Keeps only inputs that reach more than the seeds.
void Campaign::Merge() {
  const fs::path seeds = folder_ / "work" / "seeds";
  const fs::path merged = folder_ / "work" / "merged";
  std::error_code error;
  if (State().report.was_run && fs::exists(seeds, error)) {
    const auto cover =
        SetCover(setup_, {seeds, folder_ / "corpus"}, merged, Clock::now() + options_.merge_time);
    if (IsInterrupted()) return;
    if (cover) {
      for (const InputFile& file : FindInputs(seeds, Depth::kFlat).files) {
        fs::remove(merged / file.path.filename(), error);
      }
      const std::string why = ReplaceFolder(merged, folder_ / "corpus");
      if (!why.empty()) AddProblem(why);
    } else {
      AddProblem("the corpus was not merged and stays unchanged: " + cover.error());
    }
  }
  const Inputs inputs = FindInputs(folder_ / "corpus", Depth::kFlat);
  const std::lock_guard lock(mutex_);
  state_.report.corpus_inputs = inputs.files.size();
  state_.report.corpus_bytes = inputs.Bytes();
}

}  // namespace asmtp::fuzz
