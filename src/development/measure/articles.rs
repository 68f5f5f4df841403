use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Page, THRESHOLD};
use crate::confidence::{Scored, accuracy, calibration_error};
use crate::development::read_hits::{Corpus, Verdict, verdicts};
use crate::{Body, Cancellation, Document, ErrorKind, Hit, Result, Screener};

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    title: Option<String>,
    date: Option<String>,
}

impl Article {
    fn into_document(self) -> Document {
        Document {
            title: self.title,
            date: self.date.and_then(|date| date.parse().ok()),
            body: Body::Text(self.text),
        }
    }
}

/// A hit in an article, and what somebody who read it says.
struct Read {
    start: usize,
    end: usize,
    /// The words and the entity.
    what: (String, String),
    confidence: f64,
    verdict: Option<bool>,
}

impl Read {
    fn new(hit: &Hit, verdicts: &[Verdict]) -> Self {
        let (start, end) = (hit.start, hit.end);
        Self {
            start,
            end,
            what: (hit.surface.clone(), hit.entity_id.to_string()),
            confidence: hit.confidence,
            verdict: verdicts
                .iter()
                .find(|read| (read.start, read.end, &*read.entity) == (start, end, &*hit.entity_id))
                .map(|read| read.right),
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Adds how many articles have a hit that names nobody listed, and how right the confidences are. Each
/// article is screened by the screener that `choose` names for it.
pub(super) fn measure(
    population: &str,
    files: &[String],
    corpus: Corpus<'_>,
    screeners: &[Screener],
    choose: impl Fn(&str) -> usize,
    page: &mut Page,
) -> Result<()> {
    let verdicts = verdicts()?;
    let mut articles: Vec<Vec<Read>> = Vec::new();
    for file in files {
        let bytes = corpus(file).ok_or_else(|| unreadable(file, "can't be read"))?;
        let of_file = verdicts.get(file.as_str());
        let mut by_screener: Vec<Vec<Article>> = screeners.iter().map(|_| Vec::new()).collect();
        for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let article: Article = serde_json::from_slice(line)
                .map_err(|error| unreadable(file, &format!("line {}: {error}", number + 1)))?;
            by_screener[choose(&article.id)].push(article);
        }
        for (screener, chosen) in screeners.iter().zip(by_screener) {
            let documents = chosen
                .into_iter()
                .map(|article| (article.id.clone(), article.into_document()));
            let mut failed = None;
            screener.screen_all(documents, &Cancellation::default(), |id, result| {
                let read = of_file.and_then(|of_file| of_file.get(id.as_str()));
                let read = read.map_or(&[][..], Vec::as_slice);
                match result {
                    Ok(result) => {
                        let hits = result.hits.iter();
                        articles.push(hits.map(|hit| Read::new(hit, read)).collect());
                    }
                    Err(error) => failed = Some(error),
                }
                failed.is_none()
            })?;
            failed.map_or(Ok(()), Err)?;
        }
    }
    report(population, &articles, page);
    Ok(())
}

fn report(population: &str, articles: &[Vec<Read>], page: &mut Page) {
    let elsewhere = readings(articles, counts_as_hit);
    let judged: Vec<Judged> = articles
        .iter()
        .map(|hits| Judged::of(hits, &elsewhere))
        .collect();
    let count = |is: fn(&Judged) -> bool| judged.iter().filter(|article| is(article)).count();
    page.line(population, "documents", articles.len());
    page.line(population, "with_a_hit", count(|article| article.has_hit));
    page.line(
        population,
        "with_a_wrong_hit",
        count(|article| article.has_wrong),
    );
    let unread = count(|article| article.has_unread && !article.has_wrong);
    page.line(population, "with_an_unread_hit_and_no_wrong_one", unread);
    let share = |articles: &[&Judged]| {
        let wrong = articles.iter().filter(|article| article.has_wrong).count();
        [wrong as f64 / articles.len().max(1) as f64]
    };
    page.figures(population, ["share_with_a_wrong_hit"], &judged, share);

    // What was read is one to three of each distinct hit: the rare and odd count more among them than in
    // the articles, where the same words stand for the same party again and again.
    let read = scored(articles, |hit| hit.verdict);
    calibration(population, "read", &read, page);
    let elsewhere = readings(articles, |_| true);
    let known = scored(articles, |hit| verdict(hit, &elsewhere));
    calibration(population, "all", &known, page);
}

/// The hits of each article that `verdict` says something of.
fn scored(articles: &[Vec<Read>], verdict: impl Fn(&Read) -> Option<bool>) -> Vec<Vec<Scored>> {
    let of_article = |hits: &Vec<Read>| -> Vec<Scored> {
        let known = hits.iter().filter_map(|hit| {
            Some(Scored {
                confidence: hit.confidence,
                positive: verdict(hit)?,
            })
        });
        known.collect()
    };
    let scored = articles.iter().map(of_article);
    scored.filter(|hits| !hits.is_empty()).collect()
}

/// Adds how right the confidences of hits are.
fn calibration(population: &str, which: &str, articles: &[Vec<Scored>], page: &mut Page) {
    let population = format!("{population}.{which}");
    let all = articles.concat();
    page.line(&population, "hits", all.len());
    let figures = |articles: &[&Vec<Scored>]| {
        let all: Vec<Scored> = articles
            .iter()
            .flat_map(|hits| hits.iter().copied())
            .collect();
        [accuracy(&all, THRESHOLD).precision, calibration_error(&all)]
    };
    page.figures(
        &population,
        ["precision", "calibration_error"],
        articles,
        figures,
    );
    page.reliability(&population, &all);
}

/// Whether words name an entity, by both.
type Readings<'a> = BTreeMap<&'a (String, String), bool>;

/// How the same words were mostly read where they were taken for the same entity; where they were as often
/// right as wrong, they count as wrong.
fn readings(articles: &[Vec<Read>], which: impl Fn(&Read) -> bool) -> Readings<'_> {
    let mut counts: BTreeMap<&(String, String), [usize; 2]> = BTreeMap::new();
    for hit in articles.iter().flatten().filter(|hit| which(hit)) {
        if let Some(right) = hit.verdict {
            counts.entry(&hit.what).or_default()[usize::from(right)] += 1;
        }
    }
    let mostly = counts.into_iter();
    mostly
        .map(|(what, [wrong, right])| (what, right > wrong))
        .collect()
}

/// What is known of a hit: what somebody says who read it, else what was said of the same words.
fn verdict(hit: &Read, elsewhere: &Readings<'_>) -> Option<bool> {
    hit.verdict.or_else(|| elsewhere.get(&hit.what).copied())
}

fn counts_as_hit(hit: &Read) -> bool {
    hit.confidence >= THRESHOLD
}

/// What an article's hits come to.
struct Judged {
    has_hit: bool,
    /// Whether a hit names nobody listed, where no other names somebody by the same words.
    has_wrong: bool,
    /// Whether nobody can say that of one.
    has_unread: bool,
}

impl Judged {
    fn of(hits: &[Read], elsewhere: &Readings<'_>) -> Self {
        let hits: Vec<(&Read, Option<bool>)> = hits
            .iter()
            .filter(|hit| counts_as_hit(hit))
            .map(|hit| {
                (
                    hit,
                    hit.verdict.or_else(|| elsewhere.get(&hit.what).copied()),
                )
            })
            .collect();
        let mut judged = Self {
            has_hit: !hits.is_empty(),
            has_wrong: false,
            has_unread: false,
        };
        for (hit, verdict) in &hits {
            let by_same_words = |wanted: Option<bool>| {
                let others = hits.iter().filter(|(other, _)| other.overlaps(hit));
                others.clone().any(|(_, verdict)| *verdict == wanted)
            };
            if by_same_words(Some(true)) {
                continue;
            }
            if *verdict == Some(false) && !by_same_words(None) {
                judged.has_wrong = true;
            } else {
                judged.has_unread = true;
            }
        }
        judged
    }
}

fn unreadable(file: &str, problem: &str) -> crate::Error {
    ErrorKind::List {
        path: file.into(),
        problem: problem.to_owned(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(start: usize, end: usize, what: &str, verdict: Option<bool>) -> Read {
        Read {
            start,
            end,
            what: (what.to_owned(), "x:1".to_owned()),
            confidence: 0.6,
            verdict,
        }
    }

    #[test]
    fn an_article_is_wrong_by_a_hit_that_nothing_excuses() {
        let judged = |hits: &[Read]| {
            let elsewhere_wrong = ("known".to_owned(), "x:1".to_owned());
            let elsewhere = BTreeMap::from([(&elsewhere_wrong, false)]);
            let judged = Judged::of(hits, &elsewhere);
            (judged.has_hit, judged.has_wrong, judged.has_unread)
        };
        assert_eq!(judged(&[]), (false, false, false));
        assert_eq!(judged(&[hit(0, 5, "a", Some(true))]), (true, false, false));
        assert_eq!(judged(&[hit(0, 5, "a", Some(false))]), (true, true, false));
        assert_eq!(judged(&[hit(0, 5, "known", None)]), (true, true, false));
        assert_eq!(judged(&[hit(0, 5, "new", None)]), (true, false, true));
        let excused = [hit(0, 5, "a", Some(false)), hit(3, 9, "b", Some(true))];
        assert_eq!(judged(&excused), (true, false, false));
        let unsure = [hit(0, 5, "a", Some(false)), hit(3, 9, "new", None)];
        assert_eq!(judged(&unsure), (true, false, true));
        let mut low = hit(0, 5, "a", Some(false));
        low.confidence = 0.4;
        assert_eq!(judged(&[low]), (false, false, false));
    }
}
