use std::ops::Mul;

/// An affine map of the plane, written as PDF writes it: `a b c d e f`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

/// First the left one, then the right one.
impl Mul for Matrix {
    type Output = Self;

    fn mul(self, Self(other): Self) -> Self {
        let Self(this) = self;
        let along = |x: f32, y: f32, to: usize| x * other[to] + y * other[to + 2];
        Self([
            along(this[0], this[1], 0),
            along(this[0], this[1], 1),
            along(this[2], this[3], 0),
            along(this[2], this[3], 1),
            along(this[4], this[5], 0) + other[4],
            along(this[4], this[5], 1) + other[5],
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
        let Matrix([right_x, right_y, up_x, up_y, x, y]) = place;
        let width = right_x.hypot(right_y).max(f32::EPSILON);
        let size = up_x.hypot(up_y).max(f32::EPSILON);
        if let Some((end_x, end_y, last)) = self.end {
            let (dx, dy) = (x - end_x, y - end_y);
            let differs = size < last * 0.85 || last < size * 0.85;
            let size = size.max(last);
            let forth = (dx * right_x + dy * right_y) / width / size;
            let across = (dy * right_x - dx * right_y) / width / size;
            if across.abs() > 2.0 || !forth.is_finite() || !across.is_finite() {
                self.end_line("\n\n");
            } else if across.abs() > 0.6 || forth < -1.0 {
                self.end_line("\n");
            } else if forth > 2.5 {
                self.blank(" | ");
            } else if forth > 0.16 || differs && across.abs() > 0.15 {
                // Also before and after the small number of a note.
                self.blank(" ");
            }
        }
        match letter {
            "ﬀ" => self.text.push_str("ff"),
            "ﬁ" => self.text.push_str("fi"),
            "ﬂ" => self.text.push_str("fl"),
            "ﬃ" => self.text.push_str("ffi"),
            "ﬄ" => self.text.push_str("ffl"),
            letter => self.text.push_str(letter),
        }
        self.end = Some((x + advance * right_x, y + advance * right_y, size));
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
            ("ﬂ", 5.0, 100.0),
            ("V", 13.0, 100.0),
            ("a", 18.1, 101.0),
            ("c", 60.0, 100.0),
            ("n", 0.0, 88.0),
            ("p", 0.0, 40.0),
        ] {
            layout.letter(letter, at(x, y), 0.5);
        }
        assert_eq!(layout.finish(), "Gfl Va | c\nn\n\np");
    }

    #[test]
    fn the_number_of_a_note_is_no_part_of_a_word() {
        let mut layout = Layout::default();
        layout.letter("v", at(0.0, 100.0), 0.5);
        layout.letter("1", Matrix([6.0, 0.0, 0.0, 6.0, 5.0, 104.0]), 0.5);
        layout.letter(",", at(8.0, 100.0), 0.5);
        assert_eq!(layout.finish(), "v 1 ,");
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
