//! The common shape of the data files: a header comment, then sorted lines of tab-separated fields.

/// One data file, embedded in the program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    pub(super) file: &'static str,
    pub(super) text: &'static str,
}

/// A line of a data file that does not say what its file promises.
#[derive(Debug, thiserror::Error)]
#[error("{file}, line {line}: {problem}")]
pub(super) struct TableError {
    file: &'static str,
    line: usize,
    problem: String,
}

/// One line of a data file, cut into its `N` fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<const N: usize> {
    pub(super) fields: [&'static str; N],
    file: &'static str,
    line: usize,
}

impl Table {
    /// The lines that are neither empty nor comments, with their numbers from 1.
    pub(super) fn lines(self) -> impl Iterator<Item = (usize, &'static str)> {
        (1..)
            .zip(self.text.lines())
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    }

    /// The lines as rows of `N` fields.
    pub(super) fn rows<const N: usize>(self) -> impl Iterator<Item = Result<Row<N>, TableError>> {
        self.lines().map(move |(line, text)| {
            let fields: Vec<&'static str> = text.split('\t').collect();
            let found = fields.len();
            <[&'static str; N]>::try_from(fields)
                .map(|fields| Row {
                    fields,
                    file: self.file,
                    line,
                })
                .map_err(|_| TableError {
                    file: self.file,
                    line,
                    problem: format!("expected {N} fields parted by tabs, found {found}"),
                })
        })
    }
}

impl<const N: usize> Row<N> {
    /// An error that points to this line.
    #[cold]
    pub(super) fn error(&self, problem: impl Into<String>) -> TableError {
        TableError {
            file: self.file,
            line: self.line,
            problem: problem.into(),
        }
    }

    /// The value that `pairs` gives for the word in a field.
    pub(super) fn keyword<T: Copy>(
        &self,
        field: usize,
        pairs: &[(&str, T)],
    ) -> Result<T, TableError> {
        let word = self.fields[field];
        pairs
            .iter()
            .find(|(name, _)| *name == word)
            .map(|&(_, value)| value)
            .ok_or_else(|| {
                let names: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
                self.error(format!(
                    "expected one of `{}`, found `{word}`",
                    names.join("`, `")
                ))
            })
    }

    /// The whole number in a field.
    pub(super) fn integer<T: std::str::FromStr>(&self, field: usize) -> Result<T, TableError> {
        let text = self.fields[field];
        text.parse()
            .map_err(|_| self.error(format!("expected a number, found `{text}`")))
    }

    /// The folded words of a field, parted by single blanks.
    pub(super) fn words(&self, field: usize) -> Result<Vec<&'static str>, TableError> {
        self.fields[field]
            .split(' ')
            .map(|word| self.folded(word))
            .collect()
    }

    /// The folded phrases of a field, parted by `; `, each as its words.
    pub(super) fn phrases(&self, field: usize) -> Result<Vec<Vec<&'static str>>, TableError> {
        self.fields[field]
            .split("; ")
            .map(|phrase| phrase.split(' ').map(|word| self.folded(word)).collect())
            .collect()
    }

    fn folded(&self, word: &'static str) -> Result<&'static str, TableError> {
        let is_folded = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if !word.is_empty() && word.bytes().all(is_folded) {
            Ok(word)
        } else {
            Err(self.error(format!("expected a word of a-z and 0-9, found `{word}`")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn first_error(text: &'static str) -> String {
        let table = Table {
            file: "x.tsv",
            text,
        };
        table
            .rows::<2>()
            .find_map(|row| row.and_then(|row| row.words(1)).err())
            .map(|error| error.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn errors_name_file_line_and_expectation() {
        assert_eq!(first_error("# head\n\na\tb c\n"), "");
        assert_eq!(
            first_error("# head\na\tb\nc\n"),
            "x.tsv, line 3: expected 2 fields parted by tabs, found 1"
        );
        assert_eq!(
            first_error("a\tb  c\n"),
            "x.tsv, line 1: expected a word of a-z and 0-9, found ``"
        );
        assert_eq!(
            first_error("a\tÉmile\n"),
            "x.tsv, line 1: expected a word of a-z and 0-9, found `Émile`"
        );
    }

    #[test]
    fn keywords_and_numbers_are_checked() {
        let table = Table {
            file: "x.tsv",
            text: "red\tmany\n",
        };
        let row = table.rows::<2>().next().unwrap().unwrap();
        assert_eq!(row.keyword(0, &[("blue", 1), ("red", 2)]).unwrap(), 2);
        assert_eq!(
            row.keyword(1, &[("few", 1)]).unwrap_err().to_string(),
            "x.tsv, line 1: expected one of `few`, found `many`"
        );
        assert_eq!(
            row.integer::<u8>(1).unwrap_err().to_string(),
            "x.tsv, line 1: expected a number, found `many`"
        );
    }
}
