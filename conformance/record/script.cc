#include "conformance/record/script.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "conformance/record/writer.h"
#include "conformance/transcript/reader.h"
#include "core/testing/gossip_builder.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kBeginning = R"(asmtp-transcript 1
id      recorded/echo
title   Messages that an IUT has echoed
level   MUST
clause  TR-2 "Frame i of a direction MUST be sealed under the key that Split() gave to that direction, replaced i times by REKEY of itself."
roles   responder initiator
tier    T1
since   0.1

[keys]
runner.s = 1111111111111111111111111111111111111111111111111111111111111111
runner.e = 1212121212121212121212121212121212121212121212121212121212121212
iut.s    = 2121212121212121212121212121212121212121212121212121212121212121
iut.e    ~ 2222222222222222222222222222222222222222222222222222222222222222

[steps]
connect
hs1: flight init
hs2: flight resp
)";

}  // namespace

Bytes EchoPlaintext(size_t index) {
  const auto byte = static_cast<uint8_t>(0x11 + index);
  Hash128 id;
  id.fill(byte);
  ByteArray<kTopicSize> topic;
  topic.fill(byte);
  const std::array<Message, 5> messages = {
      GetPassport{.id = id}, RegisterTopic{.topic = topic},
      Topic{.topic = topic, .content = AsBytes("the content of a topic")},
      DeregisterTopic{.topic = topic}, QueryTopicMessages{.topic = topic, .since = 7}};
  return ToBytes(messages.at(index % messages.size()));
}

Case EchoScript(size_t messages) {
  std::string text(kBeginning);
  for (size_t i = 0; i < messages; ++i) {
    const std::string words = MessageWords(EchoPlaintext(i));
    text += fmt::format("m{}: send {}\nrecv {}\n", i + 1, words, words);
  }
  text += "close fin\n";
  auto transcripts = ReadTranscripts("the script of an echo", text);
  auto set = ResolveCases(std::move(transcripts).value());
  return std::move(set.value().cases.front());
}

}  // namespace asmtp::conformance
