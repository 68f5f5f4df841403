use std::ops::Mul;

/// An affine map of the plane, written as PDF writes it: `a b c d e f`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn origin(self) -> (f32, f32) {
        (self.0[4], self.0[5])
    }
}

/// First the left one, then the right one.
impl Mul for Matrix {
    type Output = Self;

    fn mul(self, Self(other): Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        Self([
            a * other[0] + b * other[2],
            a * other[1] + b * other[3],
            c * other[0] + d * other[2],
            c * other[1] + d * other[3],
            e * other[0] + f * other[2] + other[4],
            e * other[1] + f * other[3] + other[5],
        ])
    }
}

/// Puts letters that stand somewhere on a page into lines and words.
#[derive(Default)]
pub(super) struct Layout {
    text: String,
    /// Where the letter after the last one would stand, and how large that was.
    end: Option<(f32, f32, f32)>,
    /// Where the line in hand begins in the text.
    line: usize,
}

impl Layout {
    /// Adds a letter. `place` maps the unit square of its font to the page; `advance` is how far the
    /// next letter stands away, in units of the font.
    pub(super) fn letter(&mut self, letter: &str, place: Matrix, advance: f32) {
        let [a, b, c, d, ..] = place.0;
        let (x, y) = place.origin();
        let along = a.hypot(b).max(f32::EPSILON);
        let size = c.hypot(d).max(f32::EPSILON);
        if let Some((end_x, end_y, last)) = self.end {
            let (dx, dy) = (x - end_x, y - end_y);
            let size = size.max(last);
            let forth = (dx * a + dy * b) / along / size;
            let across = (dx * -b + dy * a) / along / size;
            if across.abs() > 2.0 || !forth.is_finite() || !across.is_finite() {
                self.end_line("\n\n");
            } else if across.abs() > 0.6 || forth < -1.0 {
                self.end_line("\n");
            } else if forth > 2.5 {
                self.blank(" | ");
            } else if forth > 0.16 {
                self.blank(" ");
            }
        }
        self.text.push_str(letter);
        self.end = Some((x + advance * a, y + advance * b, size));
    }

    fn blank(&mut self, blank: &str) {
        if !self.text.ends_with([' ', '\n']) {
            self.text.push_str(blank);
        }
    }

    fn end_line(&mut self, end: &str) {
        let line = self.text.split_off(self.line);
        self.text.push_str(&in_reading_order(line.trim_end()));
        self.text.push_str(end);
        self.line = self.text.len();
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn finish(mut self) -> String {
        self.end_line("");
        self.text
    }
}

/// Letters stand on a page from left to right; those of scripts that are read from right to left are
/// turned round.
fn in_reading_order(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    if !letters.iter().any(|&letter| is_right_to_left(letter)) {
        return line.to_owned();
    }
    let leftward = letters
        .iter()
        .filter(|&&letter| is_right_to_left(letter))
        .count();
    let rightward = letters
        .iter()
        .filter(|&&letter| is_left_to_right(letter))
        .count();
    let mut out = letters;
    if leftward >= rightward {
        out.reverse();
        reverse_runs(&mut out, is_left_to_right);
        for letter in &mut out {
            *letter = mirrored(*letter);
        }
    } else {
        reverse_runs(&mut out, is_right_to_left);
    }
    out.into_iter().collect()
}

/// Turns runs of letters round that are of a kind, with what stands between two of them.
fn reverse_runs(letters: &mut [char], is_of_kind: impl Fn(char) -> bool) {
    let mut at = 0;
    while at < letters.len() {
        if !is_of_kind(letters[at]) {
            at += 1;
            continue;
        }
        let (mut end, mut next) = (at + 1, at + 1);
        while next < letters.len()
            && (is_of_kind(letters[next]) || !letters[next].is_alphanumeric())
        {
            next += 1;
            if is_of_kind(letters[next - 1]) {
                end = next;
            }
        }
        letters[at..end].reverse();
        at = end;
    }
}

fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{65F}' | '\u{66A}'..='\u{6EF}' | '\u{6FA}'..='\u{8FF}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Digits too: they are read from left to right in every script.
fn is_left_to_right(letter: char) -> bool {
    letter.is_alphanumeric() && !is_right_to_left(letter)
}

fn mirrored(letter: char) -> char {
    match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, y: f32) -> Matrix {
        Matrix([10.0, 0.0, 0.0, 10.0, x, y])
    }

    #[test]
    fn where_letters_stand_makes_words_lines_and_paragraphs() {
        let mut layout = Layout::default();
        for (letter, x, y) in [
            ("G", 0.0, 100.0),
            ("l", 5.0, 100.0),
            ("V", 13.0, 100.0),
            ("a", 18.1, 101.0),
            ("c", 60.0, 100.0),
            ("n", 0.0, 88.0),
            ("p", 0.0, 40.0),
        ] {
            layout.letter(letter, at(x, y), 0.5);
        }
        assert_eq!(layout.finish(), "Gl Va | c\nn\n\np");
    }

    #[test]
    fn scripts_from_right_to_left_are_turned_round() {
        assert_eq!(in_reading_order("1975 ,قراط"), "طارق, 1975");
        assert_eq!(
            in_reading_order("the name ןב דוד was"),
            "the name דוד בן was"
        );
        assert_eq!(in_reading_order("Gleb (1968)"), "Gleb (1968)");
    }
}
