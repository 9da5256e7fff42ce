#include "fuzz/cases/attacker_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "conformance/transcript/step_syntax.h"
#include "core/testing/hex.h"
#include "core/wire/framing.h"

namespace asmtp::fuzz {
namespace {

namespace cf = conformance;
using cf::HandshakeFrame;
using cf::Send;

constexpr size_t kTagSize = 16;

std::vector<std::string> WordsOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

cf::Value Named(std::string name) {
  return {.terms = {{.kind = cf::Term::Kind::kReference, .name = std::move(name)}}};
}

std::string TextOfValue(const cf::Value& value) {
  const cf::Term& term = value.terms.front();
  if (term.kind == cf::Term::Kind::kReference) return "$" + term.name;
  // A case file has no hexadecimal for zero bytes.
  return term.bytes.empty() ? "rep(00,0)" : ToHex(term.bytes);
}

// The attacker's own bytes may be cut down to nothing.
bool SendsNothing(const cf::StepBody& body) {
  const auto* send = std::get_if<Send>(&body);
  return send != nullptr && send->object == Send::Object::kRaw &&
         send->value.terms.front().kind == cf::Term::Kind::kBytes &&
         send->value.terms.front().bytes.empty();
}

std::string TextOfSend(const Send& send) {
  const char* object = send.object == Send::Object::kPlain   ? "plain"
                       : send.object == Send::Object::kFrame ? "frame"
                                                             : "raw";
  return fmt::format("send {} {}", object, TextOfValue(send.value));
}

std::string TextOfBody(const cf::StepBody& body) {
  if (const auto* frame = std::get_if<HandshakeFrame>(&body)) {
    return frame->kind == HandshakeFrame::Kind::kInitialize ? "flight init" : "flight resp";
  }
  if (const auto* send = std::get_if<Send>(&body)) return TextOfSend(*send);
  if (const auto* close = std::get_if<cf::Close>(&body)) {
    return close->reset ? "close rst" : "close fin";
  }
  return std::holds_alternative<cf::Shutdown>(body) ? "shutdown" : "connect";
}

}  // namespace

std::optional<cf::Step> StepOf(const SaidStep& said) {
  if (SendsNothing(said.body)) return std::nullopt;
  cf::Step step{.label = said.label, .body = said.body};
  cf::ValueBudget budget;
  for (const std::string& text : said.tampers) {
    auto tamper = cf::ParseTamper(WordsOf(text), budget);
    if (!tamper || !cf::CanTamper(step.body, *tamper)) return std::nullopt;
    step.tampers.push_back(*std::move(tamper));
  }
  return step;
}

std::string TextOf(const SaidStep& said) {
  std::string text = (said.label.empty() ? "" : said.label + ": ") + TextOfBody(said.body) + "\n";
  for (const std::string& tamper : said.tampers) text += "  tamper " + tamper + "\n";
  return text;
}

// ---- Frames that wait
// -------------------------------------------------------------------------------

void AttackerSteps::WaitHandshakeFrame() {
  FrameText frame;
  frame.is_handshake_frame = true;
  frame.size = handshake_kind_ == HandshakeFrame::Kind::kInitialize ? kInitializeFrameSize
                                                                    : kResponseFrameSize;
  waiting_.push_back({.frame = std::move(frame)});
}

void AttackerSteps::Seal(Bytes plaintext, std::string_view noise_tamper, Op op) {
  sealed_.push_back({.plaintext = std::move(plaintext), .tamper = std::string(noise_tamper)});
  WaitSealed(sealed_.size() - 1, op);
}

void AttackerSteps::WaitSealed(size_t index, Op op) {
  FrameText frame;
  frame.seal = index;
  const size_t length = sealed_[index].plaintext.size() + kTagSize;
  frame.header.resize(HeaderSize(framing_));
  WriteFrameHeader(framing_, static_cast<uint32_t>(length), frame.header);
  frame.header_as_sealed = frame.header;
  frame.size = frame.header.size() + length;
  waiting_.push_back({.frame = std::move(frame), .op = op});
}

void AttackerSteps::WaitBytes(Bytes bytes, Op op) {
  FrameText raw;
  raw.size = bytes.size();
  raw.raw = std::move(bytes);
  waiting_.push_back({.frame = std::move(raw), .op = op});
}

void AttackerSteps::WaitNamed(std::string label, Op op) {
  waiting_.push_back({.frame = {}, .name = std::move(label), .op = op});
}

std::string AttackerSteps::Change(const Action& action) {
  if (waiting_.empty()) return "";
  const size_t at = action.place().index % waiting_.size();
  if (action.op == Op::kDrop) {
    waiting_.erase(waiting_.begin() + static_cast<ptrdiff_t>(at));
    return "";
  }
  Waiting& changed = waiting_[at];
  if (action.op == Op::kSwap) {
    std::swap(changed, waiting_[(at + 1) % waiting_.size()]);
  } else if (!changed.name.empty()) {
    return "a case can only repeat an earlier frame unchanged";
  } else if (std::string why = changed.frame.Tamper(action); !why.empty()) {
    return why;
  }
  changed.op = action.op;
  return "";
}

bool AttackerSteps::NextIsLost() const {
  const auto& seal = waiting_.front().frame.seal;
  return seal && sealed_[*seal].is_said && sealed_[*seal].is_changed;
}

// ---- Steps -----------------------------------------------------------------------------

FrameText AttackerSteps::SayNext() {
  const Waiting next = std::move(waiting_.front());
  waiting_.pop_front();
  if (!next.name.empty()) {
    const auto object = next.name.starts_with("hs") ? Send::Object::kRaw : Send::Object::kFrame;
    Add({.body = Send{.object = object, .value = Named(next.name + ".wire")}});
  } else if (next.frame.is_handshake_frame) {
    SayHandshakeFrame();
  } else if (next.frame.seal) {
    SayFrame(next.frame);
  } else {
    Add({.body = Send{.object = Send::Object::kRaw, .value = cf::LiteralValue(next.frame.raw)}});
  }
  said_.back().op = next.op;
  std::ranges::move(next.frame.Lines(), std::back_inserter(said_.back().tampers));
  return next.frame;
}

void AttackerSteps::SayHandshakeFrame() {
  Add({.label = handshake_kind_ == HandshakeFrame::Kind::kInitialize ? "hs1" : "hs2",
       .body = HandshakeFrame{handshake_kind_},
       .handshake_fault = handshake_fault_});
  if (!handshake_tamper_.empty()) said_.back().tampers.push_back("noise " + handshake_tamper_);
}

// Adds a step for the frame, after a step for each earlier sealed frame that is not sent.
void AttackerSteps::SayFrame(const FrameText& frame) {
  const size_t index = *frame.seal;
  Sealed& sealed = sealed_[index];
  if (sealed.is_said) {
    Add({.body = Send{.object = Send::Object::kFrame,
                      .value = Named(fmt::format("m{}.wire", index + 1))}});
    return;
  }
  for (size_t i = 0; i < index; ++i) {
    if (sealed_[i].is_said) continue;
    SaySealed(i);
    said_.back().tampers.emplace_back("frame drop");
    said_.back().waits = false;
  }
  SaySealed(index);
  sealed.is_changed = frame.is_changed();
}

void AttackerSteps::SaySealed(size_t index) {
  Sealed& sealed = sealed_[index];
  sealed.is_said = true;
  Add({.label = fmt::format("m{}", index + 1),
       .body = Send{.object = Send::Object::kPlain, .value = cf::LiteralValue(sealed.plaintext)}});
  if (!sealed.tamper.empty()) said_.back().tampers.push_back("noise " + sealed.tamper);
}

void AttackerSteps::Hold() {
  said_.back().tampers.emplace_back("stream hold");
  said_.back().waits = false;
}

void AttackerSteps::Split(size_t size, const Bytes& pieces) {
  std::string sizes;
  for (const uint8_t piece : pieces) {
    const size_t first = std::max<size_t>(piece, 1);
    if (first >= size) break;
    sizes += fmt::format("{}{}", sizes.empty() ? "" : ",", first);
    size -= first;
  }
  if (!sizes.empty()) said_.back().tampers.push_back("stream split " + sizes);
}

}  // namespace asmtp::fuzz
