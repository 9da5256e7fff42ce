// asmtp_transcript: any bytes as a case file.
//
// It is parsed into cases, or refused at one of its lines with what was expected. Cases without
// references can be resolved.
#include <algorithm>
#include <string_view>

#include "conformance/transcript/case.h"
#include "conformance/transcript/reader.h"
#include "fuzz/law.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kErrorClass, RefusalHasAPlace,
          "a refused file has an error with a line and what was expected")
ASMTP_LAW(kErrorClass, CaseHasAnId, "every case has an id and a step")

void CheckRefusal(const conformance::SourceError& error, std::string_view text) {
  const auto lines = static_cast<size_t>(std::ranges::count(text, '\n')) + 1;
  Require(error.line <= lines && !error.what.empty(), RefusalHasAPlace);
}

void Run(std::string_view text) {
  auto transcripts = conformance::ReadTranscripts("input.atf", text);
  if (!transcripts) return CheckRefusal(transcripts.error(), text);
  const auto set = conformance::ResolveCases(*std::move(transcripts));
  if (!set) return CheckRefusal(set.error(), text);
  for (const conformance::Case& one : set->cases) {
    Require(!one.header.id.empty(), CaseHasAnId);
  }
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
