// CommandTemplate: the command line that starts an IUT, with placeholders.
//
//   my-adapter --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite}
//
//   auto command = CommandTemplate::Parse(text);
//   std::vector<std::string> words = command->Fill({{"role", "responder"}, ...});
//
// Blanks and line breaks separate words; quotes, '...' or "...", keep them together. No shell is
// involved.
#ifndef ASMTP_CONFORMANCE_IUT_COMMAND_TEMPLATE_H_
#define ASMTP_CONFORMANCE_IUT_COMMAND_TEMPLATE_H_

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace asmtp::conformance {

class CommandTemplate {
 public:
  using Values = std::map<std::string, std::string, std::less<>>;

  // Returns the placeholders of an adapter's command.
  static const std::vector<std::string>& OfAdapters();

  // Fails with a sentence on an unclosed quote, an unknown placeholder, or an empty command.
  static std::expected<CommandTemplate, std::string> Parse(
      std::string_view text, const std::vector<std::string>& placeholders = OfAdapters());

  // Returns the words with every placeholder filled in. A placeholder without a value is empty. A
  // word that consists of it alone is omitted together with the option before it.
  std::vector<std::string> Fill(const Values& values) const;

  const std::string& program() const { return words_.front(); }

 private:
  std::vector<std::string> words_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_COMMAND_TEMPLATE_H_
