"""Planted bugs that need several conditions at once: state of earlier blocks or frames, and rare sizes."""

load(":planted.bzl", "planted_bug")

# No trial of these bugs has been measured for the whole budget yet.
_BUDGET = 600

_LEDGER = ["core/message/ledger.cc"]

_CHAINS = [
    planted_bug(
        name = "third-block-keeps-the-first-signer",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "The third block cannot deregister the author of the first if it has four entries.",
    ),
    planted_bug(
        name = "sixth-alias-of-a-newcomer-is-free",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "A sixth alias of two or more letters stays free if another key than the first signs it at the time of its block.",
    ),
    planted_bug(
        name = "shared-key-leaves-with-its-author",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "A block whose author leaves in it does not replace the shared key.",
    ),
    planted_bug(
        name = "long-window-ends-a-second-early",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "A registration of another key with a window of three hours or more has expired in the second of its timeout.",
        only = False,
    ),
    planted_bug(
        name = "third-return-of-a-key-is-refused",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "The third registration of a key that has left twice is refused.",
        only = False,
    ),
    planted_bug(
        name = "link-is-lost-after-three-authors",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "An empty block by the third author in a row may follow any block.",
        only = False,
    ),
    planted_bug(
        name = "eighth-entry-cannot-remove",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "A deregistration that is the eighth entry of its block has no effect.",
    ),
    planted_bug(
        name = "shared-key-of-the-same-second-stays",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "A shared key with three recipients does not replace one of the same time by another author.",
    ),
    planted_bug(
        name = "stranger-signs-after-a-change-of-keys",
        target = "asmtp_passport_chain",
        files = _LEDGER,
        oracle = "chain",
        breaks = ["law LedgerIsTheModels"],
        budget = _BUDGET,
        bug = "A key signs the block after the one that has replaced it.",
        only = False,
    ),
    planted_bug(
        name = "versions-may-not-follow-an-empty-block",
        target = "asmtp_passport_chain",
        files = ["core/message/passport.cc"],
        oracle = "error-class",
        breaks = ["law VerdictIsTheModels"],
        budget = _BUDGET,
        bug = "A third block with a version is rejected after an empty second one.",
    ),
]

_MESSAGES = [
    planted_bug(
        name = "many-recipients-end-a-block",
        target = "asmtp_msg_put_passport",
        files = ["core/message/passport.cc"],
        oracle = "error-class",
        breaks = ["law VerdictIsTheModels"],
        budget = _BUDGET,
        bug = "A shared key with more than 100 recipients is rejected after another entry of its block.",
    ),
    planted_bug(
        name = "reserved-bits-of-a-long-list",
        target = "asmtp_msg_gossip",
        files = ["core/message/message.cc"],
        oracle = "error-class",
        breaks = ["law VerdictIsTheModels"],
        budget = _BUDGET,
        bug = "A gossip over IPv6 with reserved bits and more than 100 subscriptions is rejected.",
    ),
]

_FRAMES = [
    planted_bug(
        name = "seventeenth-key-is-kept-after-48-bytes",
        target = "asmtp_session",
        files = ["core/noise/transport.cc"],
        oracle = "secrets",
        breaks = ["law SpentKeysAreGone", "law SealedFrameIsTheModels"],
        budget = _BUDGET,
        bug = "The seventeenth message of a direction does not change the key if its size is a multiple of 48.",
    ),
    planted_bug(
        name = "end-behind-twenty-bytes-is-clean",
        target = "asmtp_session",
        files = ["core/session/frames.cc"],
        oracle = "error-class",
        breaks = ["law ReasonIsTheModels"],
        budget = _BUDGET,
        bug = "After three frames, a stream that ends with twenty bytes of a frame counts as a clean end.",
    ),
    planted_bug(
        name = "empty-frame-hides-the-next",
        target = "asmtp_session",
        files = ["core/session/frames.cc"],
        oracle = "key-schedule",
        breaks = ["law PlaintextIsTheModels", "law AcceptsAllThatTheModelAccepts", "law PiecesDoNotMatter"],
        budget = _BUDGET,
        bug = "Each fourth frame from the third is skipped if it is empty and a frame with 17 bytes has arrived after it.",
        only = False,
    ),
    planted_bug(
        name = "last-byte-of-whole-lines-stays",
        target = "asmtp_frame",
        files = ["core/wire/framing.cc"],
        oracle = "error-class",
        breaks = ["law ErrorIsThatOfTheStream", "law FramesAreThoseOfTheStream"],
        budget = _BUDGET,
        bug = "A frame of more than 512 bytes that ends the buffer leaves its last byte there if its length is a multiple of 32.",
    ),
    planted_bug(
        name = "move-forgets-the-last-of-whole-lines",
        target = "asmtp_frame",
        files = ["core/wire/receive_buffer.cc"],
        oracle = "chunking",
        breaks = ["law BufferKeepsWhatIsUnread", "law FramesAreThoseOfTheStream"],
        budget = _BUDGET,
        bug = "When unread bytes move to the front of the buffer, the last changes if their number is a multiple of 32.",
    ),
    planted_bug(
        name = "whole-blocks-between-equal-bytes",
        target = "asmtp_primitives",
        files = ["core/crypto/hash.cc"],
        oracle = "second-opinion",
        breaks = ["law HashIsTheModels"],
        budget = _BUDGET,
        bug = "The 16-byte hash drops the last byte of two or more whole blocks that begin with the same byte.",
    ),
]

HARD_BUGS = _CHAINS + _MESSAGES + _FRAMES
