//! The library's ledger, and what it makes of a PutPassport.

use keynesis::passport::{LightPassport, PassportBlocksSlice};

/// Returns the content of the answer of tier T2 in conformance/README.md. `put_passport` must be a message.
pub fn state_of(put_passport: &[u8]) -> Vec<u8> {
    let (id, blocks) = put_passport[1..].split_at(16);
    let (mut passport, mut taken, mut given) = (None::<LightPassport>, 0u32, 0u32);
    for block in PassportBlocksSlice::try_from_slice(blocks).into_iter().flat_map(|all| all.iter()) {
        given += 1;
        if taken + 1 < given {
            continue; // after a rejected block
        }
        let accepted = match &mut passport {
            Some(passport) => passport.update(block).is_ok(),
            None => {
                passport = LightPassport::new(block).ok().filter(|new| new.id().as_ref() == id);
                passport.is_some()
            }
        };
        taken += u32::from(accepted);
    }
    let mut answer = vec![u8::from(taken > 0 && taken == given)];
    answer.extend(taken.to_be_bytes());
    if let Some(passport) = passport {
        let mut keys: Vec<_> = passport.active_master_keys().iter().map(|key| key.as_ref().as_ref()).collect();
        keys.sort_unstable();
        answer.extend(passport.id().as_ref());
        answer.extend((keys.len() as u16).to_be_bytes());
        keys.iter().for_each(|key| answer.extend(*key));
        if let Some((created_at, key)) = passport.shared_key() {
            answer.extend(u32::from(*created_at).to_be_bytes());
            answer.extend(key.as_ref());
        }
    }
    answer
}
