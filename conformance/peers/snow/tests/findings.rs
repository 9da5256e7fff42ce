//! A minimal test for the finding of conformance/FINDINGS.md in snow. It fails with a version that has
//! fixed the bug.

use snow::params::DHChoice;
use snow::resolvers::{CryptoResolver, DefaultResolver};

#[test]
fn finding_7_all_zero_shared_secret() {
    let mut dh = DefaultResolver.resolve_dh(&DHChoice::Curve25519).unwrap();
    dh.set(&[7; 32]);
    let mut shared = [1; 32];
    dh.dh(&[0; 32], &mut shared).unwrap();
    assert_eq!(shared, [0; 32]);
}
