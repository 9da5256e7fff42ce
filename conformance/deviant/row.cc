#include "conformance/deviant/row.h"

#include <algorithm>

namespace asmtp::deviant {

Deviation Row::deviation() const {
  Deviation deviation;
  const Row* row = apply == nullptr ? FindRow(Serves::kHypothesis, hypothesis) : this;
  if (row != nullptr) row->apply(deviation);
  return deviation;
}

std::span<const Row> Rows() {
  static const std::vector<Row> kAll = [] {
    std::vector<Row> all = {{.id = "none", .serves = Serves::kEndpoint, .sentence = "conforms."}};
    for (const auto& part : {HypothesisRows(), TamperRows(), EndpointCryptoRows(),
                             EndpointHandshakeRows(), EndpointFrameRows(), EndpointMessageRows(),
                             EndpointBehaviourRows(), EndpointSizeRows(), EndpointDecoderRows(),
                             EndpointLedgerRows(), EndpointMemoryRows(), EndpointProgramRows()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return kAll;
}

std::vector<const Row*> RowsFor(Serves as) {
  std::vector<const Row*> rows;
  for (const Row& row : Rows()) {
    if (row.CanServe(as)) rows.push_back(&row);
  }
  return rows;
}

const Row* FindRow(Serves as, std::string_view id) {
  const auto found = std::ranges::find_if(
      Rows(), [&](const Row& row) { return row.CanServe(as) && row.id == id; });
  return found == Rows().end() ? nullptr : &*found;
}

}  // namespace asmtp::deviant
