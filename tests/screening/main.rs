//! Screening as a caller of the library and a user of the program meet it.

mod article;
mod cases;
mod damage;
mod explanations;
mod generators;
mod long_texts;
mod press;
mod properties;
#[cfg(feature = "cli")]
mod readme;
mod scripts;
mod symmetry;
