//! One mistake stays one mistake: every example with every token taken out in turn.
