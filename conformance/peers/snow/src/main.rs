//! snow, an implementation of Noise in Rust, as a peer. It has the suite `25519`. The version byte,
//! frames, and the rekey after each message are implemented here.

use contract::{Capabilities, Frames, Framing, Library, Options, Result, Role, Session, Suite};
use snow::{Builder, TransportState};
use std::net::TcpStream;
use std::process::ExitCode;

const NAME: &str = "Noise_IK_25519_ChaChaPoly_BLAKE2b";
/// The limit of Noise and of snow, in bytes.
const LENGTH_MAX: usize = 65_535;
const TAG_SIZE: usize = 16;

struct Peer;

impl Library for Peer {
    fn capabilities() -> Capabilities {
        Capabilities {
            name: "snow",
            version: "0.10.0",
            suites: &[Suite::X25519],
            framings: &[Framing::U32, Framing::U16],
            messages: false,
            ledger: false,
        }
    }

    fn open(stream: TcpStream, options: &Options) -> Result<Box<dyn Session>> {
        let mut frames = Frames::new(stream, options.framing, LENGTH_MAX);
        let builder = Builder::new(NAME.parse()?).local_private_key(&options.secret)?;
        let transport = match options.role {
            Role::Initiator => {
                let mut state = builder.remote_public_key(&options.peer)?.build_initiator()?;
                let mut initialize = [0; 96];
                state.write_message(&[], &mut initialize)?;
                frames.write_handshake(&initialize)?;
                state.read_message(&frames.read_handshake::<48>()?, &mut [])?;
                state.into_transport_mode()?
            }
            Role::Responder => {
                let mut state = builder.build_responder()?;
                state.read_message(&frames.read_handshake::<96>()?, &mut [])?;
                if state.get_remote_static() != Some(&options.peer) {
                    return Err("unexpected initiator".into()); // HS-21
                }
                let mut response = [0; 48];
                state.write_message(&[], &mut response)?;
                frames.write_handshake(&response)?;
                state.into_transport_mode()?
            }
        };
        Ok(Box::new(Connection { frames, transport }))
    }
}

struct Connection {
    frames: Frames,
    transport: TransportState,
}

impl Session for Connection {
    fn send(&mut self, plaintext: &[u8]) -> Result<()> {
        let mut ciphertext = vec![0; plaintext.len() + TAG_SIZE];
        self.transport.write_message(plaintext, &mut ciphertext)?;
        self.transport.rekey_outgoing(); // TR-3
        self.frames.write(&ciphertext)
    }

    fn receive(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(ciphertext) = self.frames.read()? else { return Ok(None) };
        let mut plaintext = vec![0; ciphertext.len()];
        let size = self.transport.read_message(&ciphertext, &mut plaintext)?;
        self.transport.rekey_incoming(); // TR-4
        plaintext.truncate(size);
        Ok(Some(plaintext))
    }
}

fn main() -> ExitCode {
    contract::run::<Peer>()
}
