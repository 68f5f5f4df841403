use crate::watchlist::text::tidy;

/// An element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(in crate::watchlist::source) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(in crate::watchlist::source) children: Vec<Element>,
}

impl Element {
    /// An element with nothing in it.
    pub(in crate::watchlist::source) fn new(name: &str) -> Self {
        Self::of_text(name, "")
    }

    /// An element with a text only.
    pub(in crate::watchlist::source) fn of_text(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Whether it has neither attributes nor anything in it.
    pub(in crate::watchlist::source) fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.text.is_empty() && self.children.is_empty()
    }

    /// Sets an attribute, in place of what it may have been.
    pub(in crate::watchlist::source) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => value.clone_into(known),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Puts an element into it.
    pub(in crate::watchlist::source) fn push(&mut self, child: Self) {
        self.children.push(child);
    }

    /// Puts an element into it, unless the same one is there.
    pub(in crate::watchlist::source) fn push_new(&mut self, child: Self) {
        if !self.children.contains(&child) {
            self.children.push(child);
        }
    }

    /// The first child of that name, which is made if there is none.
    pub(in crate::watchlist::source) fn child_or_new(&mut self, name: &str) -> &mut Self {
        let found = self.children.iter().position(|child| child.name == name);
        let at = found.unwrap_or_else(|| {
            self.children.push(Self::new(name));
            self.children.len() - 1
        });
        &mut self.children[at]
    }

    /// Its own text, blanks tidied.
    pub(crate) fn text(&self) -> String {
        tidy(&self.text)
    }

    /// Its own text as it stands.
    pub(in crate::watchlist::source) fn raw_text(&self) -> &str {
        &self.text
    }

    /// The value of an attribute, blanks tidied; empty if there is none.
    pub(crate) fn attribute(&self, name: &str) -> String {
        find_attribute(&self.attributes, name)
    }

    /// Whether an attribute says `true`.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.attribute(name) == "true"
    }

    /// The first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements directly in it.
    pub(crate) fn children(&self) -> &[Element] {
        &self.children
    }

    /// The elements at a path below it (`names/name`), in order.
    pub(crate) fn at<'a>(&'a self, path: &str) -> Vec<&'a Element> {
        path.split('/').fold(vec![self], |elements, name| {
            elements
                .into_iter()
                .flat_map(|element| &element.children)
                .filter(|child| child.name == name)
                .collect()
        })
    }

    /// The texts of the elements at a path below it, without empty ones.
    pub(crate) fn texts(&self, path: &str) -> Vec<String> {
        let texts = self.at(path).into_iter().map(Element::text);
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// The values of some of its children, in this order, without empty ones.
    pub(crate) fn values_of(&self, names: &[&str]) -> Vec<String> {
        let values = names.iter().map(|name| self.value(name));
        values.filter(|text| !text.is_empty()).collect()
    }

    /// The children of that name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of that name that has any; else empty.
    pub(crate) fn value(&self, name: &str) -> String {
        self.all(name)
            .map(Element::text)
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// The texts of the `inner` children of all `outer` children, without empty ones.
    pub(crate) fn values<'a>(
        &'a self,
        outer: &'a str,
        inner: &'a str,
    ) -> impl Iterator<Item = String> + 'a {
        self.all(outer)
            .flat_map(move |element| element.all(inner))
            .map(Element::text)
            .filter(|text| !text.is_empty())
    }
}

/// The root element, without what is in it.
#[derive(Debug, Default)]
pub(crate) struct Root {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Root {
    /// The value of an attribute; empty if there is none.
    pub(crate) fn attribute(&self, name: &str) -> String {
        find_attribute(&self.attributes, name)
    }
}

fn find_attribute(attributes: &[(String, String)], name: &str) -> String {
    let found = attributes.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| tidy(value)).unwrap_or_default()
}
