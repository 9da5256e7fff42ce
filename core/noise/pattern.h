// The handshake pattern IK (Noise 7.5) as a table:
//
//     <- s
//     ...
//     -> e, es, s, ss
//     <- e, ee, se
#ifndef ASMTP_CORE_NOISE_PATTERN_H_
#define ASMTP_CORE_NOISE_PATTERN_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace asmtp::noise {

enum class Role : uint8_t { kInitiator, kResponder };

// Returns the other role.
constexpr Role Peer(Role role) {
  return role == Role::kInitiator ? Role::kResponder : Role::kInitiator;
}

// The tokens of Noise 7.1.
enum class Token : uint8_t { e, s, ee, es, se, ss };

// One message of the pattern: its writer and its tokens.
struct MessagePattern {
  Role writer;
  std::span<const Token> tokens;
};

inline constexpr Token kFirstTokens[] = {Token::e, Token::es, Token::s, Token::ss};
inline constexpr Token kSecondTokens[] = {Token::e, Token::ee, Token::se};

inline constexpr MessagePattern kMessagePatterns[] = {
    {Role::kInitiator, kFirstTokens},   // -> e, es, s, ss
    {Role::kResponder, kSecondTokens},  // <- e, ee, se
};
inline constexpr size_t kMessageCount = 2;

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_NOISE_PATTERN_H_
