//! The command line of namewatch.

fn main() {}
