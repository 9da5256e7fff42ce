//! The finding of conformance/FINDINGS.md in snow, in the fewest lines that show it. A version that has
//! mended it makes this fail.

use snow::params::DHChoice;
use snow::resolvers::{CryptoResolver, DefaultResolver};

#[test]
fn finding_7_a_shared_secret_of_zeros() {
    let mut dh = DefaultResolver.resolve_dh(&DHChoice::Curve25519).unwrap();
    dh.set(&[7; 32]);
    let mut shared = [1; 32];
    dh.dh(&[0; 32], &mut shared).unwrap();
    assert_eq!(shared, [0; 32]);
}
