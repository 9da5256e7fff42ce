"""The planted bugs: what each is, who finds it and how soon. A patch, a witness and a row for each."""

load(":planted.bzl", "planted_bug")

_RECORDS = [
    planted_bug(
        name = "rekey-resets-nonce",
        target = "asmtp_session",
        files = ["core/noise/cipher_state.cc"],
        oracle = "key-schedule",
        breaks = ["law SealedFrameIsTheModels", "law AcceptsAllThatTheModelAccepts", "law HalvesGoOn"],
        budget = 30,
        stratum = "records",
        bug = "Rekey() sets the nonce to zero.",
        origin = "dissononce, issue 3",
        only = False,
    ),
]

_CHAIN = [
    planted_bug(
        name = "rejected-block-is-kept",
        target = "asmtp_passport_chain",
        files = ["core/message/ledger.cc"],
        oracle = "inert-failure",
        breaks = ["law FailedAppendIsInert"],
        budget = 60,
        stratum = "chain",
        bug = "A block that the ledger refuses leaves the entries before the bad one behind.",
        origin = "",
    ),
]

BUGS = _RECORDS + _CHAIN
