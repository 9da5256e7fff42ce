//! keynesis 1.4 and poldercast 1.2, the dependencies of the existing asmtp-network 0.1, as a peer. They
//! have the handshake, the keys of both suites, gossips and passports. asmtp-network itself is in no
//! registry. Its part is implemented here: frames of both framings, and the seven types (messages.rs).

mod ledger;
mod messages;

use contract::{Capabilities, Frames, Framing, Library, Options, Result, Role, Session, Suite};
use cryptoxide::blake2b::Blake2b;
use keynesis::key::{curve25519, ed25519, Dh};
use keynesis::noise::{TransportState, IK};
use rand_core::OsRng;
use std::net::TcpStream;
use std::process::ExitCode;

const LENGTH_MAX: usize = 1 << 24;
const TAG_SIZE: usize = 16;

struct Peer;

impl Library for Peer {
    fn capabilities() -> Capabilities {
        Capabilities {
            name: "keynesis and poldercast",
            version: "1.4.0, 1.2.0",
            suites: &[Suite::Ed25519, Suite::X25519],
            framings: &[Framing::U32, Framing::U16],
            messages: true,
            ledger: true,
        }
    }

    fn open(stream: TcpStream, options: &Options) -> Result<Box<dyn Session>> {
        let frames = Frames::new(stream, options.framing, LENGTH_MAX);
        match options.suite {
            Suite::Ed25519 => handshake(frames, &ed25519::SecretKey::from(options.secret), options),
            Suite::X25519 => {
                handshake(frames, &curve25519::SecretKey::try_from(clamp(options.secret))?, options)
            }
        }
    }

    fn encode_again(plaintext: &[u8]) -> Result<Vec<u8>> {
        Ok(messages::Message::decode(plaintext)?.encode())
    }

    fn state_of(put_passport: &[u8]) -> Vec<u8> {
        ledger::state_of(put_passport)
    }
}

/// The library rejects a secret that is not clamped. X25519 clamps it anyway.
fn clamp(mut secret: [u8; 32]) -> [u8; 32] {
    secret[0] &= 248;
    secret[31] = secret[31] & 127 | 64;
    secret
}

fn handshake<K: Dh>(mut frames: Frames, s: &K, options: &Options) -> Result<Box<dyn Session>> {
    let peer = ed25519::PublicKey::from(options.peer);
    let state = IK::<K, Blake2b, _, _>::new(OsRng, &[]);
    let transport = match options.role {
        Role::Initiator => {
            let mut initialize = Vec::new();
            let state = state.initiate(s, peer, &mut initialize)?;
            frames.write_handshake(&initialize)?;
            state.receive(s, &frames.read_handshake::<48>()?)?
        }
        Role::Responder => {
            let state = state.receive(s, &frames.read_handshake::<96>()?)?;
            if *state.remote_public_identity() != peer {
                return Err("unexpected initiator".into()); // HS-21
            }
            let mut response = Vec::new();
            let transport = state.reply(&mut response)?;
            frames.write_handshake(&response)?;
            transport
        }
    };
    Ok(Box::new(Connection { frames, transport }))
}

struct Connection {
    frames: Frames,
    transport: TransportState<Blake2b>,
}

// The library itself replaces the key after each message.
impl Session for Connection {
    fn send(&mut self, plaintext: &[u8]) -> Result<()> {
        let mut ciphertext = vec![0; plaintext.len() + TAG_SIZE];
        self.transport.send(plaintext, &mut ciphertext)?;
        self.frames.write(&ciphertext)
    }

    fn receive(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(ciphertext) = self.frames.read()? else { return Ok(None) };
        let mut plaintext = vec![0; ciphertext.len() - TAG_SIZE];
        self.transport.receive(&ciphertext, &mut plaintext)?;
        Ok(Some(plaintext))
    }
}

fn main() -> ExitCode {
    contract::run::<Peer>()
}
