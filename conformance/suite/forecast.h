// Forecast: what a run against an IUT will judge, before it is played.
//
//   const Forecast forecast = ForecastRuns(set, AllConfigs(), source);
//   forecast.judged                 134 runs
//   forecast.if_it_closes           437 more, if the IUT closes on what is not a message
//   forecast.areas                  {"frame": 44, "handshake": 96, ...}
//   forecast.rest                   {"a stock IUT does not echo ...": 430, ...}
#ifndef ASMTP_CONFORMANCE_SUITE_FORECAST_H_
#define ASMTP_CONFORMANCE_SUITE_FORECAST_H_

#include <map>
#include <string>
#include <vector>

#include "conformance/iut/iut_source.h"
#include "conformance/suite/node_case.h"

namespace asmtp::conformance {

struct Forecast {
  size_t runs = 0;
  size_t judged = 0;
  size_t if_it_closes = 0;              // more that are judged if the IUT closes
  std::map<std::string, size_t> areas;  // judged runs, by the first part of the id
  std::map<std::string, size_t> rest;   // runs that are not judged, by the reason
};

// Counts every case except those with the tag `endurance`.
Forecast ForecastRuns(const CaseSet& set, const std::vector<Config>& configs,
                      const IutSource& source);

// Returns why the IUT cannot play the case, or "". `node` is the case for a node, or null.
std::string WhyOutOfReach(const IutSource& source, const Config& config, const Case& one_case,
                          const NodeCase* node);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_FORECAST_H_
