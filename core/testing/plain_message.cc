#include "core/testing/plain_message.h"

#include <cctype>

#include "core/testing/gossip_builder.h"
#include "core/testing/layout.h"

namespace asmtp {
namespace {

void Fill(const PlainValues& values, std::unsigned_integral auto* member) {
  *member = static_cast<std::remove_pointer_t<decltype(member)>>(values.number);
}
void Fill(const PlainValues& values, FixedView<kTopicSize>* member) { *member = values.topic; }
void Fill(const PlainValues& values, FixedView<kPassportIdSize>* member) { *member = values.id; }

}  // namespace

std::vector<PlainMessage> PlainMessages(const PlainValues& values) {
  std::vector<PlainMessage> messages;
  ForEachType<Message>([&]<class View>(std::type_identity<View>) {
    if constexpr (kIsPlain<View>) {
      View view;
      ForEachField<View>([&](const auto& field) {
        Fill(values, &(view.*field.member));
        return true;
      });
      messages.push_back({kFormat<View>.name, ToBytes(view)});
    }
  });
  return messages;
}

std::string LowerWords(std::string_view name, char between) {
  std::string words;
  for (const char c : name) {
    const auto letter = static_cast<unsigned char>(c);
    if (std::isupper(letter) != 0 && !words.empty()) words += between;
    words += static_cast<char>(std::tolower(letter));
  }
  return words;
}

}  // namespace asmtp
