use serde::Serialize;

/// Where in a document something stands, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// A page, as the file counts them.
    Page(usize),
    /// A paragraph, of those that hold text.
    Paragraph(usize),
}

/// The pages or paragraphs of an extracted text.
#[derive(Clone, Debug)]
pub(super) struct Places {
    place: fn(usize) -> Place,
    /// The byte each begins at, rising.
    starts: Vec<usize>,
}

impl Places {
    /// `starts`: the byte each page begins at.
    pub(super) fn pages(starts: Vec<usize>) -> Self {
        let place = Place::Page;
        Self { place, starts }
    }

    /// The lines of a text that are not blank: it has a paragraph on each.
    pub(super) fn paragraphs(text: &str) -> Self {
        let mut starts = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                starts.push(start);
            }
            start += line.len();
        }
        let place = Place::Paragraph;
        Self { place, starts }
    }

    /// Where a byte stands.
    pub(super) fn of(&self, byte: usize) -> Place {
        (self.place)(self.starts.partition_point(|&start| start <= byte).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_a_place() {
        let places = Places::paragraphs("ab\nc\n \nd");
        let of = |byte| places.of(byte);
        assert_eq!(
            [0, 2, 3, 5, 7, 99].map(of),
            [1, 1, 2, 2, 3, 3].map(Place::Paragraph)
        );
        assert_eq!(Places::paragraphs("").of(0), Place::Paragraph(1));
        let pages = Places::pages(vec![0, 10, 10, 20]);
        assert_eq!(
            [9, 10, 20].map(|byte| pages.of(byte)),
            [1, 3, 4].map(Place::Page)
        );
    }
}
