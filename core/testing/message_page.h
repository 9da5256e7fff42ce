// MessagePage: the format table as Markdown, for core/message/MESSAGES.md and SPEC.md.
//
//   bazel run //core/testing:print_message_page
#ifndef ASMTP_CORE_TESTING_MESSAGE_PAGE_H_
#define ASMTP_CORE_TESTING_MESSAGE_PAGE_H_

#include <string>

namespace asmtp {

// Returns the page with the messages, the block header and the entries. Each field has its size in
// bytes and its meaning. Ends with a newline.
std::string MessagePage();

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_MESSAGE_PAGE_H_
