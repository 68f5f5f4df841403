//! Pages put together: heads and feet that they repeat stand inside sentences that go on over the end of a page.

use std::collections::{BTreeSet, HashMap, HashSet};

/// A line is a head or foot of the document where so many pages have it.
const FEWEST_PAGES: usize = 3;

/// Heads and feet have so many lines at most.
const LINES: usize = 3;

/// A page of fewer lines is a form or a picture with words: what it shares with others is said of each.
const FEWEST_LINES: usize = 8;

/// A longer number is no page's.
const MOST_DIGITS: usize = 4;

/// The text of all pages and where each begins in it. Of lines that pages repeat at their upper or lower end the
/// first stays, for who is named there.
pub(super) fn joined(pages: &[String]) -> (String, Vec<usize>) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        let lines = outer_lines(page).into_iter().flatten();
        let keys: BTreeSet<String> = lines.flat_map(|(_, line)| keys(line, number)).collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut met: HashSet<String> = HashSet::new();
    let mut text = String::new();
    let mut starts = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut is_repeated = |(_, line): &(usize, &str)| {
            let mut known = keys(line, number).filter(|key| counts.get(key) >= Some(&FEWEST_PAGES));
            known.next().is_some_and(|key| !met.insert(key))
        };
        // Behind a line of the page's own there is no head, and before one no foot.
        let mut left_out: Vec<usize> = Vec::new();
        for lines in outer_lines(page) {
            let repeated = lines.into_iter().take_while(&mut is_repeated);
            left_out.extend(repeated.map(|(at, _)| at));
        }
        let lines = page.lines().enumerate();
        let lines = lines.filter(|(at, _)| !left_out.contains(at));
        let kept: Vec<&str> = lines.map(|(_, line)| line).collect();
        let begin = text.len();
        starts.push(begin);
        text.push_str(kept.join("\n").trim_matches('\n'));
        let ends = ends_sentence(&text[begin..]);
        text.push_str(if ends { "\n\n" } else { "\n" });
    }
    text.truncate(text.trim_end().len());
    (text, starts)
}

/// The lines at the upper end of a page, from above, and those at the lower end, from below, with their places among
/// its lines.
fn outer_lines(page: &str) -> [Vec<(usize, &str)>; 2] {
    let lines = page.lines().enumerate();
    let lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !line.trim().is_empty()).collect();
    if lines.len() < FEWEST_LINES {
        return [Vec::new(), Vec::new()];
    }
    let upper = lines.iter().take(LINES).copied().collect();
    let lower = lines.iter().rev().take(LINES).copied().collect();
    [upper, lower]
}

/// What a line may have in common with that of another page: its words, and of its numbers one that counts the
/// pages, the first or the last. A line without letters says nothing.
fn keys(line: &str, page: usize) -> impl Iterator<Item = String> {
    let line = line.trim();
    let parts: Vec<&str> = line
        .split_inclusive(|c: char| !c.is_ascii_digit())
        .collect();
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    let numbered: Vec<usize> = (0..parts.len())
        .filter(|&at| (1..=MOST_DIGITS).contains(&digits(parts[at])))
        .collect();
    let counting = [None, numbered.first().copied(), numbered.last().copied()];
    let has_letter = line.contains(char::is_alphabetic);
    let key = move |counting: Option<usize>| {
        let mut key = String::new();
        for (at, part) in parts.iter().enumerate() {
            let (number, rest) = part.split_at(digits(part));
            match number.parse::<usize>() {
                Ok(number) if counting == Some(at) => {
                    key.push('#');
                    key.push_str(&number.abs_diff(page).to_string());
                }
                _ => key.push_str(number),
            }
            key.push_str(rest);
        }
        key
    };
    let keys = counting.into_iter().map(key);
    keys.filter(move |_| has_letter)
}

/// Whether a page ends as a sentence does, or is empty.
fn ends_sentence(page: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '”' | '’' | '»');
    let page = page.trim_end_matches(closing);
    page.is_empty() || page.ends_with(['.', '!', '?', ':', ';', '…', '。', '؟', '۔', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of eight lines, each with its own between the head and the foot given.
    fn pages(heads: [&str; 3], feet: [&str; 3]) -> [String; 3] {
        [0, 1, 2].map(|page| {
            let own = (0..6).map(|line| format!("own {}", ["a", "b", "c"][page].repeat(line + 1)));
            let own: Vec<String> = own.collect();
            format!("{}\n{}\n{}", heads[page], own.join("\n"), feet[page])
        })
    }

    fn lines_left(pages: &[String]) -> usize {
        joined(pages)
            .0
            .lines()
            .filter(|line| !line.is_empty())
            .count()
    }

    #[test]
    fn heads_and_feet_stand_where_they_are_met_first() {
        for (heads, feet) in [
            (["Tide 1", "Tide 2", "Tide 3"], ["Tavrik Bank 2021"; 3]),
            (["Tide"; 3], ["Page 4 of 9", "Page 5 of 9", "Page 6 of 9"]),
        ] {
            let pages = pages(heads, feet);
            assert_eq!(lines_left(&pages), 3 * 8 - 2 * 2);
            let text = joined(&pages).0;
            assert!(text.starts_with(heads[0]) && text.contains(feet[0]));
        }
    }

    #[test]
    fn what_two_pages_have_or_no_letters_or_another_number_stays() {
        for heads in [
            ["Tide", "Tide", "Ebb"],
            ["4507 12", "4507 12", "4507 12"],
            ["born in 1961", "born in 1975", "born in 1968"],
        ] {
            assert_eq!(lines_left(&pages(heads, ["x", "y", "z"])), 3 * 8);
        }
        let forms = ["Gleb\nRussian", "Olga\nRussian", "Boris\nRussian"].map(str::to_owned);
        assert_eq!(lines_left(&forms), 3 * 2);
    }

    #[test]
    fn a_sentence_goes_on_over_the_end_of_a_page() {
        let pages = ["They met Gleb".to_owned(), "Varnakov. He".to_owned()];
        assert_eq!(joined(&pages).0, "They met Gleb\nVarnakov. He");
    }

    #[test]
    fn pages_begin_where_their_text_does() {
        let pages = ["Gleb.".to_owned(), String::new(), "Olga".to_owned()];
        let (text, starts) = joined(&pages);
        assert_eq!(starts.len(), 3);
        assert_eq!(&text[starts[2]..], "Olga");
        assert_eq!(joined(&[]), (String::new(), Vec::new()));
    }
}
