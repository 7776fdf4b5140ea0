//! Coded conversations to measure the markers against: what people said of each utterance, and which markers
//! answer which of their codes.
//!
//! Must not know: how marks are found, or what is computed from both.

mod file;
mod list;
mod map;
mod place;
mod target;

pub use file::{GoldConversation, GoldFile, GoldUtterance, read};
pub use list::{Data, read_list};
pub use map::read_map;
pub use target::{Place, Target, coded_utterances, first_conversations, targets_by_name};
