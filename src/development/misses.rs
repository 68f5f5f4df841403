//! The page of known misses: what is still wrong on labelled data, kind by kind.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use super::kinds;
use super::labelled::{LabelledPair, Passage, csv_rows};
use super::{letters_of, reference_of};
use crate::matching::Features;
use crate::screening::development::{FoundMention, best_by_entity, compared, mentions};
use crate::{EntityKind, Hit, ListSource, Model, NameHit, Query, Result, Screener, Watchlist};

/// From this confidence on something is reported.
const THRESHOLD: f64 = 0.5;
/// So many examples are shown of a kind: the shortest.
const EXAMPLES: usize = 3;

const HEAD: &str = "\
# Known misses

What namewatch still gets wrong at a confidence of 0.5 on the labelled data that its model is fitted on,
kind by kind. *Missed*: right, but under 0.5. *False alarms*: wrong, but at or over 0.5. A mistake is
counted once, under the first kind that fits. The labels are other people's and sometimes wrong themselves;
pairs labelled both ways are a kind of their own. Made by

```sh
namewatch misses --data ../shared/eval -o lists/known-misses.md
```
";

/// Runs `compare`, `lookup` and `screen` over the labelled data in `data`, against the lists in
/// `lists`, and writes the page in Markdown.
///
/// # Errors
///
/// If a file is missing or malformed.
pub fn known_misses(data: &Path, lists: &Path) -> Result<String> {
    let model = Model::embedded()?;
    let sources = ["us_ofac_sdn", "un_sc"].map(|list| ListSource::new(lists.join(list)));
    let both = screener(&sources)?;
    let un = screener(&sources[1..])?;
    let sections = [
        pairs(data, &model)?,
        aliases(data, &model)?,
        typed_names(data, &un, &model)?,
        ordinary_people(data, &un, &model)?,
        passages(
            data,
            "text_mentions_dev.jsonl",
            "`screen`: passages",
            &both,
            &model,
        )?,
        passages(
            data,
            "text_mentions_languages.jsonl",
            "`screen`: passages in many languages",
            &both,
            &model,
        )?,
    ];
    let mut page = HEAD.to_owned();
    for section in &sections {
        section.write(&mut page);
    }
    Ok(page)
}

/// A screener with the list that it screens against.
struct Listed {
    screener: Screener,
    watchlist: Watchlist,
}

impl Listed {
    /// The primary name of the party of a reference.
    fn name(&self, reference: &str) -> &str {
        let mut entities = self.watchlist.entities().iter();
        let entity = entities.find(|entity| reference_of(&entity.id) == reference);
        entity.map_or("", |entity| entity.primary_name())
    }

    /// The features of the best name of one party.
    fn features(&self, query: &Query, reference: &str, model: &Model) -> Option<Features> {
        let found = best_by_entity(&self.screener, query, model, |_| true);
        let right = |(id, ..): &(String, f64, Features)| reference_of(id) == reference;
        found
            .into_iter()
            .find(right)
            .map(|(_, _, features)| features)
    }
}

fn screener(sources: &[ListSource]) -> Result<Listed> {
    let watchlist = Watchlist::load(sources)?;
    let screener = Screener::builder()
        .min_confidence(THRESHOLD)
        .build(&watchlist)?;
    Ok(Listed {
        screener,
        watchlist,
    })
}

/// The mistakes of one population.
struct Section {
    title: &'static str,
    population: String,
    kinds: BTreeMap<&'static str, Kind>,
}

#[derive(Default)]
struct Kind {
    missed: usize,
    false_alarms: usize,
    /// By length, then by letters.
    examples: BTreeSet<(usize, String)>,
}

impl Section {
    fn new(title: &'static str) -> Self {
        Self {
            title,
            population: String::new(),
            kinds: BTreeMap::new(),
        }
    }

    fn count(&mut self, kind: &'static str, missed: bool, names: [&str; 2]) {
        let kind = self.kinds.entry(kind).or_default();
        if missed {
            kind.missed += 1;
        } else {
            kind.false_alarms += 1;
        }
        let names = names.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
        let example = names.join(" / ");
        kind.examples.insert((example.chars().count(), example));
    }

