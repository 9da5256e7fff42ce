#include "conformance/suite/mutation.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <utility>

#include "conformance/play/byte_tamper.h"
#include "conformance/transcript/message_format.h"
#include "conformance/transcript/reader.h"
#include "core/testing/hex.h"
#include "core/testing/layout.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kTagBytes = 16;
constexpr size_t kNameMax = 64;  // the limit of IsName
// Longer frames show nothing new.
constexpr size_t kCiphertextMax = 64;
constexpr std::array<uint64_t, 14> kLengths = {
    0, 1, 15, 16, 17, 48, 49, 65533, 65534, 65535, 65536, 16777216, 4294967291, 4294967295};

constexpr const char* kTag =
    "HS-16 \"A handshake frame of which any tag does not verify MUST be taken to be a failure.\"";
constexpr const char* kInitializeVersion =
    "HS-8 \"A responder MUST take a first byte of `initialize` other than 0x01 to be a failure.\"";
constexpr const char* kResponseVersion =
    "HS-9 \"An initiator MUST take a first byte of `response` other than 0x01 to be a failure.\"";
constexpr const char* kEarlyEnd =
    "ERR-3 \"A peer MUST take an end of the stream before the handshake frame of the other peer is "
    "complete to be a failure.\"";
constexpr const char* kEndInFrame =
    "FR-19 \"A receiver MUST take an end of the stream behind the first byte of a frame and before "
    "its last to be a failure.\"";
constexpr const char* kPieces =
    "FR-16 \"A receiver MUST give the same plaintexts and the same failure for the same stream of "
    "bytes, however it was cut into pieces.\"";
constexpr const char* kLength =
    "FR-5 \"A frame MUST be its length field followed by exactly `length` bytes of ciphertext.\"";
constexpr const char* kForged =
    "TR-8 \"A receiver MUST take a frame that does not verify to be a failure.\"";
constexpr const char* kType =
    "MSG-3 \"A decoder MUST reject a plaintext whose first byte is 0 or in the range 8 to 255.\"";
constexpr const char* kWhole =
    "MSG-4 \"A decoder MUST use the whole plaintext: bytes that no field of the message covers "
    "make "
    "it no message.\"";

constexpr const char* kMustClose =
    "expect\n  close   -> pass\n  silence -> fail 'took it and waits for more'\n"
    "  *       -> fail 'took it'\nalive\n";
constexpr const char* kNext = "send msg query-topic-messages topic=rep(77,32) since=u32(7)\n";
constexpr const char* kMustNotEcho =
    "send msg query-topic-messages topic=rep(77,32) since=u32(7)\n"
    "expect\n"
    "  close                                                  -> pass\n"
    "  msg query-topic-messages topic=rep(77,32) since=u32(7) -> pass\n"
    "  *                                                      -> fail 'acted on a plaintext that "
    "is not a message'\n"
    "alive\n";

std::string Slug(std::string text) {
  std::ranges::replace(text, '.', '-');
  std::ranges::replace(text, ':', '-');
  std::ranges::replace(text, '@', '-');
  std::ranges::replace(text, '/', '-');
  std::ranges::replace(text, '=', '-');
  std::ranges::replace(text, ',', '-');
  return text;
}

bool IsWithoutFault(const Case& one_case) {
  return std::ranges::all_of(one_case.steps, [](const Step& step) {
    return step.tampers.empty() && !step.only && !std::holds_alternative<Expect>(step.body);
  });
}

// Lists the mutations of one case.
class Mutator {
 public:
  explicit Mutator(const Case& base) : base_(base) {}

  std::vector<Mutation> All() {
    size_t ahead = 0;  // messages with an unread echo
    for (const Step& step : base_.steps) {
      if (step.case_id == base_.header.id && !step.label.empty()) {
        if (const auto* frame = std::get_if<HandshakeFrame>(&step.body))
          OfHandshakeFrame(step, *frame);
        if (const auto* send = std::get_if<Send>(&step.body)) OfMessage(step, *send, ahead == 0);
      }
      ahead += std::holds_alternative<Send>(step.body) ? size_t{1} : size_t{0};
      ahead -= std::holds_alternative<Receive>(step.body) && ahead != 0 ? size_t{1} : size_t{0};
    }
    return std::move(all_);
  }

 private:
  // The parts of one mutation, as lines of a case file.
  struct Text {
    std::string mutator;
    std::string parameter;
    const char* clause;
    std::string header;  // further lines of the header
    std::string steps;
  };

