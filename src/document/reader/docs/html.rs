use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Article, Config, Readability};
use encoding_rs::Encoding;

use super::paragraphs::{Gap, Paragraphs};
use crate::document::charset::decode;
use crate::document::extracted::Extracted;
use crate::document::places::Places;
use crate::document::problem::Problem;

/// The article is not looked for in a page with more elements than this.
const MOST_ELEMENTS: usize = 50_000;

/// An article is taken for one if it has so many characters, or half of all there is to read.
const ARTICLE: usize = 500;

/// Where the elements are numbered, to be known again in the article.
const NUMBER: &str = "data-namewatch";

/// The article of a page with its title and date; the whole visible text, if there is no article.
pub(super) fn read(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<Extracted, Problem> {
    let (text, encoding) = decode(bytes, declared.or_else(|| declared_within(bytes)))?;
    let page = Document::from(text);
    let whole = visible(page.root(), |_| true)?;
    let article = article(&page);
    let (title, text) = match &article {
        Some((found, root)) => {
            let text = visible(*root, |element| !is_menu(element))?;
            let is_article = text.len() >= ARTICLE || text.len() * 2 >= whole.len();
            (
                Some(found.title.clone()),
                if is_article { text } else { whole },
            )
        }
        None => (None, whole),
    };
    let title = title
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| page.select("title").text().trim().to_owned());
    let published = article.and_then(|(article, _)| article.published_time);
    let day = published
        .as_deref()
        .and_then(|time| time.get(..10)?.parse().ok());
    Ok(Extracted {
        date: day,
        places: Some(Places::paragraphs(&text)),
        encoding: Some(encoding),
        ..Extracted::new(Some(title), text)
    })
}

/// The encoding that a page says it is in.
fn declared_within(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let key = b"charset=";
    let place = head.windows(key.len()).position(|window| window == key)?;
    let label = head[place + key.len()..].trim_ascii_start();
    let label = label
        .strip_prefix(b"\"")
        .or_else(|| label.strip_prefix(b"'"))
        .unwrap_or(label);
    let end = label
        .iter()
        .position(|byte| b"\"'>; /\t\r\n".contains(byte))?;
    // A page in which this can be read is not in UTF-16.
    Encoding::for_label(&label[..end]).filter(|encoding| encoding.is_ascii_compatible())
}

/// The article as it is recognised, and the element of the page that holds all of it: what the
/// recognition leaves out inside of that (tables, lists, captions) may name somebody too.
fn article(page: &Document) -> Option<(Article, NodeRef<'_>)> {
    let elements: Vec<NodeRef> = page
        .root()
        .descendants_it()
        .filter(NodeRef::is_element)
        .collect();
    if elements.len() > MOST_ELEMENTS {
        return None;
    }
    for (number, element) in elements.iter().enumerate() {
        element.set_attr(NUMBER, &number.to_string());
    }
    let settings = Config {
        keep_classes: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(page.clone(), None, Some(settings)).ok()?;
    let article = readability.parse().ok()?;
    let key = format!("{NUMBER}=\"");
    let numbers = article.content.split(&key).skip(1);
    let numbers = numbers.filter_map(|rest| rest.split('"').next()?.parse::<usize>().ok());
    let kept: Vec<NodeRef> = numbers
        .filter_map(|number| elements.get(number).copied())
        .collect();
    let root = common_ancestor(&kept)?;
    Some((article, root))
}

/// The innermost element in which all the others lie.
fn common_ancestor<'a>(nodes: &[NodeRef<'a>]) -> Option<NodeRef<'a>> {
    let path = |node: &NodeRef<'a>| {
        let mut path: Vec<NodeId> = node.ancestors_it(None).map(|node| node.id).collect();
        path.reverse();
        path.push(node.id);
        path
    };
    let first = *nodes.first()?;
    let mut shared = path(&first);
    for node in &nodes[1..] {
        let other = path(node);
        let same = shared
            .iter()
            .zip(&other)
            .take_while(|(a, b)| a == b)
            .count();
        shared.truncate(same);
    }
    let innermost = shared.last()?;
    let mut candidates = std::iter::once(first).chain(first.ancestors_it(None));
    candidates.find(|node| node.id == *innermost)
}

fn is_menu(element: &NodeRef<'_>) -> bool {
    let role = element.attr("role");
    let is_navigation = role.is_some_and(|role| &*role == "navigation");
    let menus = ["nav", "button", "select"];
    is_navigation || menus.iter().any(|name| element.has_name(name))
}

