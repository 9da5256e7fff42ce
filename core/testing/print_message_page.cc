// Prints the message page to standard output.
#include <cstdio>

#include "core/testing/message_page.h"

int main() {
  const bool printed = std::fputs(asmtp::MessagePage().c_str(), stdout) >= 0;
  return printed && std::fflush(stdout) == 0 ? 0 : 1;
}
