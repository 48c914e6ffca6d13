//! The graph of small systems, and what holds for all.
