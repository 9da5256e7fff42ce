"""Planted bugs of the layers below a session: primitives, Noise, frames; and of the harness itself."""

load(":planted.bzl", "planted_bug")

_CRYPTO = [
    planted_bug(
        name = "s-is-taken-modulo-l",
        target = "asmtp_primitives",
        files = ["core/crypto/signature.cc"],
        oracle = "second-opinion",
        breaks = ["law LargerSIsRefused", "law VerdictIsTheModels"],
        budget = 60,
        bug = "A verifier reduces S modulo L before it looks at it.",
    ),
    planted_bug(
        name = "hex-digit-g",
        target = "asmtp_primitives",
        files = ["core/bytes/hex.cc"],
        oracle = "second-opinion",
        breaks = ["law HexIsTheModels"],
        budget = 30,
        bug = "The letter g is a hexadecimal digit.",
    ),
    planted_bug(
        name = "low-order-point-is-taken",
        target = "asmtp_primitives",
        files = ["core/crypto/suite.cc"],
        oracle = "second-opinion",
        breaks = ["law DhIsTheModels"],
        budget = 30,
        bug = "A public key of low order is not refused.",
        origin = "CVE-2018-5383",
        only = False,
    ),
]

_NOISE = [
    planted_bug(
        name = "nonce-moves-on-failure",
        target = "asmtp_noise",
        files = ["core/noise/cipher_state.cc"],
        oracle = "inert-failure",
        breaks = ["law FailedCallIsInert"],
        budget = 60,
        bug = "A frame that is rejected takes a nonce.",
    ),
    planted_bug(
        name = "long-payload-is-hashed-in-part",
        target = "asmtp_noise",
        files = ["core/noise/symmetric_state.cc"],
        oracle = "agreement",
        breaks = ["law UndisturbedHandshakesAgree"],
        budget = 60,
        bug = "Of a payload that is read, 64 bytes are hashed.",
    ),
]

_FRAMES = [
    planted_bug(
        name = "end-in-a-length-is-an-end",
        target = "asmtp_frame",
        files = ["core/wire/frame_decoder.cc"],
        oracle = "error-class",
        breaks = ["law ErrorIsThatOfTheStream"],
        budget = 30,
        bug = "A stream that ends within the length of a frame has ended well.",
    ),
    planted_bug(
        name = "frame-length-underflows",
        target = "asmtp_frame",
        files = ["core/wire/frame_decoder.cc"],
        oracle = "error-class",
        breaks = ["law ErrorIsThatOfTheStream"],
        budget = 30,
        bug = "The tag is taken off the length of a frame before the length is checked.",
    ),
    planted_bug(
        name = "largest-frame-is-refused",
        target = "asmtp_frame",
        files = ["core/wire/frame_decoder.cc"],
        oracle = "error-class",
        breaks = ["law ErrorIsThatOfTheStream"],
        budget = 30,
        bug = "A frame of exactly the largest length is refused.",
    ),
    planted_bug(
        name = "partial-length-is-dropped",
        target = "asmtp_frame",
        files = ["core/wire/frame_decoder.cc"],
        oracle = "chunking",
        breaks = ["law FramesAreThoseOfTheStream", "law ErrorIsThatOfTheStream"],
        budget = 30,
        bug = "Three bytes of a length that have arrived alone are dropped.",
        only = False,
    ),
]

_HARNESS = [
    planted_bug(
        name = "long-forgery-is-not-noted",
        target = "asmtp_session",
        files = ["fuzz/session/world.cc"],
        oracle = "delivery",
        breaks = ["law DeliveryIsInjective"],
        budget = 60,
        bug = "A forgery of more than 64 bytes is taken for an honest frame.",
    ),
    planted_bug(
        name = "overwrite-passes-the-frame",
        target = "asmtp_session",
        files = ["fuzz/session/wire.cc"],
        oracle = "sanitizer",
        breaks = ["heap-buffer-overflow"],
        budget = 60,
        bug = "What overwrites a frame goes on behind its end.",
    ),
    planted_bug(
        name = "samples-go-on-from-input-to-input",
        target = "asmtp_session",
        files = ["fuzz/session/attacker.cc"],
        oracle = "determinism",
        breaks = ["law RunIsDeterministic"],
        budget = 60,
        bug = "Which sample is sent depends on how many have been sent by earlier inputs.",
    ),
]

LAYER_BUGS = _CRYPTO + _NOISE + _FRAMES + _HARNESS
