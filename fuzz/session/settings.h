// Settings: the settings of an end from the header of a program.
#ifndef ASMTP_FUZZ_SESSION_SETTINGS_H_
#define ASMTP_FUZZ_SESSION_SETTINGS_H_

#include "fuzz/program/program.h"
#include "fuzz/session/end.h"

namespace asmtp::fuzz {

EndSettings SettingsOf(const Program& program, bool is_initiator);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_SETTINGS_H_
