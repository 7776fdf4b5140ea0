//! Bytes of a transcript file in, utterances and problems out; formats are known by content.
//!
//! Must not know: the study, the lexicons, the disk.