    fn write(&self, page: &mut String) {
        let sum = |count: fn(&Kind) -> usize| -> usize { self.kinds.values().map(count).sum() };
        let (missed, alarms) = (sum(|kind| kind.missed), sum(|kind| kind.false_alarms));
        let _ = write!(
            page,
            "\n## {}\n\n{}: {missed} missed, {alarms} false alarms.\n",
            self.title, self.population
        );
        if self.kinds.is_empty() {
            return;
        }
        page.push_str("\n| kind | missed | false alarms | such as |\n|---|---|---|---|\n");
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(_, kind)| std::cmp::Reverse(kind.missed + kind.false_alarms));
        for (name, kind) in kinds {
            let examples = kind.examples.iter().take(EXAMPLES);
            let examples: Vec<String> = examples.map(|(_, names)| escaped(names)).collect();
            let (missed, alarms) = (kind.missed, kind.false_alarms);
            let _ = writeln!(
                page,
                "| {name} | {missed} | {alarms} | {} |",
                examples.join("; ")
            );
        }
    }
}

/// Names as they stand in a cell of a table.
fn escaped(names: &str) -> String {
    names
        .replace('|', "\\|")
        .replace('*', "\\*")
        .replace('<', "\\<")
}

fn pairs(data: &Path, model: &Model) -> Result<Section> {
    let mut section = Section::new("`compare`: labelled pairs");
    let mut pairs = Vec::new();
    for file in ["name_pairs_dev.csv", "watchman_expectations.csv"] {
        let path = data.join(file);
        let (rows, _) = csv_rows(&path)?;
        let labelled = LabelledPair::of_rows(&path, &rows)?;
        pairs.extend(labelled.into_iter().map(|(_, pair)| pair));
    }
    let key = |pair: &LabelledPair| {
        let mut names = [pair.one.to_lowercase(), pair.other.to_lowercase()];
        names.sort();
        names
    };
    let labels: BTreeSet<_> = pairs
        .iter()
        .map(|pair| (key(pair), pair.is_match))
        .collect();
    for pair in &pairs {
        let confidence = model.compare(&pair.one, &pair.other, pair.kind).confidence;
        if (confidence >= THRESHOLD) == pair.is_match {
            continue;
        }
        let kind = if labels.contains(&(key(pair), !pair.is_match)) {
            "labels contradict"
        } else {
            let features = compared(&pair.one, &pair.other, pair.kind);
            kinds::of_names([&pair.one, &pair.other], pair.is_match, Some(&features))
        };
        section.count(kind, pair.is_match, [&pair.one, &pair.other]);
    }
    section.population = format!("{} pairs", pairs.len());
    Ok(section)
}

fn aliases(data: &Path, model: &Model) -> Result<Section> {
    let mut section = Section::new("`lookup`: aliases through the party's other names");
    let (rows, _) = csv_rows(&data.join("alias_queries_dev.csv"))?;
    let mut bearers = 0;
    for part in ["1", "2"] {
        let list = screener(&[ListSource::new(
            data.join(format!("alias_list_{part}.jsonl")),
        )])?;
        for row in rows.iter().filter(|row| row["list_part"] == part) {
            let query = Query::new(row["query"].as_str());
            let reference = reference_of(&row["true_id"]);
            let first = look_up(
                &mut section,
                &list,
                &query,
                reference,
                &row["primary_name"],
                model,
            )?;
            let bears = |hit: &NameHit| letters_of(&hit.matched_name) == letters_of(&query.name);
            bearers += usize::from(first.as_ref().is_some_and(bears));
        }
    }
    // The alias was taken out of one entry alone.
    section.population = format!(
        "{} aliases, taken out of the lists ({bearers} bring up first another entry that bears the very alias, \
         mostly the same party's on the other list)",
        rows.len()
    );
    Ok(section)
}

fn typed_names(data: &Path, un: &Listed, model: &Model) -> Result<Section> {
    let mut section = Section::new("`lookup`: UN names with typing errors");
    let (mut rows, _) = csv_rows(&data.join("un_positives_dev.csv"))?;
    rows.retain(|row| !row["true_ref"].is_empty());
    for row in &rows {
        let query = Query::new(row["query"].as_str());
        let reference = row["true_ref"].as_str();
        look_up(
            &mut section,
            un,
            &query,
            reference,
            un.name(reference),
            model,
        )?;
    }
    section.population = format!("{} names", rows.len());
    Ok(section)
}

