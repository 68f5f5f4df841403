use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Error, Object, ObjectId};

use super::LARGEST_STREAM;
use super::font::{Font, dictionary};
use super::layout::{Layout, Matrix};
use crate::document::limits::EXTRACTED;

/// How deep drawings may lie inside each other.
const DEEPEST: usize = 10;

/// How many drawings of a page are looked at, and how many states are remembered.
const MOST_DRAWINGS: usize = 10_000;
const MOST_STATES: usize = 1000;

/// What stands on a page.
pub(super) struct PageText {
    pub(super) text: String,
    /// Whether some letters are not known.
    pub(super) unread: bool,
}

/// The fonts met so far; a file has a few for all its pages.
#[derive(Default)]
pub(super) struct Fonts(HashMap<ObjectId, Option<Rc<Font>>>);

/// Reads a page.
pub(super) fn read(file: &Document, page: ObjectId, fonts: &mut Fonts) -> Result<PageText, Error> {
    let content = file.get_page_content_with_limit(page, LARGEST_STREAM)?;
    let (own, referred) = file.get_page_resources(page)?;
    let referred = referred
        .iter()
        .filter_map(|&id| file.get_dictionary(id).ok());
    let resources: Vec<&Dictionary> = own.into_iter().chain(referred).collect();
    let mut reader = Reader {
        file,
        fonts,
        layout: Layout::default(),
        unread: false,
        drawings: 0,
    };
    reader.read(&content, &resources, Matrix::IDENTITY, 0)?;
    Ok(PageText {
        text: reader.layout.finish(),
        unread: reader.unread,
    })
}

struct Reader<'a, 'f> {
    file: &'a Document,
    fonts: &'f mut Fonts,
    layout: Layout,
    unread: bool,
    drawings: usize,
}

/// What holds for the text that is shown next.
#[derive(Clone)]
struct State {
    /// From what is drawn to the page.
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    /// What is added after each letter and each blank, and how wide letters are drawn.
    letter_gap: f32,
    word_gap: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    /// From the text to what is drawn: of the next letter, and of the line.
    text: Matrix,
    line: Matrix,
}

