//! keynesis-network 0.3.1, the existing program from which ASMTP was learned, as a peer. The crate
//! has the handshake, the framing `u32` and the keys of both suites. It does not know messages.

use bytes::Bytes;
use contract::{Capabilities, Framing, Library, Options, Result, Role, Session, Suite};
use futures::{SinkExt, StreamExt};
use keynesis_core::key::{curve25519, ed25519, Dh};
use keynesis_network::Handle;
use rand_core::OsRng;
use std::net::TcpStream;
use std::process::ExitCode;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::runtime::{Builder, Runtime};

struct Peer;

impl Library for Peer {
    fn capabilities() -> Capabilities {
        Capabilities {
            name: "keynesis-network",
            version: "0.3.1",
            suites: &[Suite::Ed25519, Suite::X25519],
            framings: &[Framing::U32],
            messages: false,
            ledger: false,
        }
    }

    fn open(stream: TcpStream, options: &Options) -> Result<Box<dyn Session>> {
        // The crate is asynchronous, the contract is not. Each connection has its own runtime.
        let runtime = Builder::new_current_thread().enable_io().build()?;
        let handle = runtime.block_on(async {
            match options.suite {
                Suite::Ed25519 => {
                    handshake(stream, &ed25519::SecretKey::from(options.secret), options).await
                }
                Suite::X25519 => {
                    handshake(stream, &curve25519::SecretKey::from(options.secret), options).await
                }
            }
        })?;
        Ok(Box::new(Connection { runtime, handle }))
    }
}

type TcpHandle = Handle<OwnedReadHalf, OwnedWriteHalf>;

async fn handshake<K>(stream: TcpStream, secret: &K, options: &Options) -> Result<TcpHandle>
where
    K: Dh,
{
    stream.set_nonblocking(true)?;
    let (reader, writer) = tokio::net::TcpStream::from_std(stream)?.into_split();
    let peer = ed25519::PublicKey::from(options.peer);
    Ok(match options.role {
        Role::Initiator => Handle::open(OsRng, secret, peer, reader, writer).await?,
        Role::Responder => {
            Handle::accept(OsRng, reader, writer)
                .accept(secret, |identity| *identity == peer)
                .await?
        }
    })
}

struct Connection {
    runtime: Runtime,
    handle: TcpHandle,
}

impl Session for Connection {
    fn send(&mut self, plaintext: &[u8]) -> Result<()> {
        let plaintext = Bytes::copy_from_slice(plaintext);
        Ok(self.runtime.block_on(self.handle.send(plaintext))?)
    }

    fn receive(&mut self) -> Result<Option<Vec<u8>>> {
        Ok(self.runtime.block_on(self.handle.next()).transpose()?.map(|bytes| bytes.to_vec()))
    }
}

fn main() -> ExitCode {
    contract::run::<Peer>()
}
