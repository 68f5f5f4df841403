use std::fmt;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// A number that is always written with `PLACES` decimals, in text and in JSON; never `-0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fixed<const PLACES: usize>(pub(crate) f64);

impl<const PLACES: usize> fmt::Display for Fixed<PLACES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.PLACES$}", self.0);
        let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
        f.pad(if zero {
            text.trim_start_matches('-')
        } else {
            &text
        })
    }
}

impl<const PLACES: usize> Serialize for Fixed<PLACES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_always_written_out() {
        let json = |number: Fixed<6>| serde_json::to_string(&number).unwrap();
        assert_eq!(json(Fixed(0.5)), "0.500000");
        assert_eq!(json(Fixed(0.971_204)), "0.971204");
        assert_eq!(json(Fixed(-0.000_000_1)), "0.000000");
        assert_eq!(Fixed::<4>(-3.5).to_string(), "-3.5000");
        assert!(serde_json::to_string(&Fixed::<4>(f64::NAN)).is_err());
    }
}
