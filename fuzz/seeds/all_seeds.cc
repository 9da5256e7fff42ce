#include "fuzz/seeds/all_seeds.h"

#include "fuzz/seeds/edge_seeds.h"
#include "fuzz/seeds/session_seeds.h"

namespace asmtp::fuzz {

std::map<std::string, Seeds> AllSeeds() {
  std::map<std::string, Seeds> all = WireSeeds();
  all["message"] = MessageSeeds();
  all["message"].merge(EdgeSeeds());
  all["session"] = SessionSeeds();
  return all;
}

}  // namespace asmtp::fuzz
