//! Frames of section 6, for a library without framing.

use crate::Result;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;

/// The first byte of both handshake frames (HS-6).
pub const VERSION: u8 = 1;

const TAG_SIZE: usize = 16;

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Framing {
    U32,
    U16,
}

impl Framing {
    pub fn name(self) -> &'static str {
        match self {
            Framing::U32 => "u32",
            Framing::U16 => "u16",
        }
    }
}

pub struct Frames {
    stream: TcpStream,
    framing: Framing,
    largest: usize,
}

impl Frames {
    /// `limit` is the largest length accepted, in addition to the limit of the framing.
    pub fn new(stream: TcpStream, framing: Framing, limit: usize) -> Self {
        let largest = match framing {
            Framing::U32 => limit,
            Framing::U16 => limit.min(65_533),
        };
        Self { stream, framing, largest }
    }

    /// Reads a handshake frame: the version, then `N` bytes of Noise, which it returns.
    pub fn read_handshake<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (mut version, mut message) = ([0], [0; N]);
        self.stream.read_exact(&mut version)?;
        self.stream.read_exact(&mut message)?;
        if version != [VERSION] {
            return Err("unsupported version".into()); // HS-8, HS-9
        }
        Ok(message)
    }

    pub fn write_handshake(&mut self, message: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(&[&[VERSION], message].concat())?)
    }

    /// Reads the next ciphertext. Returns nothing if the stream ends between two frames.
    pub fn read(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(length) = self.read_length()? else { return Ok(None) };
        if !(TAG_SIZE..=self.largest).contains(&length) {
            return Err(format!("invalid length {length}").into()); // FR-12, FR-13, FR-14
        }
        // Grows with the received bytes, not with the announced length (RES-4).
        let mut ciphertext = Vec::new();
        (&self.stream).take(length as u64).read_to_end(&mut ciphertext)?;
        if ciphertext.len() < length {
            return Err("the stream ends inside a frame".into()); // FR-19
        }
        Ok(Some(ciphertext))
    }

    pub fn write(&mut self, ciphertext: &[u8]) -> Result<()> {
        if ciphertext.len() > self.largest {
            return Err("the plaintext is too large for a frame".into()); // FR-8
        }
        let length = match self.framing {
            Framing::U32 => (ciphertext.len() as u32).to_be_bytes().to_vec(),
            Framing::U16 => (ciphertext.len() as u16).to_be_bytes().to_vec(),
        };
        Ok(self.stream.write_all(&[&length, ciphertext].concat())?)
    }

    fn read_length(&mut self) -> Result<Option<usize>> {
        let mut bytes = [0; 4];
        let field = match self.framing {
            Framing::U32 => &mut bytes[..],
            Framing::U16 => &mut bytes[2..],
        };
        let mut read = 0;
        while read < field.len() {
            match self.stream.read(&mut field[read..]) {
                Ok(0) if read == 0 => return Ok(None),
                Ok(0) => return Err("the stream ends inside a length".into()),
                Ok(size) => read += size,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Some(u32::from_be_bytes(bytes) as usize))
    }
}
