#include "fuzz/trials/survival.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "fuzz/trials/summary.h"

namespace asmtp::fuzz {
namespace {

constexpr double kWidth = 720;
constexpr double kHeight = 320;
constexpr double kLeft = 52;
constexpr double kRight = 16;
constexpr double kTop = 14;
constexpr double kBottom = 44;
// In seconds; shorter times are drawn here.
constexpr double kLeast = 0.01;

// One per arm. The dashes distinguish them without colours.
struct Pen {
  const char* colour;
  const char* dashes;
};
constexpr std::array<Pen, 5> kPens = {{{"#1f6fd0", "none"},
                                       {"#c2410c", "7 3"},
                                       {"#0f8a5f", "2 3"},
                                       {"#9333b8", "10 3 2 3"},
                                       {"#a16207", "5 5"}}};

// Attributes instead of a style element, because a strict content policy blocks styles. The grey is
// visible in light and dark mode.
constexpr const char* kText =
    "font-family=\"monospace\" font-size=\"11\" fill=\"#7a8594\" stroke=\"none\"";
constexpr const char* kGrid = "stroke=\"#7a8594\" stroke-opacity=\".25\"";

// Maps times to coordinates on a logarithmic scale up to the longest time.
class Scale {
 public:
  explicit Scale(double longest) : decades_(std::max(std::log10(longest / kLeast), 1.0)) {}

  double X(double seconds) const {
    const double decades = std::log10(std::max(seconds, kLeast) / kLeast);
    return kLeft + (kWidth - kLeft - kRight) * std::min(decades / decades_, 1.0);
  }
  static double Y(double share) { return kHeight - kBottom - (kHeight - kTop - kBottom) * share; }
  double decades() const { return decades_; }

 private:
  double decades_;
};

double LongestOf(const std::vector<ArmSummary>& arms) {
  double longest = 0;
  for (const ArmSummary& arm : arms) {
    for (const Lifetime& life : arm.times) longest = std::max(longest, life.time);
  }
  return longest;
}

std::string Label(double x, double y, std::string_view anchor, std::string_view text) {
  return fmt::format("<text {} x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>", kText, x, y,
                     anchor, text);
}

std::string Grid(const Scale& scale) {
  std::string text;
  for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const double y = Scale::Y(share);
    text += fmt::format("<path {} d=\"M{} {:.1f}H{}\"/>", kGrid, kLeft, y, kWidth - kRight);
    text += Label(kLeft - 6, y + 4, "end", fmt::format("{:.0f} %", 100 * share));
  }
  for (int decade = 0; decade <= scale.decades(); ++decade) {
    const double seconds = kLeast * std::pow(10, decade);
    text += fmt::format("<path {} d=\"M{:.1f} {}V{}\"/>", kGrid, scale.X(seconds), kTop,
                        kHeight - kBottom);
    text +=
        Label(scale.X(seconds), kHeight - kBottom + 15, "middle", fmt::format("{:g} s", seconds));
  }
  return text;
}

std::string Curve(const Lifetimes& times, const Scale& scale, const Pen& pen) {
  std::string path = fmt::format("M{} {:.1f}", kLeft, Scale::Y(1));
  double last = 0;
  for (const SurvivalStep& step : KaplanMeier(times)) {
    path += fmt::format("H{:.1f}V{:.1f}", scale.X(step.time), Scale::Y(step.share));
  }
  for (const Lifetime& life : times) last = std::max(last, life.time);
  return fmt::format(
      "<path d=\"{}H{:.1f}\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>", path,
      scale.X(last), pen.colour, pen.dashes);
}

// One entry of the legend, from left to right.
std::string Key(size_t index, const ArmSummary& arm, const Pen& pen) {
  const double x = kLeft + 132 * static_cast<double>(index);
  const double y = kHeight - 8;
  return fmt::format(
             "<path d=\"M{} {}h18\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>", x,
             y - 4, pen.colour, pen.dashes) +
         Label(x + 23, y, "start", arm.arm.name);
}

// As in "full: 29 of 30 trials found their bug; no-seeds: ...".
std::string InWords(const std::vector<ArmSummary>& arms) {
  std::string text;
  for (const ArmSummary& arm : arms) {
    text += fmt::format("{}{}: {} of {} trials found their bug", text.empty() ? "" : "; ",
                        arm.arm.name, arm.found, arm.trials);
  }
  return text;
}

}  // namespace

std::string SurvivalSvg(const TrialsReport& report) {
  const std::vector<ArmSummary> arms = SummariseArms(report);
  const Scale scale(LongestOf(arms));
  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"survival\" viewBox=\"0 0 {} {}\" "
      "fill=\"none\" role=\"img\" aria-label=\"{}\">{}",
      kWidth, kHeight, InWords(arms), Grid(scale));
  for (size_t i = 0; i < arms.size(); ++i) {
    const Pen& pen = kPens[i % kPens.size()];
    text += Curve(arms[i].times, scale, pen) + Key(i, arms[i], pen);
  }
  return text + "</svg>\n";
}

}  // namespace asmtp::fuzz
