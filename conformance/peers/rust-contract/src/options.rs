//! The command line, and the output of --caps.

use crate::{Framing, Result};
use std::net::SocketAddr;

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Role {
    Responder,
    Initiator,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Suite {
    Ed25519,
    X25519,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Mode {
    Echo,
    Talk,
}

#[derive(Clone)]
pub struct Options {
    pub role: Role,
    pub address: SocketAddr,
    pub secret: [u8; 32],
    /// The public key of the responder, or of the only initiator to accept.
    pub peer: [u8; 32],
    pub suite: Suite,
    pub framing: Framing,
    pub mode: Mode,
}

impl Options {
    /// Returns nothing if a role, suite, framing or mode is unknown.
    pub fn read(words: &[String]) -> Result<Option<Self>> {
        let value = |name: &str, default: &str| {
            let at = words.iter().position(|word| word == name);
            at.and_then(|at| words.get(at + 1)).map_or(default.to_string(), String::clone)
        };
        let known = (
            name_of(
                &value("--role", ""),
                &[("responder", Role::Responder), ("initiator", Role::Initiator)],
            ),
            name_of(
                &value("--suite", "ed25519"),
                &[("ed25519", Suite::Ed25519), ("25519", Suite::X25519)],
            ),
            name_of(&value("--framing", "u32"), &[("u32", Framing::U32), ("u16", Framing::U16)]),
            name_of(&value("--mode", "echo"), &[("echo", Mode::Echo), ("talk", Mode::Talk)]),
        );
        let (Some(role), Some(suite), Some(framing), Some(mode)) = known else {
            return Ok(None);
        };
        Ok(Some(Self {
            role,
            address: value("--addr", "").parse()?,
            secret: key(&value("--secret", ""))?,
            peer: key(&value("--peer", ""))?,
            suite,
            framing,
            mode,
        }))
    }
}

fn name_of<T: Copy>(name: &str, choices: &[(&str, T)]) -> Option<T> {
    choices.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

fn key(hex: &str) -> Result<[u8; 32]> {
    from_hex(hex)?.try_into().map_err(|_| "a key must be 64 hexadecimal digits".into())
}

pub fn from_hex(text: &str) -> Result<Vec<u8>> {
    if text.len() % 2 != 0 || !text.is_ascii() {
        return Err("expected an even number of hexadecimal digits".into());
    }
    (0..text.len()).step_by(2).map(|at| Ok(u8::from_str_radix(&text[at..at + 2], 16)?)).collect()
}

pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('?');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The capabilities of a peer, without roles (always both).
pub struct Capabilities {
    pub name: &'static str,
    pub version: &'static str,
    pub suites: &'static [Suite],
    pub framings: &'static [Framing],
    /// Whether it knows the seven messages. If not, it echoes every plaintext.
    pub messages: bool,
    /// Whether it answers for its ledger.
    pub ledger: bool,
}

impl Capabilities {
    pub(crate) fn cover(&self, options: &Options) -> bool {
        self.suites.contains(&options.suite) && self.framings.contains(&options.framing)
    }

    pub(crate) fn to_json(&self) -> String {
        let suites: Vec<_> = self
            .suites
            .iter()
            .map(|suite| match suite {
                Suite::Ed25519 => "ed25519",
                Suite::X25519 => "25519",
            })
            .collect();
        let framings: Vec<_> = self.framings.iter().map(|framing| framing.name()).collect();
        let tiers = &["T0", "T1", "T2"][..if self.ledger { 3 } else { 2 }];
        format!(
            r#"{{"name": "{}", "version": "{}", "tiers": {:?}, "suites": {:?}, "framings": {:?}, "messages": {}}}"#,
            self.name, self.version, tiers, suites, framings, self.messages
        )
    }
}
