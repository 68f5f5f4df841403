//! Rows of a table that a stray quotation mark made a part of a cell.

/// How many line ends stand in a cell that seems to have swallowed rows, since a quotation mark was
/// opened in one row and closed in a later one: such a row has as many cells as others, and only the
/// commas inside that cell betray it. Of running text with line breaks they are followed by a blank,
/// stand in numbers, or are not of the number that rows have.
pub fn swallowed_rows<'a>(
    cells: impl IntoIterator<Item = &'a [u8]>,
    columns: usize,
    delimiter: u8,
) -> Option<usize> {
    let mut cells = cells.into_iter().enumerate();
    cells.find_map(|(at, cell)| swallowed(cell, at, columns, delimiter))
}

/// What is wrong with such a row.
pub(super) fn quoted_rows(number: usize, more: usize) -> String {
    format!(
        "row {number}: a quotation mark that is opened in it makes one cell of it and the {more} lines \
         that follow; expected it to be closed in the same row"
    )
}

fn swallowed(cell: &[u8], at: usize, columns: usize, delimiter: u8) -> Option<usize> {
    if !cell.contains(&b'\n') {
        return None;
    }
    let mut delimiters = cell
        .split(|&byte| byte == b'\n')
        .map(|line| count(line, delimiter));
    // What follows the cell in the row that it began in, and what comes before it in the one it ends in.
    let (begins, ends) = (columns.checked_sub(at + 1)?, at);
    let (first, last) = (delimiters.next()?, delimiters.next_back()?);
    let between = delimiters.clone().count();
    // One such line among two cells says too little: a text may have one. It is told where the mark that
    // opens the next row's cell closed this one, so that the mark that should close that is left over.
    let is_left_over = cell.split(|&byte| byte == b'"').skip(1).count() % 2 == 1;
    let ends_so = cell.trim_ascii_end().ends_with(b"\"") && is_left_over;
    let is_told = columns > 2 || columns == 2 && (between > 0 || ends_so);
    let is_row = first == begins && last == ends && delimiters.all(|count| count == columns - 1);
    (is_told && is_row).then_some(between + 1)
}

/// How many delimiters of a line can part cells.
fn count(line: &[u8], delimiter: u8) -> usize {
    let parts = |at: usize| {
        let (before, after) = (at.checked_sub(1).map(|at| line[at]), line.get(at + 1));
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let in_number = is_digit(before.as_ref()) && is_digit(after);
        line[at] == delimiter && after != Some(&b' ') && !(in_number && delimiter == b',')
    };
    (0..line.len()).filter(|&at| parts(at)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(row: &str, columns: usize, delimiter: u8) -> Option<usize> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(delimiter)
            .from_reader(row.as_bytes());
        let record = reader.byte_records().next().unwrap().unwrap();
        assert_eq!(record.len(), columns, "{row}");
        swallowed_rows(&record, columns, delimiter)
    }

    #[test]
    fn rows_inside_a_cell_are_told() {
        for (row, columns, delimiter, lines) in [
            ("1,person,\"A\n2,person,B\"\n", 3, b',', 1),
            (
                "1,person,\"A\r\n2,person,B\r\n3,person,\"C\"\r\n",
                3,
                b',',
                2,
            ),
            ("\"A,1,x\nB,2,y\nC\",3,z\n", 3, b',', 2),
            ("1;\"A, B\n2;C\n3;D\"\n", 2, b';', 2),
            ("1,\"Gleb Varnakov spoke\n2,\"Orlan Tavrik\"\n", 2, b',', 1),
            ("\"Gleb Varnakov,1\n\"Orlan Tavrik\",2\n", 2, b',', 1),
        ] {
            assert_eq!(told(row, columns, delimiter), Some(lines), "{row}");
        }
    }

    #[test]
    fn lines_of_text_are_no_rows() {
        for (row, columns) in [
            ("1,\"Two\nlines\"\n", 2),
            ("1,\"First, this\nthen, that\nat last, all\"\n", 2),
            ("1,\"Price\n1,200\n3,400\"\n", 2),
            ("1,\"x\na,b\"\n", 2),
            ("1,\"He said:\n\"\"yes,no\"\"\"\n", 2),
            ("1,\"A screen of 5\"\"\na,b\"\n", 2),
            ("1,\"two\nlines of 5\"\"\"\n", 2),
            ("1,org,\"12 Main Street\nOxford\nUK\"\n", 3),
            ("\"a,b\nc\",1,x\n", 3),
        ] {
            assert_eq!(told(row, columns, b','), None, "{row}");
        }
    }
}