/// What of a page can be read, but for elements that are not `wanted`.
fn visible(root: NodeRef<'_>, wanted: impl Fn(&NodeRef<'_>) -> bool) -> Result<String, Problem> {
    enum Step<'a> {
        Open(NodeRef<'a>),
        Close(Gap),
    }
    let mut text = Paragraphs::default();
    let mut steps = vec![Step::Open(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Close(gap) => text.gap(gap),
            Step::Open(node) if node.is_text() => {
                if in_preformatted(&node) {
                    text.push(&node.text());
                } else {
                    text.push_loose(&node.text());
                }
                text.check()?;
            }
            Step::Open(node) => {
                let name = node.node_name();
                let name = name.as_deref().unwrap_or_default();
                if is_invisible(name) || node.has_attr("hidden") || !wanted(&node) {
                    continue;
                }
                if let Some(gap) = gap_of(name) {
                    text.gap(gap);
                    steps.push(Step::Close(gap));
                }
                steps.extend(node.children_it(true).map(Step::Open));
            }
        }
    }
    Ok(text.finish())
}

fn in_preformatted(node: &NodeRef<'_>) -> bool {
    node.parent().is_some_and(|parent| parent.has_name("pre"))
}

fn is_invisible(element: &str) -> bool {
    matches!(
        element,
        "head"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "iframe"
            | "object"
            | "svg"
            | "textarea"
    )
}

/// What an element is parted from its surroundings by; nothing for those inside a line.
fn gap_of(element: &str) -> Option<Gap> {
    Some(match element {
        "br" | "hr" | "li" | "tr" | "dt" | "dd" | "option" => Gap::Line,
        "td" | "th" => Gap::Cell,
        "p" | "div" | "article" | "section" | "main" | "header" | "footer" | "nav" | "aside"
        | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl"
        | "table" | "caption" | "figure" | "figcaption" | "form" | "fieldset" | "address"
        | "details" | "summary" | "body" => Gap::Paragraph,
        "button" | "select" | "input" | "label" | "img" => Gap::Space,
        _ => return None,
    })
}

/// The visible text of a piece of HTML, such as the body of a mail.
pub(super) fn text_of(html: &str) -> Result<String, Problem> {
    visible(Document::from(html).root(), |_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> (String, Option<String>) {
        let page = read(html.as_bytes(), None).unwrap();
        match page.body {
            namewatch::Body::Text(text) => (text, page.title),
            namewatch::Body::Stream(_) => panic!("a page is held"),
        }
    }

    #[test]
    fn the_article_is_taken_with_all_that_lies_in_it_but_no_menus() {
        let long = "The deputy governor, who has held the office for ten years, told the reporters \
            on Monday that the matter, as far as the ministry knew, was closed. ";
        let html = format!(
            "<html><head><title>Ship seized | The Port News</title><style>p{{}}</style></head><body>\
             <nav><a href=/>Home</a><a href=/s>Sport news</a></nav>\
             <div id=main><h1>Ship seized</h1><p>{0}</p><p>{0}</p>\
             <table><tr><td>Owner<td>Gleb Varnakov<tr><td>Flag<td>Panama</table>\
             <p>{0}</p></div><div class=footer><p>All rights <a href=x>reserved</a></div></body>",
            long.repeat(3)
        );
        let (text, title) = text(&html);
        assert!(
            text.contains("Owner | Gleb Varnakov\nFlag | Panama\n\nThe deputy"),
            "{text}"
        );
        assert!(!text.contains("Sport news"), "{text}");
        assert!(title.unwrap().starts_with("Ship seized"));
    }

    #[test]
    fn without_an_article_all_that_can_be_read_is_taken() {
        let html = "<title>List</title><ul><li>Gleb <b>Varn</b>akov</li><li>Sea&nbsp;Harrier 7</ul>\
            <script>var x = 'no'</script><p hidden>no</p><dl><dt>Name<dd>Tariq<dd>Abu Saqr</dl>\
            <pre>a\n  b</pre><!-- no -->";
        let (text, title) = text(html);
        assert_eq!(
            text,
            "Gleb Varnakov\nSea Harrier 7\n\nName\nTariq\nAbu Saqr\n\na\n  b"
        );
        assert_eq!(title.as_deref(), Some("List"));
    }

    #[test]
    fn the_encoding_is_declared_or_told() {
        let page =
            "<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>Глеб";
        let bytes = encoding_rs::WINDOWS_1251.encode(page).0;
        let read = read(&bytes, None).unwrap();
        assert_eq!(read.encoding, Some("windows-1251"));
        assert!(matches!(&read.body, namewatch::Body::Text(text) if text == "Глеб"));
    }
}
