//! Rules, each with the smallest file that shows it.
