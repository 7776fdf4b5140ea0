//! Numbers in, numbers out: rates, ratios, intervals. Must not know: transcripts or people.
