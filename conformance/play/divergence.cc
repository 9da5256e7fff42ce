#include "conformance/play/divergence.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <vector>

#include "conformance/deviant/row.h"
#include "conformance/play/frame_order.h"
#include "conformance/play/frame_reading.h"

namespace asmtp::conformance {
namespace {

using deviant::Deviation;
using deviant::Row;
using deviant::Stage;
using Suspect = Evidence::Suspect;

// Beyond this many frames, hypotheses are tried only one at a time: each walks the chain of keys.
constexpr uint64_t kFramesForPairs = 64;

class Analysis {
 public:
  explicit Analysis(const Evidence& evidence) : evidence_(evidence) {}

  std::optional<Explanation> Run() {
    if (!FindSplit() || Fits({})) return std::nullopt;
    std::vector<const Row*> fitting;
    for (const Row* hypothesis : hypotheses_) {
      if (!IsAbout(*hypothesis) || !Fits(In({hypothesis}))) continue;
      // A tag that verifies is stronger evidence than bytes that seem to have no tag.
      if (reading_ == FrameReading::kVerifies && fits_as_ == FrameReading::kHoldsWhatSent) {
        fitting.clear();
      }
      if (fitting.empty()) fits_as_ = reading_;
      if (reading_ == fits_as_) fitting.push_back(hypothesis);
    }
    if (!fitting.empty()) return Weigh(fitting);
    if (evidence_.suspect == Suspect::kFrame) {
      if (auto order = ExplainOrder(evidence_, split_)) return order;
    }
    if (evidence_.frames_received > kFramesForPairs) return std::nullopt;
    return TryPairs();
  }

 private:
  bool IsAbout(const Row& hypothesis) const {
    switch (hypothesis.stage) {
      case Stage::kInitialize:
        return evidence_.suspect == Suspect::kInitialize;
      case Stage::kHandshake:
        return evidence_.suspect != Suspect::kFrame;
      case Stage::kFrame:
        return evidence_.suspect == Suspect::kFrame;
      case Stage::kMessage:
      case Stage::kBehaviour:
        break;
    }
    return false;
  }

  static Deviation In(std::initializer_list<const Row*> hypotheses) {
    Deviation deviation;
    for (const Row* hypothesis : hypotheses) hypothesis->apply(deviation);
    return deviation;
  }

  // The keys of a handshake without a mistake.
  bool FindSplit() {
    if (evidence_.suspect == Suspect::kNothing) return false;
    if (evidence_.suspect != Suspect::kFrame) return true;
    const auto split = SplitOf(evidence_);
    if (split) split_ = *split;
    return split.has_value();
  }

  // A primitive missing from this OpenSSL explains nothing.
  bool Fits(const Deviation& deviation) {
    try {
      return Verifies(deviation);
    } catch (const std::runtime_error&) {
      return false;
    }
  }

  bool Verifies(const Deviation& deviation) {
    switch (evidence_.suspect) {
      case Suspect::kInitialize:
        return FitsInitialize(deviation);
      case Suspect::kResponse:
        return FitsResponse(deviation, {}) || FitsResponse(deviation, deviation);
      case Suspect::kFrame:
        reading_ = ReadFrame(deviation, evidence_, split_);
        return reading_ != FrameReading::kNothing;
      case Suspect::kNothing:
        return false;
    }
    return false;
  }

  bool FitsInitialize(const Deviation& deviation) {
    auto handshake = evidence_.Handshake(&memo_);
    return handshake.Read(evidence_.bytes, deviation) && handshake.IsExpected(deviation);
  }

  // A responder that answers has read the initialize correctly, or does not check it.
  bool FitsResponse(const Deviation& in_response, const Deviation& in_initialize) {
    auto handshake = evidence_.Handshake(&memo_);
    return handshake.Take(evidence_.initialize, in_initialize) &&
           handshake.Read(evidence_.bytes, in_response);
  }

  // Drops hypotheses that the next frame contradicts. Of several others, keeps those that explain why
  // the IUT has not answered one more message.
  Explanation Weigh(const std::vector<const Row*>& fitting) const {
    std::vector<const Row*> kept = fitting;
    if (evidence_.suspect == Suspect::kFrame) {
      std::erase_if(kept, [&](const Row* row) {
        return ReadSequel(In({row}), evidence_, split_) == Sequel::kContradicts;
      });
      const bool silent = kept.size() > 1 && evidence_.asked_at &&
                          ReadSequel(In({kept.front()}), evidence_, split_) == Sequel::kNothing;
      const auto explains = [&](const Row* row) {
        return MisreadsRunner(In({row}), evidence_, split_);
      };
      if (silent && std::ranges::any_of(kept, explains)) {
        std::erase_if(kept, std::not_fn(explains));
      }
    }
    if (!kept.empty()) return Say(kept, "|", ", or if ");
    Explanation hint = Say(fitting, "|", ", or if ");
    return {"",
            hint.sentence + "; but the next frame does not, so the mistake is in some frames only"};
  }

  std::optional<Explanation> TryPairs() {
    for (const Row* a : hypotheses_) {
      for (const Row* b : hypotheses_) {
        if (a >= b || !IsAbout(*a) || !IsAbout(*b)) continue;
        if (!Fits(In({a, b}))) continue;
        if (evidence_.suspect == Suspect::kFrame &&
            ReadSequel(In({a, b}), evidence_, split_) == Sequel::kContradicts) {
          continue;
        }
        fits_as_ = reading_;
        return Say({a, b}, "+", ", and ");
      }
    }
    return std::nullopt;
  }

  Explanation Say(const std::vector<const Row*>& hypotheses, std::string_view between_ids,
                  std::string_view between_sentences) const {
    Explanation explanation;
    for (const Row* hypothesis : hypotheses) {
      const bool first = explanation.hypothesis.empty();
      explanation.hypothesis += fmt::format("{}{}", first ? "" : between_ids, hypothesis->id);
      explanation.sentence += fmt::format("{}{} ({})", first ? "" : between_sentences,
                                          hypothesis->sentence, hypothesis->clause);
    }
    explanation.sentence = fmt::format("{} if {}", Subject(), explanation.sentence);
    return explanation;
  }

  std::string_view Subject() const {
    if (evidence_.suspect == Suspect::kInitialize) return "the initialize verifies";
    if (evidence_.suspect == Suspect::kResponse) return "the response verifies";
    return fits_as_ == FrameReading::kHoldsWhatSent
               ? "the frame contains exactly what the IUT was sent"
               : "the frame verifies";
  }

  const Evidence& evidence_;
  const std::vector<const Row*> hypotheses_ = deviant::RowsFor(deviant::Serves::kHypothesis);
  deviant::DhMemo memo_;
  deviant::LooseSplit split_;
  FrameReading reading_ = FrameReading::kNothing;  // of a frame, under the last deviation
  FrameReading fits_as_ = FrameReading::kNothing;  // under the hypotheses that fit
};

}  // namespace

std::optional<Explanation> Explain(const Evidence& evidence) { return Analysis(evidence).Run(); }

}  // namespace asmtp::conformance
