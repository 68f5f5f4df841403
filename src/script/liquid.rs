//! Scripts that write r and l alike.

/// So many are read each by itself; the l of a name with more is mostly the l of all.
const MOST: usize = 2;

/// Calls `each` with the readings of a spelling of which each `r` may be an l.
pub(super) fn liquid_readings(spelling: &str, mut each: impl FnMut(&str)) {
    let count = spelling.bytes().filter(|&byte| byte == b'r').count();
    // Bit by bit, which of the first are an l; the last number makes all of them one.
    let all = (1_usize << count.min(MOST)) - 1;
    let mut reading = String::with_capacity(spelling.len());
    for chosen in [0, all].into_iter().chain((1..all).rev()) {
        reading.clear();
        let mut number = 0;
        for letter in spelling.chars() {
            let is_l = chosen == all || number < MOST && chosen >> number & 1 != 0;
            reading.push(if letter == 'r' && is_l && all > 0 {
                'l'
            } else {
                letter
            });
            number += usize::from(letter == 'r');
        }
        each(&reading);
        if count == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::liquid_readings;

    #[test]
    fn each_of_two_is_read_by_itself_and_more_alike() {
        let readings = |spelling| {
            let mut all = Vec::new();
            liquid_readings(spelling, |reading| all.push(reading.to_owned()));
            all
        };
        assert_eq!(readings("mado"), ["mado"]);
        assert_eq!(readings("sarami"), ["sarami", "salami"]);
        assert_eq!(
            readings("mirorad"),
            ["mirorad", "milolad", "mirolad", "milorad"]
        );
        assert_eq!(readings("rerorad")[..2], ["rerorad", "lelolad"]);
    }
}