/// Counts a name that does not bring up the party it belongs to, and returns what else comes first.
/// Others that it brings up count nowhere: most have a name like it.
fn look_up(
    section: &mut Section,
    list: &Listed,
    query: &Query,
    reference: &str,
    name: &str,
    model: &Model,
) -> Result<Option<NameHit>> {
    let is_right = |hit: &NameHit| reference_of(&hit.entity_id) == reference;
    let hits = list.screener.lookup(query)?;
    if !hits.iter().any(is_right) {
        let features = list.features(query, reference, model);
        let kind = kinds::of_names([&query.name, name], true, features.as_ref());
        section.count(kind, true, [&query.name, name]);
    }
    Ok(hits.into_iter().next().filter(|hit| !is_right(hit)))
}

fn ordinary_people(data: &Path, un: &Listed, model: &Model) -> Result<Section> {
    let mut section = Section::new("`lookup`: ordinary people against the UN list");
    let (rows, _) = csv_rows(&data.join("negatives_dev.csv"))?;
    for row in &rows {
        let query = Query::new(row["name"].as_str());
        if let Some(hit) = un.screener.lookup(&query)?.first() {
            let features = un.features(&query, reference_of(&hit.entity_id), model);
            let kind = kinds::of_names([&query.name, &hit.matched_name], false, features.as_ref());
            section.count(kind, false, [&query.name, &hit.matched_name]);
        }
    }
    section.population = format!("{} invented people", rows.len());
    Ok(section)
}

fn passages(
    data: &Path,
    file: &str,
    title: &'static str,
    list: &Listed,
    model: &Model,
) -> Result<Section> {
    let mut section = Section::new(title);
    let (passages, _) = Passage::of_file(&data.join(file))?;
    for passage in &passages {
        let hits = list.screener.screen(&passage.text)?;
        let found = mentions(&list.screener, &passage.text, model)?;
        missed(&mut section, passage, &hits, &found, list);
        false_alarms(&mut section, passage, &hits, &found, list);
    }
    let labels: usize = passages.iter().map(|passage| passage.mentions.len()).sum();
    section.population = format!("{} passages with {labels} mentions", passages.len());
    Ok(section)
}

fn missed(
    section: &mut Section,
    passage: &Passage,
    hits: &[Hit],
    found: &[FoundMention],
    list: &Listed,
) {
    for label in &passage.mentions {
        let overlaps = |start: usize, end: usize| start < label.end && label.start < end;
        let references = label.references();
        let is_right = |id: &str| references.contains(&reference_of(id));
        if hits
            .iter()
            .any(|hit| overlaps(hit.start, hit.end) && is_right(&hit.entity_id))
        {
            continue;
        }
        let candidates = found.iter().filter(|mention| {
            overlaps(mention.start, mention.end)
                && is_right(list.screener.entity_id(mention.entity))
        });
        let best = candidates.max_by(|a, b| a.log_odds.total_cmp(&b.log_odds));
        let length = label.end - label.start;
        let surface: String = passage
            .text
            .chars()
            .skip(label.start)
            .take(length)
            .collect();
        let name = list.name(reference_of(&label.entity_id));
        let features = best.map_or_else(
            || compared(&surface, name, EntityKind::Unknown),
            |mention| mention.features.clone(),
        );
        let kind = kinds::of_mention([&surface, name], true, &features);
        section.count(kind, true, [&surface, name]);
    }
}

fn false_alarms(
    section: &mut Section,
    passage: &Passage,
    hits: &[Hit],
    found: &[FoundMention],
    list: &Listed,
) {
    // The first hit of a span is its best.
    let spans = hits.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end));
    for hit in spans.filter_map(<[Hit]>::first) {
        let labels = passage
            .mentions
            .iter()
            .map(|label| (label.start, label.end));
        let ignored = passage.ignore.iter().map(|span| (span.start, span.end));
        if labels
            .chain(ignored)
            .any(|(start, end)| hit.start < end && start < hit.end)
        {
            continue;
        }
        let mention = found.iter().find(|mention| {
            (mention.start, mention.end) == (hit.start, hit.end)
                && list.screener.entity_id(mention.entity) == &*hit.entity_id
        });
        let features = mention.map_or_else(
            || compared(&hit.surface, &hit.matched_name, hit.kind),
            |mention| mention.features.clone(),
        );
        let kind = kinds::of_mention([&hit.surface, &hit.matched_name], false, &features);
        section.count(kind, false, [&hit.surface, &hit.matched_name]);
    }
}
