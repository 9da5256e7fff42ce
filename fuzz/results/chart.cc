#include "fuzz/results/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace asmtp::fuzz {
namespace {

constexpr double kWidth = 420;
constexpr double kHeight = 150;
constexpr double kLeft = 58;  // for the labels
constexpr double kRight = 12;
constexpr double kTop = 12;
constexpr double kBottom = 26;
constexpr size_t kPoints = 300;

// Maps seconds and features to coordinates.
struct Scale {
  double seconds = 1;
  double least = 0;
  double most = 1;

  double X(double value) const { return kLeft + (kWidth - kLeft - kRight) * value / seconds; }
  double Y(double value) const {
    return kHeight - kBottom - (kHeight - kTop - kBottom) * (value - least) / (most - least);
  }
};

double FeaturesOf(const Sample& sample) { return static_cast<double>(sample.features); }

Scale ScaleOf(std::span<const Sample> samples) {
  const double least = FeaturesOf(samples.front());
  const double most = FeaturesOf(samples.back());
  // A flat line is drawn at the top.
  return {.seconds = std::max(samples.back().seconds, 0.1),
          .least = std::min(least, most - 1),
          .most = most};
}

// A stepped line: the value holds until the next sample.
std::string PathOf(std::span<const Sample> samples, const Scale& scale) {
  std::string path = fmt::format("M{:.1f} {:.1f}", scale.X(samples.front().seconds),
                                 scale.Y(FeaturesOf(samples.front())));
  const size_t step = std::max<size_t>(samples.size() / kPoints, 1);
  for (size_t i = step; i < samples.size() - 1; i += step) {
    path +=
        fmt::format("H{:.1f}V{:.1f}", scale.X(samples[i].seconds), scale.Y(FeaturesOf(samples[i])));
  }
  return path + fmt::format("H{:.1f}V{:.1f}", scale.X(samples.back().seconds),
                            scale.Y(FeaturesOf(samples.back())));
}

std::string Label(double x, double y, std::string_view anchor, std::string_view text) {
  return fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"{}\">{}</text>", x, y, anchor,
                     text);
}

}  // namespace

std::string FeaturesChart(std::span<const Sample> samples) {
  const auto first = std::ranges::find_if(samples, [](const Sample& s) { return s.features != 0; });
  samples = samples.subspan(static_cast<size_t>(first - samples.begin()));
  if (samples.empty()) return "";
  const Scale scale = ScaleOf(samples);
  const Sample& last = samples.back();
  const double base = kHeight - kBottom;
  return fmt::format(
             "<svg class=\"chart\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{} "
             "features after {:.1f} s, {} after {:.1f} s\">",
             kWidth, kHeight, samples.front().features, samples.front().seconds, last.features,
             last.seconds) +
         fmt::format("<path class=\"axis\" d=\"M{0} {1}V{2}H{3}\"/>", kLeft, kTop, base,
                     kWidth - kRight) +
         fmt::format("<path class=\"curve\" d=\"{}\"/>", PathOf(samples, scale)) +
         Label(kLeft - 6, kTop + 8, "end", fmt::format("{}", last.features)) +
         (samples.front().features == last.features
              ? ""
              : Label(kLeft - 6, base, "end", fmt::format("{}", samples.front().features))) +
         Label(kLeft, kHeight - 8, "start", "0 s") +
         Label(kWidth - kRight, kHeight - 8, "end", fmt::format("{:.1f} s", scale.seconds)) +
         "</svg>\n";
}

}  // namespace asmtp::fuzz
