#include "conformance/matrix/matrix.h"

#include <algorithm>
#include <future>
#include <utility>

#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

bool Supports(const ListedPeer& peer, const Config& config) {
  return peer.adapter.WhyUnsupported(config, 0).empty();
}

MatrixPart MeetUnder(Suite suite, Framing framing, const PeerList& list) {
  MatrixPart part{.suite = suite, .framing = framing, .meetings = {}};
  for (const ListedPeer& peer : list.peers) {
    if (!Supports(peer, {noise::Role::kResponder, suite, framing})) continue;
    const MetResponder responder(peer, suite, framing);
    for (const ListedPeer& initiator : list.peers) {
      if (!Supports(initiator, {noise::Role::kInitiator, suite, framing})) continue;
      Meeting meeting = Meet(initiator, responder, list.sizes);
      if (IsInterrupted()) return part;  // the interrupt may have spoilt this meeting
      part.meetings.push_back(std::move(meeting));
    }
  }
  return part;
}

}  // namespace

const Meeting* Matrix::Find(std::string_view initiator, std::string_view responder, Suite suite,
                            Framing framing) const {
  for (const MatrixPart& part : parts) {
    if (part.suite != suite || part.framing != framing) continue;
    for (const Meeting& meeting : part.meetings) {
      if (meeting.initiator == initiator && meeting.responder == responder) return &meeting;
    }
  }
  return nullptr;
}

std::vector<std::string> Matrix::NamesUnder(Suite suite) const {
  std::vector<std::string> some;
  std::ranges::copy_if(names, std::back_inserter(some), [&](const std::string& name) {
    return std::ranges::any_of(parts, [&](const MatrixPart& part) {
      return part.suite == suite && std::ranges::any_of(part.meetings, [&](const Meeting& one) {
               return one.initiator == name || one.responder == name;
             });
    });
  });
  return some;
}

size_t Matrix::MeetingCount() const {
  size_t count = 0;
  for (const MatrixPart& part : parts) count += part.meetings.size();
  return count;
}

size_t Matrix::FailureCount() const {
  size_t count = 0;
  for (const MatrixPart& part : parts) {
    count += static_cast<size_t>(std::ranges::count_if(
        part.meetings, [](const Meeting& meeting) { return !meeting.wrong.empty(); }));
  }
  return count;
}

Matrix MeetAll(const PeerList& list) {
  Matrix matrix;
  for (const ListedPeer& peer : list.peers) matrix.names.push_back(peer.name);
  // Side by side: while one part waits for its peers, another computes.
  std::vector<std::future<MatrixPart>> parts;
  for (const Suite suite : kSuites) {
    for (const Framing framing : kFramings) {
      parts.push_back(
          std::async(std::launch::async, [=, &list] { return MeetUnder(suite, framing, list); }));
    }
  }
  for (auto& part : parts) matrix.parts.push_back(part.get());
  matrix.interrupted = IsInterrupted();
  return matrix;
}

}  // namespace asmtp::conformance
