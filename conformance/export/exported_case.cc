#include "conformance/export/exported_case.h"

#include <array>
#include <limits>
#include <utility>

#include "conformance/play/outcome.h"

namespace asmtp::conformance {
namespace {

constexpr std::array<std::string_view, 8> kItemNames = {"note",  "init", "resp", "frame",
                                                        "bytes", "fin",  "rst",  "silence"};

Item ItemOfSent(const Step& step) {
  if (const auto* frame = std::get_if<HandshakeFrame>(&step.body)) {
    return frame->kind == HandshakeFrame::Kind::kInitialize ? Item::kInitialize : Item::kResponse;
  }
  const auto* send = std::get_if<Send>(&step.body);
  return send != nullptr && send->object == Send::Object::kRaw ? Item::kBytes : Item::kFrame;
}

Item ItemOfReceived(std::string_view outcome) {
  if (outcome == Name(Outcome::Kind::kMessage) || outcome == Name(Outcome::Kind::kPlain)) {
    return Item::kFrame;
  }
  for (size_t i = 0; i < kItemNames.size(); ++i) {
    if (kItemNames[i] == outcome) return static_cast<Item>(i);
  }
  return Item::kBytes;
}

}  // namespace

OrSourceError<ExportedCase> PlayForExport(const Case& one_case,
                                          const std::vector<Config>& configs) {
  ExportedCase exported{.one_case = &one_case, .runs = {}};
  for (const Config& config : configs) {
    auto result = PlayOffline(one_case, config, std::numeric_limits<size_t>::max());
    if (!result) return std::unexpected(result.error());
    exported.runs.push_back({config, *std::move(result)});
  }
  return exported;
}

Item ItemOf(const TraceEvent& event) {
  switch (event.kind) {
    case TraceEvent::Kind::kSent:
      return ItemOfSent(*event.step);
    case TraceEvent::Kind::kReceived:
      return ItemOfReceived(event.outcome);
    case TraceEvent::Kind::kNote:
      break;
  }
  return Item::kNote;
}

std::string_view Name(Item item) { return kItemNames[static_cast<size_t>(item)]; }

}  // namespace asmtp::conformance
