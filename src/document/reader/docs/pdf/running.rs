//! Pages put together: heads and feet that they repeat stand inside sentences that go on over the end of a page.

use std::collections::{BTreeSet, HashMap, HashSet};

/// A line is a head or foot of the document where so many pages have it.
const FEWEST_PAGES: usize = 3;

/// Heads and feet have so many lines at most.
const LINES: usize = 3;

/// A longer number is no page's.
const MOST_DIGITS: usize = 4;

/// The text of all pages and where each begins in it. Of lines that pages repeat at their upper or lower end the
/// first stays, for who is named there.
pub(super) fn joined(pages: &[String]) -> (String, Vec<usize>) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let keys: BTreeSet<String> = outer_lines(page)
            .filter_map(|(_, line)| key(line))
            .collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut met: HashSet<String> = HashSet::new();
    let mut text = String::new();
    let mut starts = Vec::new();
    for page in pages {
        let is_repeated = |(_, line): &(usize, &str)| {
            let key = key(line).filter(|key| counts.get(key) >= Some(&FEWEST_PAGES));
            key.is_some_and(|key| !met.insert(key))
        };
        let repeated: Vec<usize> = outer_lines(page)
            .filter(is_repeated)
            .map(|(at, _)| at)
            .collect();
        let lines = page.lines().enumerate();
        let lines = lines.filter(|(at, _)| !repeated.contains(at));
        let kept: Vec<&str> = lines.map(|(_, line)| line).collect();
        let begin = text.len();
        starts.push(begin);
        text.push_str(kept.join("\n").trim_matches('\n'));
        text.push_str(if ends_sentence(&text[begin..]) {
            "\n\n"
        } else {
            "\n"
        });
    }
    text.truncate(text.trim_end().len());
    (text, starts)
}

/// The lines at the ends of a page, with their places among its lines.
fn outer_lines(page: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines: Vec<(usize, &str)> = page
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let behind = lines.len().saturating_sub(LINES);
    let outer = lines.into_iter().enumerate();
    outer
        .filter(move |(at, _)| *at < LINES || *at >= behind)
        .map(|(_, line)| line)
}

/// What a line has in common with that of another page: all but the number of the page. A line without letters says
/// nothing.
fn key(line: &str) -> Option<String> {
    if !line.contains(char::is_alphabetic) {
        return None;
    }
    let mut key = String::new();
    for part in line.trim().split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let number = if (1..=MOST_DIGITS).contains(&digits.len()) {
            "#"
        } else {
            digits
        };
        key.push_str(number);
        key.push_str(&part[digits.len()..]);
    }
    Some(key)
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

    fn text_of(pages: &[&str]) -> String {
        let pages: Vec<String> = pages.iter().map(|&page| page.to_owned()).collect();
        joined(&pages).0
    }

    #[test]
    fn heads_and_feet_stand_where_they_are_met_first() {
        let pages = [
            "The Daily Tide 1\n\nGleb\n\nTavrik Bank 2021",
            "The Daily Tide 2\n\nVarnakov left.\n\nTavrik Bank 2021",
            "The Daily Tide 3\n\nOlga\n\nTavrik Bank 2021",
        ];
        assert_eq!(
            text_of(&pages),
            "The Daily Tide 1\n\nGleb\n\nTavrik Bank 2021\nVarnakov left.\n\nOlga"
        );
    }

    #[test]
    fn what_two_pages_have_or_no_letters_or_the_middle_stays() {
        for pages in [
            ["Head\nGleb", "Head\nOlga", "Boris"],
            ["4507123456\nGleb", "4507123456\nOlga", "4507123456\nBoris"],
            ["No 1234567\nGleb", "No 1234568\nOlga", "No 1234569\nBoris"],
            [
                "a\nb\nc\nHead\nd\ne\nf",
                "g\nh\ni\nHead\nj\nk\nl",
                "m\nn\no\nHead\np\nq\nr",
            ],
        ] {
            assert_eq!(text_of(&pages), pages.join("\n"));
        }
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
