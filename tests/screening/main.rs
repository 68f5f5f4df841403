//! Screening as a caller of the library and a user of the program meet it.

mod article;
mod cases;
mod explanations;
mod generators;
mod press;
mod properties;
#[cfg(feature = "cli")]
mod readme;
mod scripts;
mod symmetry;