impl State {
    fn new(page: Matrix) -> Self {
        Self {
            page,
            font: None,
            size: 1.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::shift(x, y) * self.line;
        self.text = self.line;
    }

    fn advance(&mut self, by: f32) {
        self.text = Matrix::shift(by, 0.0) * self.text;
    }
}

impl<'a> Reader<'a, '_> {
    /// Carries out what a page, or a drawing on it, says.
    fn read(
        &mut self,
        content: &[u8],
        resources: &[&'a Dictionary],
        page: Matrix,
        depth: usize,
    ) -> Result<(), Error> {
        let mut state = State::new(page);
        let mut outer = Vec::new();
        for operation in Content::decode_iter(content) {
            let Operation { operator, operands } = operation?;
            let number = |place: usize| {
                let operand = operands
                    .get(place)
                    .and_then(|operand| operand.as_float().ok());
                operand.filter(|number| number.is_finite()).unwrap_or(0.0)
            };
            let matrix = || Matrix([0, 1, 2, 3, 4, 5].map(number));
            match operator.as_str() {
                "q" if outer.len() < MOST_STATES => outer.push(state.clone()),
                "Q" => {
                    if let Some(before) = outer.pop() {
                        state = before;
                    }
                }
                "cm" => state.page = matrix() * state.page,
                "BT" => {
                    state.text = Matrix::IDENTITY;
                    state.line = Matrix::IDENTITY;
                }
                "Tf" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    state.font = name.and_then(|name| self.font(name, resources));
                    state.size = number(1);
                }
                "Tc" => state.letter_gap = number(0),
                "Tw" => state.word_gap = number(0),
                "Tz" => state.stretch = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Tm" => {
                    state.line = matrix();
                    state.text = state.line;
                }
                "Td" => state.next_line(number(0), number(1)),
                "TD" => {
                    state.leading = -number(1);
                    state.next_line(number(0), number(1));
                }
                "T*" => state.next_line(0.0, -state.leading),
                "Tj" => self.show(operands.first(), &mut state),
                "'" => {
                    state.next_line(0.0, -state.leading);
                    self.show(operands.first(), &mut state);
                }
                "\"" => {
                    state.word_gap = number(0);
                    state.letter_gap = number(1);
                    state.next_line(0.0, -state.leading);
                    self.show(operands.get(2), &mut state);
                }
                "TJ" => {
                    let pieces = operands.first().and_then(|pieces| pieces.as_array().ok());
                    for piece in pieces.into_iter().flatten() {
                        match piece.as_float() {
                            Ok(back) => state.advance(-back / 1000.0 * state.size * state.stretch),
                            Err(_) => self.show(Some(piece), &mut state),
                        }
                    }
                }
                "Do" => {
                    if let Some(name) = operands.first().and_then(|name| name.as_name().ok()) {
                        self.draw(name, resources, state.page, depth)?;
                    }
                }
                _ => {}
            }
            if self.layout.len() > EXTRACTED {
                break;
            }
        }
        Ok(())
    }

    /// Shows a string.
    fn show(&mut self, string: Option<&Object>, state: &mut State) {
        let Some(Object::String(string, _)) = string else {
            return;
        };
        let Some(font) = state.font.clone() else {
            self.unread |= !string.is_empty();
            return;
        };
        for letter in font.letters(string) {
            let mut by = letter.width / 1000.0 * state.size + state.letter_gap;
            if letter.is_blank {
                by += state.word_gap;
            }
            by *= state.stretch;
            if let Some(text) = &letter.text {
                let scale = [
                    state.size * state.stretch,
                    0.0,
                    0.0,
                    state.size,
                    0.0,
                    state.rise,
                ];
                let place = Matrix(scale) * state.text * state.page;
                let advance = by / (state.size * state.stretch);
                self.layout.letter(text, place, advance);
            } else {
                self.unread = true;
            }
            state.advance(by);
        }
    }

    fn font(&mut self, name: &[u8], resources: &[&'a Dictionary]) -> Option<Rc<Font>> {
        let file = self.file;
        let object = found(b"Font", name, resources, file)?;
        let read = |font: &Dictionary| Font::new(font, file).ok().map(Rc::new);
        match object.as_reference() {
            Ok(id) => {
                let known = self.fonts.0.entry(id);
                let read = || dictionary(object, file).and_then(read);
                known.or_insert_with(read).clone()
            }
            Err(_) => dictionary(object, file).and_then(read),
        }
    }

    /// Reads a drawing that has a content of its own.
    fn draw(
        &mut self,
        name: &[u8],
        resources: &[&'a Dictionary],
        page: Matrix,
        depth: usize,
    ) -> Result<(), Error> {
        let drawing = found(b"XObject", name, resources, self.file);
        let drawing = drawing.and_then(|drawing| self.file.dereference(drawing).ok());
        let Some((_, Object::Stream(drawing))) = drawing else {
            return Ok(());
        };
        self.drawings += 1;
        let dict = &drawing.dict;
        let is_form = dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form");
        if !is_form || depth == DEEPEST || self.drawings > MOST_DRAWINGS {
            return Ok(());
        }
        let matrix = dict
            .get_deref(b"Matrix", self.file)
            .and_then(Object::as_array);
        let matrix = matrix.ok().and_then(|numbers| {
            let numbers: Vec<f32> = numbers.iter().filter_map(|n| n.as_float().ok()).collect();
            numbers.try_into().ok().map(Matrix)
        });
        let own = dict.get(b"Resources").ok();
        let own = own.and_then(|resources| dictionary(resources, self.file));
        let inside: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
        let content = drawing.get_plain_content_with_limit(LARGEST_STREAM)?;
        let page = matrix.unwrap_or(Matrix::IDENTITY) * page;
        self.read(&content, &inside, page, depth + 1)
    }
}

/// What a name stands for.
fn found<'a>(
    kind: &[u8],
    name: &[u8],
    resources: &[&'a Dictionary],
    file: &'a Document,
) -> Option<&'a Object> {
    resources.iter().find_map(|resources| {
        let kind = dictionary(resources.get(kind).ok()?, file)?;
        kind.get(name).ok()
    })
}