  void Add(const Text& text) {
    const std::string name = text.mutator + ":" + text.parameter;
    all_.push_back({.id = base_.header.id + "@" + name,
                    .base = base_.header.id,
                    .text = fmt::format(
                        "asmtp-transcript 1\nid      mutation/{}\ntitle   {} with {}\n"
                        "level   MUST\nclause  {}\n{}since   0.1\nbase    {}\n\n[steps]\n{}",
                        Slug(base_.header.id + "-" + name).substr(0, kNameMax), base_.header.id,
                        name, text.clause, text.header, base_.header.id, text.steps)});
  }

  void OfHandshakeFrame(const Step& step, const HandshakeFrame& frame) {
    const bool is_initialize = frame.kind == HandshakeFrame::Kind::kInitialize;
    const auto role = is_initialize ? noise::Role::kResponder : noise::Role::kInitiator;
    if (!base_.HasRole(role)) return;
    const size_t size = is_initialize ? kInitializeFrameSize : kResponseFrameSize;
    const std::string roles = is_initialize ? "roles   responder\n" : "roles   initiator\n";
    for (size_t i = 0; i < size; ++i) {
      const char* version = is_initialize ? kInitializeVersion : kResponseVersion;
      Add({"flip", At(step, i), i == 0 ? version : kTag, roles,
           Tampered(step, fmt::format("frame xor {:02x} at {}", 1U << i % 8, i)) + kMustClose});
    }
    for (size_t i = 0; i < size; ++i) {
      Add({"truncate", At(step, i), kEarlyEnd, roles,
           Tampered(step, fmt::format("stream cut {}", i)) + "shutdown\n" + kMustClose});
    }
    for (size_t i = 1; i < size; ++i) {
      Add({"split", At(step, i), kPieces, roles,
           Tampered(step, fmt::format("stream split {}", i))});
    }
  }

  void OfMessage(const Step& step, const Send& send, bool is_caught_up) {
    if (send.object != Send::Object::kMessage) return;
    const auto message = TamperFields({}, send.message, {});
    if (!message) return;  // uses names that only a run defines
    const Bytes plaintext = message->Encode();
    const size_t size = plaintext.size() + kTagBytes;
    if (size > kCiphertextMax || !is_caught_up) return;
    OfFrame(step, size);
    OfLength(step, size);
    OfOrder(step, send);
    for (unsigned type = 0; type < 256; ++type) {
      if (type >= 1 && type <= kMessageTypeCount) continue;
      Add({"type", At(step, type), kType, "",
           Tampered(step, fmt::format("fields type {:02x}", type)) + kMustNotEcho});
    }
    OfFields(step, *message);
  }

