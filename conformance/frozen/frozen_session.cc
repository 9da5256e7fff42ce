#include "conformance/frozen/frozen_session.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

FrozenSession SessionOf(const Json& json) {
  return {.id = json.at("id"),
          .config = json.at("config"),
          .case_id = json.at("case"),
          .verdict = json.at("verdict"),
          .hypothesis = json.at("hypothesis"),
          .log = json.at("log")};
}

Json JsonOf(const FrozenSession& session) {
  return {
      {"id", session.id},           {"config", session.config},         {"case", session.case_id},
      {"verdict", session.verdict}, {"hypothesis", session.hypothesis}, {"log", session.log}};
}

}  // namespace

std::vector<FrozenSession> ReadFrozen(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::abort();
  }
  std::vector<FrozenSession> sessions;
  for (const Json& json : Json::parse(file).at("sessions")) sessions.push_back(SessionOf(json));
  return sessions;
}

void WriteFrozen(const std::vector<FrozenSession>& sessions, std::ostream& out) {
  out << "{\"sessions\": [";
  for (const FrozenSession& session : sessions) {
    out << (&session == &sessions.front() ? "\n" : ",\n") << JsonOf(session).dump();
  }
  out << "\n]}\n";
}

void PrintTo(const FrozenSession& session, std::ostream* out) {
  *out << session.id << " as " << session.config << " in " << session.case_id;
}

}  // namespace asmtp::conformance
