//! The adapter contract of conformance/README.md for peers in Rust: the command line, LISTEN, a
//! thread for each connection, the echo. A peer only implements the handshake, and sending and
//! receiving plaintexts:
//!
//! ```ignore
//! struct Peer;
//! impl contract::Library for Peer {
//!     fn capabilities() -> Capabilities { ... }
//!     fn open(stream: TcpStream, options: &Options) -> Result<Box<dyn Session>> { ... }
//! }
//! fn main() -> ExitCode { contract::run::<Peer>() }
//! ```

mod frames;
mod options;

use std::io::{stdin, stdout, BufRead, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;

pub use frames::{Frames, Framing, VERSION};
pub use options::{Capabilities, Mode, Options, Role, Suite};

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T> = std::result::Result<T, Error>;

/// The question for the ledger: a Topic without content.
const QUESTION: &[u8] = b"\x02asmtp-conformance: ledger state?";

const UNSUPPORTED: u8 = 89;
const USAGE: u8 = 2;

/// A connection after its handshake.
pub trait Session {
    fn send(&mut self, plaintext: &[u8]) -> Result<()>;
    /// Returns the next plaintext, or nothing if the other side has ended its direction.
    fn receive(&mut self) -> Result<Option<Vec<u8>>>;
}

/// The part that a peer implements.
pub trait Library {
    fn capabilities() -> Capabilities;
    /// Performs the handshake in the role of the options. Fails if the other side is not `options.peer`.
    fn open(stream: TcpStream, options: &Options) -> Result<Box<dyn Session>>;
    /// Decodes a message and encodes it again. Fails if the plaintext is not a message.
    fn encode_again(plaintext: &[u8]) -> Result<Vec<u8>> {
        Ok(plaintext.to_vec())
    }
    /// Returns the content of the answer to the question for the ledger, after this PutPassport.
    fn state_of(_put_passport: &[u8]) -> Vec<u8> {
        Vec::new()
    }
}

/// Runs the whole program.
pub fn run<L: Library>() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--caps") {
        println!("{}", L::capabilities().to_json());
        return ExitCode::SUCCESS;
    }
    let options = match Options::read(&words) {
        Ok(options) => options,
        Err(error) => return fail(USAGE, error),
    };
    let Some(options) = options.filter(|options| L::capabilities().cover(options)) else {
        return ExitCode::from(UNSUPPORTED);
    };
    let ended = match options.role {
        Role::Responder => listen::<L>(options),
        Role::Initiator => connect::<L>(options),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(1, error),
    }
}

fn fail(status: u8, error: Error) -> ExitCode {
    report(error);
    ExitCode::from(status)
}

fn report(error: Error) {
    eprintln!("closed: {error:#}");
}

fn listen<L: Library>(options: Options) -> Result<()> {
    let listener = TcpListener::bind(options.address)?;
    println!("LISTEN {}", listener.local_addr()?);
    stdout().flush()?;
    // Exit when stdin ends: the runner has exited.
    std::thread::spawn(|| {
        let _ = stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    for stream in listener.incoming() {
        let (stream, options) = (stream?, options.clone());
        std::thread::spawn(move || respond::<L>(stream, &options).unwrap_or_else(report));
    }
    Ok(())
}

fn respond<L: Library>(stream: TcpStream, options: &Options) -> Result<()> {
    stream.set_nodelay(true)?;
    echo::<L>(L::open(stream, options)?, options.mode)
}

fn connect<L: Library>(options: Options) -> Result<()> {
    let stream = TcpStream::connect(options.address)?;
    stream.set_nodelay(true)?;
    let session = L::open(stream, &options)?;
    match options.mode {
        Mode::Echo => echo::<L>(session, options.mode),
        Mode::Talk => talk(session),
    }
}

/// Echoes every message. Closes if a plaintext is not a message (ERR-16); mode `talk` does not check.
fn echo<L: Library>(mut session: Box<dyn Session>, mode: Mode) -> Result<()> {
    let mut passport = [&[3][..], &[0; 16]].concat();
    while let Some(plaintext) = session.receive()? {
        match mode {
            Mode::Echo => session.send(&answer::<L>(&plaintext, &mut passport)?)?,
            Mode::Talk => session.send(&plaintext)?,
        }
    }
    Ok(())
}

/// Returns the echo of a message, or the answer to the question for the ledger. `passport` is the last
/// PutPassport of the session.
fn answer<L: Library>(plaintext: &[u8], passport: &mut Vec<u8>) -> Result<Vec<u8>> {
    let message = L::encode_again(plaintext)?;
    if message == QUESTION && L::capabilities().ledger {
        return Ok([QUESTION, &L::state_of(passport)].concat());
    }
    if L::capabilities().ledger && message.first() == Some(&3) {
        passport.clone_from(&message);
    }
    Ok(message)
}

/// Sends the plaintext of each line of stdin, in hexadecimal, and prints the answer.
fn talk(mut session: Box<dyn Session>) -> Result<()> {
    for line in stdin().lock().lines() {
        session.send(&options::from_hex(line?.trim())?)?;
        let answer = session.receive()?.ok_or("the responder has closed")?;
        println!("{}", options::to_hex(&answer));
    }
    Ok(())
}
