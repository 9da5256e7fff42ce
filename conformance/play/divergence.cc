#include "conformance/play/divergence.h"

#include <fmt/format.h>

#include <stdexcept>
#include <vector>

#include "conformance/play/dialect_frame.h"
#include "conformance/play/dialect_handshake.h"
#include "conformance/play/hypotheses.h"

namespace asmtp::conformance {
namespace {

using Stage = Hypothesis::Stage;
using Suspect = Evidence::Suspect;

// Beyond so many frames only one hypothesis at a time is tried: each walks the chain of keys.
constexpr uint64_t kFramesForPairs = 64;

class Analysis {
 public:
  explicit Analysis(const Evidence& evidence) : evidence_(evidence), secrets_(evidence) {}

  std::optional<Explanation> Run() {
    if (!FindSplit() || Fits(Dialect())) return std::nullopt;
    std::vector<const Hypothesis*> fitting;
    for (const Hypothesis& hypothesis : Hypotheses()) {
      if (!IsAbout(hypothesis) || !Fits(In({&hypothesis}))) continue;
      // A tag that verifies says more than bytes that look as if they had none.
      if (reading_ == FrameReading::kVerifies && fits_as_ == FrameReading::kHoldsWhatSent) {
        fitting.clear();
      }
      if (fitting.empty()) fits_as_ = reading_;
      if (reading_ == fits_as_) fitting.push_back(&hypothesis);
    }
    if (!fitting.empty()) return Say(fitting, "|", ", or if ");
    if (evidence_.frames_received > kFramesForPairs) return std::nullopt;
    return TryPairs();
  }

 private:
  bool IsAbout(const Hypothesis& hypothesis) const {
    switch (hypothesis.stage) {
      case Stage::kInit:
        return evidence_.suspect == Suspect::kInit;
      case Stage::kHandshake:
        return evidence_.suspect != Suspect::kFrame;
      case Stage::kFrame:
        return evidence_.suspect == Suspect::kFrame;
    }
    return false;
  }

  static Dialect In(std::initializer_list<const Hypothesis*> hypotheses) {
    Dialect dialect;
    for (const Hypothesis* hypothesis : hypotheses) hypothesis->apply(dialect);
    return dialect;
  }

  // The keys of a handshake in which all was well.
  bool FindSplit() {
    if (evidence_.suspect == Suspect::kNothing) return false;
    if (evidence_.suspect != Suspect::kFrame) return true;
    DialectHandshake handshake(evidence_, secrets_, Dialect());
    if (!handshake.TakeInit(evidence_.init) || !handshake.TakeResp(evidence_.resp)) return false;
    split_ = handshake.Split();
    return true;
  }

  // A primitive that this OpenSSL does not have explains nothing.
  bool Fits(const Dialect& dialect) {
    try {
      return Verifies(dialect);
    } catch (const std::runtime_error&) {
      return false;
    }
  }

  bool Verifies(const Dialect& dialect) {
    switch (evidence_.suspect) {
      case Suspect::kInit:
        return DialectHandshake(evidence_, secrets_, dialect).VerifyInit(evidence_.bytes);
      case Suspect::kResp:
        return FitsResp(dialect, Dialect()) || FitsResp(dialect, dialect);
      case Suspect::kFrame:
        reading_ = ReadFrameIn(dialect, evidence_, split_);
        return reading_ != FrameReading::kNothing;
      case Suspect::kNothing:
        return false;
    }
    return false;
  }

  // A responder that answers has read the initialize as it should; or it does not check.
  bool FitsResp(const Dialect& for_resp, const Dialect& for_init) {
    DialectHandshake handshake(evidence_, secrets_, for_init);
    if (!handshake.TakeInit(evidence_.init)) return false;
    handshake.Speak(for_resp);
    return handshake.VerifyResp(evidence_.bytes);
  }

  std::optional<Explanation> TryPairs() {
    for (const Hypothesis& a : Hypotheses()) {
      for (const Hypothesis& b : Hypotheses()) {
        if (&a >= &b || !IsAbout(a) || !IsAbout(b)) continue;
        if (!Fits(In({&a, &b}))) continue;
        fits_as_ = reading_;
        return Say({&a, &b}, "+", ", and ");
      }
    }
    return std::nullopt;
  }

  Explanation Say(const std::vector<const Hypothesis*>& hypotheses, std::string_view between_ids,
                  std::string_view between_sentences) const {
    Explanation explanation;
    for (const Hypothesis* hypothesis : hypotheses) {
      const bool first = explanation.hypothesis.empty();
      explanation.hypothesis += fmt::format("{}{}", first ? "" : between_ids, hypothesis->id);
      explanation.sentence += fmt::format("{}{} ({})", first ? "" : between_sentences,
                                          hypothesis->sentence, hypothesis->clause);
    }
    explanation.sentence = fmt::format("{} if {}", Subject(), explanation.sentence);
    return explanation;
  }

  std::string_view Subject() const {
    if (evidence_.suspect == Suspect::kInit) return "the initialize verifies";
    if (evidence_.suspect == Suspect::kResp) return "the response verifies";
    return fits_as_ == FrameReading::kHoldsWhatSent ? "the frame holds what the IUT was sent"
                                                    : "the frame verifies";
  }

  const Evidence& evidence_;
  SharedSecrets secrets_;
  DialectSplit split_;
  FrameReading reading_ = FrameReading::kNothing;  // of a frame, in the last dialect
  FrameReading fits_as_ = FrameReading::kNothing;  // in those that fit
};

}  // namespace

std::optional<Explanation> Explain(const Evidence& evidence) { return Analysis(evidence).Run(); }

}  // namespace asmtp::conformance
