//! Minimal tests for the findings of conformance/FINDINGS.md in these libraries. A test fails with a version
//! that has fixed its bug.

use cryptoxide::ed25519;
use keynesis::key::ed25519::{PublicKey, SecretKey};
use keynesis::passport::block::ContentSlice;
use keynesis::passport::ledger::Ledger;
use keynesis::passport::PassportBlocksSlice;

/// The order of the base point, little-endian.
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn add_l(signature: &mut [u8; 64]) {
    let mut carry = 0;
    for (byte, more) in signature[32..].iter_mut().zip(L) {
        carry += u16::from(*byte) + u16::from(more);
        *byte = carry as u8;
        carry >>= 8;
    }
}

/// The blocks of a vector in corpus/vectors/passports.json.
fn blocks(description: &str) -> Vec<u8> {
    let file = include_str!("../../../../corpus/vectors/passports.json");
    let vector = file.split("\"description\"").find(|text| text.contains(description)).unwrap();
    let digits = vector.split("\"blocks\": \"").nth(1).unwrap().split('"').next().unwrap();
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}

fn ledger_of_first(blocks: &[u8]) -> bool {
    let first = PassportBlocksSlice::try_from_slice(blocks).unwrap().iter().next().unwrap();
    Ledger::new(first).is_ok()
}

#[test]
fn finding_1_all_zero_shared_secret() {
    let secret = SecretKey::try_from([7; 32].as_slice()).unwrap();
    assert_eq!(secret.exchange(&PublicKey::from([0; 32])).as_ref(), [0; 32]);
}

#[test]
#[should_panic(expected = "range end index 154 out of range for slice of length 2")]
fn finding_3_entry_without_body() {
    let _ = ContentSlice::try_from_slice(&[0, 1]);
}

#[test]
#[should_panic(expected = "expect non empty slice to get the size")]
fn finding_3_shared_key_without_count() {
    let _ = ContentSlice::try_from_slice(&[0, 3]);
}

#[test]
#[should_panic(expected = "range end index 4 out of range for slice of length 1")]
fn finding_4_one_byte_of_block_size() {
    let _ = PassportBlocksSlice::try_from_slice(&[0]);
}

#[test]
fn finding_5_seven_more_valid_signatures() {
    let (secret, public) = ed25519::keypair(&[7; 32]);
    let mut signature = ed25519::signature(b"message", &secret);
    for _ in 0..7 {
        add_l(&mut signature);
        assert!(ed25519::verify(b"message", &public, &signature));
    }
}

#[test]
fn finding_6_one_signature_for_every_message() {
    let (mut neutral, mut signature) = ([0; 32], [0; 64]);
    neutral[0] = 1;
    signature[0] = 1;
    assert!(ed25519::verify(b"message", &neutral, &signature));
}

#[test]
#[should_panic(expected = "not implemented")]
fn finding_8_first_block_without_author() {
    ledger_of_first(&blocks("first block empty"));
}

#[test]
fn finding_9_first_block_with_previous() {
    assert!(ledger_of_first(&blocks("first block has a previous")));
}
