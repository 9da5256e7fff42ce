//! The seven messages. The crates that define gossips and blocks decode them. A message is encoded from
//! the decoded form only.

use contract::Result;
use keynesis::passport::block::{Hash, Time};
use keynesis::passport::{PassportBlocks, PassportBlocksSlice};
use poldercast::{Gossip, GossipSlice, Topic};

pub enum Message {
    Gossip(Gossip),
    Topic(Topic, Vec<u8>),
    PutPassport(Hash, PassportBlocks<Vec<u8>>),
    GetPassport(Hash),
    RegisterTopic(Topic),
    DeregisterTopic(Topic),
    QueryTopicMessages(Topic, Time),
}

impl Message {
    pub fn decode(plaintext: &[u8]) -> Result<Self> {
        let (kind, body) = plaintext.split_first().ok_or("the plaintext is empty")?;
        let (topic, rest) = body.split_at(body.len().min(Topic::SIZE));
        Ok(match kind {
            1 => Self::Gossip(GossipSlice::try_from_slice(body)?.to_owned()),
            2 => Self::Topic(topic.try_into()?, rest.to_vec()),
            3 => {
                let (id, blocks) = body.split_at(body.len().min(Hash::SIZE));
                let blocks = PassportBlocksSlice::try_from_slice(blocks)?;
                // Collect block by block, so the library checks each block.
                Self::PutPassport(id.try_into()?, blocks.iter().collect())
            }
            4 => Self::GetPassport(body.try_into()?),
            5 => Self::RegisterTopic(body.try_into()?),
            6 => Self::DeregisterTopic(body.try_into()?),
            7 => {
                let seconds: [u8; 4] = rest.try_into()?;
                Self::QueryTopicMessages(topic.try_into()?, u32::from_be_bytes(seconds).into())
            }
            _ => return Err("unknown type".into()),
        })
    }

    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Gossip(gossip) => [&[1], gossip.as_ref()].concat(),
            Self::Topic(topic, content) => [&[2], topic.as_ref(), content].concat(),
            Self::PutPassport(id, blocks) => [&[3], id.as_ref(), blocks.as_ref()].concat(),
            Self::GetPassport(id) => [&[4], id.as_ref()].concat(),
            Self::RegisterTopic(topic) => [&[5], topic.as_ref()].concat(),
            Self::DeregisterTopic(topic) => [&[6], topic.as_ref()].concat(),
            Self::QueryTopicMessages(topic, since) => {
                [&[7], topic.as_ref(), &u32::from(*since).to_be_bytes()].concat()
            }
        }
    }
}