  void OfFrame(const Step& step, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      Add({"flip", At(step, i), kForged, "",
           Tampered(step, fmt::format("frame xor {:02x} at {}", 1U << i % 8, i)) + kMustClose});
    }
    // The length field has 2 or 4 bytes, so this many are cut in both framings.
    for (size_t i = 1; i < size + 2; ++i) {
      Add({"truncate", At(step, i), kEndInFrame, "",
           Tampered(step, fmt::format("stream cut {}", i)) + "shutdown\n" + kMustClose});
      Add({"split", At(step, i), kPieces, "", Tampered(step, fmt::format("stream split {}", i))});
    }
  }

  void OfLength(const Step& step, size_t size) {
    for (const uint64_t length : kLengths) {
      if (length == size) continue;
      Add({"length", At(step, length), kLength, length > 0xffff ? "framings u32\n" : "",
           Tampered(step, fmt::format("frame length {}", length)) + "shutdown\n" + kMustClose});
    }
  }

  void OfOrder(const Step& step, const Send& send) {
    const std::string echo = "recv msg " + send.message.format->name + "\n";
    const std::string either = "expect\n  msg   -> pass\n  close -> pass\n  *     -> fail\n";
    const std::string again = "send frame $" + step.label + ".wire\n";
    Add({"drop", step.label, kForged, "", Tampered(step, "frame drop") + kNext + kMustClose});
    Add({"repeat", step.label, kForged, "", Tampered(step, "frame repeat") + either + kMustClose});
    Add({"swap", step.label, kForged, "", Tampered(step, "frame delay") + kNext + kMustClose});
    Add({"replay", step.label, kForged, "",
         Tampered(step, "stream split 1") + echo + kNext + "recv msg query-topic-messages\n" +
             again + kMustClose});
    if (std::holds_alternative<Close>(base_.steps.back().body) && HasLabel("hs1")) {
      Add({"replay-session", "responder." + step.label, kForged, "roles   responder\n",
           "connect\nsend raw $hs1.wire\nexpect\n  resp  -> pass\n  close -> pass\n"
           "  *     -> fail\n" +
               again + kMustClose});
    }
    if (std::holds_alternative<Close>(base_.steps.back().body) && HasLabel("hs2")) {
      Add({"replay-session", "initiator." + step.label, kTag, "roles   initiator\n",
           std::string("connect\nflight init\nsend raw $hs2.wire\n") + kMustClose});
    }
  }

  void OfFields(const Step& step, const MessageBytes& message) {
    for (size_t i = 0; i < message.fields.size(); ++i) {
      const auto& [name, bytes] = message.fields[i];
      Bytes longer = bytes;
      longer.push_back(0);
      OfField(step, message, i, longer, ".longer");
      if (bytes.empty()) continue;
      OfField(step, message, i, Bytes(bytes.begin(), bytes.end() - 1), ".shorter");
    }
  }

  // Omits tampers whose result is still a message.
  void OfField(const Step& step, MessageBytes message, size_t i, Bytes bytes, const char* by) {
    const std::string name = message.fields[i].first;
    message.fields[i].second = bytes;
    if (bytes.empty() || WhyNoMessage(message.Encode()).empty()) return;
    const std::string tamper = fmt::format("fields set {} {}", name, ToHex(bytes));
    Add({"field", step.label + "." + name + by, kWhole, "", Tampered(step, tamper) + kMustNotEcho});
  }

  bool HasLabel(std::string_view label) const {
    return std::ranges::find(base_.steps, label, &Step::label) != base_.steps.end();
  }

  static std::string At(const Step& step, uint64_t where) {
    return fmt::format("{}.{}", step.label, where);
  }
  static std::string Tampered(const Step& step, const std::string& tamper) {
    return "at " + step.label + " tamper " + tamper + "\n";
  }

  const Case& base_;
  std::vector<Mutation> all_;
};

// A well-mixed number for each index of a list (SplitMix64).
uint64_t Mixed(uint64_t seed, uint64_t place) {
  uint64_t z = seed + (place + 1) * UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

}  // namespace

std::vector<Mutation> MutationsOf(const Case& base) {
  if (!IsWithoutFault(base) || FamilyOf(base.header.id) != base.header.id) return {};
  return Mutator(base).All();
}

std::vector<Mutation> ChooseMutations(std::vector<Mutation> all, size_t count, uint64_t seed) {
  if (count >= all.size()) return all;
  std::vector<Mutation> chosen;
  for (size_t i = 0; i < count; ++i) {
    const size_t begin = all.size() * i / count;
    const size_t end = all.size() * (i + 1) / count;
    chosen.push_back(std::move(all[begin + Mixed(seed, i) % (end - begin)]));
  }
  return chosen;
}

OrSourceError<Case> Mutate(const Mutation& mutation, const Case& base) {
  auto read = ReadTranscripts(mutation.id, mutation.text);
  if (!read) return std::unexpected(read.error());
  auto mutated = DeriveCase(read->front(), base);
  if (mutated) mutated->header.id = mutation.id;
  return mutated;
}

std::string FileNameOf(const Mutation& mutation) { return Slug(mutation.id) + ".atf"; }

bool IsMutationGlob(const std::string& word) {
  const size_t at = word.find('@');
  return at != word.npos && word.find(':', at) != word.npos;
}

std::expected<std::vector<Mutation>, std::string> FindMutations(const CaseSet& set,
                                                                const std::string& glob) {
  std::vector<Mutation> found;
  const std::string base = glob.substr(0, glob.rfind('@'));
  for (const Case& one_case : set.cases) {
    if (::fnmatch(base.c_str(), one_case.header.id.c_str(), 0) != 0) continue;
    for (Mutation& mutation : MutationsOf(one_case)) {
      const bool fits = ::fnmatch(glob.c_str(), mutation.id.c_str(), 0) == 0;
      if (fits) found.push_back(std::move(mutation));
    }
  }
  if (found.empty()) return std::unexpected("no mutation matches '" + glob + "'");
  return found;
}

}  // namespace asmtp::conformance
