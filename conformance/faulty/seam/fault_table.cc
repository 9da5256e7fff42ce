#include "conformance/faulty/seam/fault_table.h"

#include <algorithm>

namespace asmtp::faulty {
namespace {

std::vector<SeamFault> AllFaults() {
  std::vector<SeamFault> all = {{.name = "none", .what = "does nothing wrong."}};
  for (const auto& part :
       {CryptoFaults(), HandshakeFaults(), FrameFaults(), MessageFaults(), BehaviourFaults()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

std::span<const SeamFault> SeamFaults() {
  static const std::vector<SeamFault> kAll = AllFaults();
  return kAll;
}

const SeamFault* FindSeamFault(std::string_view name) {
  const auto all = SeamFaults();
  const auto found = std::ranges::find(all, name, &SeamFault::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace asmtp::faulty
