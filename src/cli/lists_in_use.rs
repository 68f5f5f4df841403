//! The lists that a run uses, read and made ready to screen against.

use std::collections::BTreeMap;

use jiff::Timestamp;
use namewatch::{
    ErrorKind, FoundList, FoundLists, Link, ListInfo, Model, Screener, ScreenerBuilder, Watchlist,
};

use super::args::{ListArgs, MatchArgs};
use super::failure::Failure;
use super::freshness::Freshness;
use super::mask::Mask;
use super::messages::Messages;
use super::pool::threads;
use super::{choice, data_folder, folder_to_read};
use crate::decision::entity_hash;
use crate::report::text::Scope;
use crate::report::{About, Settings};
use crate::store::{IndexCache, Snapshot, Store};

/// The lists of a run, before their entities are read.
pub(crate) struct ListsInUse<'a> {
    args: &'a ListArgs,
    messages: Messages,
    store: Option<Store>,
    content: Content,
}

/// What a run screens with.
pub(crate) struct InUse {
    pub(crate) screener: Screener,
    lists: Vec<ListInfo>,
    /// What the verdict is about.
    pub(crate) scope: Scope,
    /// The entities, if they were asked for.
    records: Option<Watchlist>,
}

impl InUse {
    /// What reports say of it.
    pub(crate) fn about<'a>(&'a self, settings: &'a Settings) -> About<'a> {
        About {
            settings,
            lists: &self.lists,
            records: self.records.as_ref(),
        }
    }
}

enum Content {
    /// The embedded list, since there is no other.
    Starter,
    /// Those named by `--list`.
    Given(FoundLists),
    /// Snapshots of the store.
    Kept(Vec<Kept>),
}

/// A snapshot in use.
pub(crate) struct Kept {
    pub(crate) snapshot: Snapshot,
    /// When it was last found to be what the publisher offers; `None` where that is not asked, since
    /// a day of the past is looked at.
    pub(crate) checked: Option<Timestamp>,
}

impl Kept {
    /// What is known of the list.
    fn list(&self) -> ListInfo {
        let manifest = &self.snapshot.manifest;
        let main = manifest.files.first();
        ListInfo {
            path: main.map(|file| self.snapshot.file_path(&file.name)),
            ..manifest.list.clone()
        }
    }
}

impl<'a> ListsInUse<'a> {
    /// Finds the lists asked for; else those installed; else the starter list.
    pub(crate) fn choose(args: &'a ListArgs, messages: Messages) -> Result<Self, Failure> {
        let is_read = args.sources.is_empty();
        let folder = if is_read {
            folder_to_read(args, messages)?
        } else {
            data_folder(args)
        };
        let store = folder.map(Store::new);
        let content = if is_read {
            match choice::kept(args, store.as_ref())? {
                kept if kept.is_empty() => Content::Starter,
                kept => Content::Kept(kept),
            }
        } else {
            Content::Given(find(args)?)
        };
        Ok(Self {
            args,
            messages,
            store,
            content,
        })
    }

    /// The snapshots in use, if they are the store's.
    fn kept(&self) -> Option<&[Kept]> {
        match &self.content {
            Content::Kept(kept) => Some(kept),
            Content::Starter | Content::Given(_) => None,
        }
    }

    /// Reads the entities.
    pub(crate) fn load(self) -> Result<Watchlist, Failure> {
        let freshness = self.freshness();
        let kept = self.kept().map(lists_of);
        let (args, messages) = (self.args, self.messages);
        let watchlist = read(self.content)?;
        let lists = kept.unwrap_or_else(|| watchlist.lists().to_vec());
        tell(&lists, watchlist.warnings(), messages);
        freshness.check(&lists, args, messages)?;
        Ok(watchlist)
    }

    /// What is known of the lists. The store's are not read for that.
    pub(crate) fn describe(self) -> Result<(Vec<ListInfo>, Freshness), Failure> {
        let freshness = self.freshness();
        let lists = if let Some(kept) = self.kept() {
            let lists = lists_of(kept);
            tell(&lists, &[], self.messages);
            freshness.check(&lists, self.args, self.messages)?;
            lists
        } else {
            self.load()?.lists().to_vec()
        };
        Ok((lists, freshness))
    }

    /// The store of the run.
    pub(crate) fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// A screener over the lists, as it is asked for; from an index kept of an earlier run if there is
    /// one.
    pub(crate) fn screener_and_records(
        self,
        matching: &MatchArgs,
        model: Model,
        mask: Mask,
        with_records: bool,
    ) -> Result<InUse, Failure> {
        let freshness = self.freshness();
        let kept = self.kept().map(lists_of);
        let (args, messages) = (self.args, self.messages);
        let odd = match &self.content {
            Content::Given(found) => found.warnings().to_vec(),
            Content::Starter | Content::Kept(_) => Vec::new(),
        };
        let mut builder = Screener::builder();
        builder
            .min_confidence(matching.min_confidence)
            .threads(threads(matching.threads))
            .model(model);
        let cache = self.cache(&mask);
        let reach = mask.reach(&self.ids(), messages)?;
        let found = cache.as_ref().and_then(|cache| cache.open(&builder));
        let is_new = found.is_none();
        let (screener, records) = match found {
            // Only the lists tell whether what is to be left out is on them.
            Some(screener) if !with_records && !mask.withholds() => (screener, None),
            found => {
                let mut watchlist = read(self.content)?;
                mask.tell_unknown(&watchlist, messages);
                mask.apply(&mut watchlist)?;
                let screener = match found {
                    Some(screener) => screener,
                    None => builder.build(&watchlist)?,
                };
                (screener, with_records.then_some(watchlist))
            }
        };
        let lists = kept.unwrap_or_else(|| screener.lists().to_vec());
        tell(&lists, &odd, messages);
        freshness.check(&lists, args, messages)?;
        if let Some(cache) = cache.filter(|_| is_new) {
            cache.keep(&screener, messages);
        }
        Ok(InUse {
            screener,
            scope: reach.scope(&lists),
            lists,
            records,
        })
    }

    /// The hash of what is said of each entity that is `wanted`, by id. The lists are read for that.
    pub(crate) fn entity_hashes(
        &self,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, String>, Failure> {
        let watchlist = match &self.content {
            Content::Starter => Watchlist::starter(),
            Content::Given(_) => Watchlist::load(&self.args.sources)?,
            Content::Kept(kept) => load_kept(kept)?,
        };
        let wanted = watchlist
            .entities()
            .iter()
            .filter(|entity| wanted(&entity.id));
        Ok(wanted
            .map(|entity| (entity.id.clone(), entity_hash(entity)))
            .collect())
    }

    /// Reads the entities, and finds those of other lists that are the same party as one of them.
    pub(crate) fn load_with_links(self, id: &str) -> Result<(Watchlist, Vec<Link>), Failure> {
        let (cache, messages) = (self.cache(&Mask::default()), self.messages);
        let watchlist = self.load()?;
        if watchlist.lists().len() < 2 || watchlist.entity(id).is_none() {
            return Ok((watchlist, Vec::new()));
        }
        let builder = Screener::builder();
        let found = cache.as_ref().and_then(|cache| cache.open(&builder));
        let links = if let Some(screener) = found {
            screener.links(id)
        } else {
            let screener = builder.build(&watchlist)?;
            if let Some(cache) = cache {
                cache.keep(&screener, messages);
            }
            screener.links(id)
        };
        Ok((watchlist, links))
    }

    /// Where the index of these lists is kept. What that of the starter list takes to build is not
    /// worth a file.
    fn cache(&self, mask: &Mask) -> Option<KeptIndex> {
        let indexes = match &self.content {
            Content::Starter => None,
            Content::Given(_) | Content::Kept(_) => self.store.as_ref().map(Store::indexes),
        };
        indexes.map(|indexes| KeptIndex {
            indexes,
            key: IndexCache::key(self.depends_on(mask)),
        })
    }

    /// All that the index depends on beside the program.
    fn depends_on(&self, mask: &Mask) -> Vec<String> {
        let line = |id: &str, hash: &str| format!("{id} {hash}");
        let mut lines: Vec<String> = match &self.content {
            Content::Starter => Vec::new(),
            Content::Given(found) => {
                let lists = found.lists().iter();
                lists
                    .map(|list| line(list.id(), &list.snapshot()))
                    .collect()
            }
            Content::Kept(kept) => kept
                .iter()
                .map(|kept| {
                    let list = &kept.snapshot.manifest.list;
                    line(&list.id, &list.snapshot)
                })
                .collect(),
        };
        lines.extend(mask.withheld().iter().map(|id| format!("without {id}")));
        lines.extend(mask.since().iter().map(|list| format!("since {list}")));
        lines
    }

    fn ids(&self) -> Vec<&str> {
        match &self.content {
            Content::Starter => vec!["starter"],
            Content::Given(found) => found.lists().iter().map(FoundList::id).collect(),
            Content::Kept(kept) => {
                let kept = kept.iter();
                kept.map(|kept| kept.snapshot.manifest.list.id.as_str())
                    .collect()
            }
        }
    }

    fn freshness(&self) -> Freshness {
        match &self.content {
            Content::Starter | Content::Given(_) => Freshness::Published,
            Content::Kept(kept) => Freshness::Checked(
                kept.iter()
                    .map(|kept| (kept.snapshot.manifest.list.id.clone(), kept.checked))
                    .collect(),
            ),
        }
    }
}

/// The place of one index among those that are kept.
struct KeptIndex {
    indexes: IndexCache,
    key: String,
}

impl KeptIndex {
    fn open(&self, builder: &ScreenerBuilder) -> Option<Screener> {
        self.indexes.open(&self.key, builder)
    }

    fn keep(&self, screener: &Screener, messages: Messages) {
        if let Err(problem) = self.indexes.keep(&self.key, screener) {
            messages.detail(&format!("the index is not kept: {problem}"));
        }
    }
}

/// The lists that `--list` names. What can't be read in a folder is told by its own path.
fn find(args: &ListArgs) -> Result<FoundLists, Failure> {
    FoundLists::find(&args.sources).map_err(|error| match error.kind() {
        ErrorKind::Io { path, source } if args.sources.iter().any(|given| given.path == *path) => {
            let expected = "name the file or the folder of a list; `lists` shows what is installed";
            Failure::of_flag("--list", path, source, expected)
        }
        _ => error.into(),
    })
}

fn lists_of(kept: &[Kept]) -> Vec<ListInfo> {
    kept.iter().map(Kept::list).collect()
}

fn read(content: Content) -> Result<Watchlist, Failure> {
    Ok(match content {
        Content::Starter => Watchlist::starter(),
        Content::Given(found) => found.load()?,
        Content::Kept(kept) => load_kept(&kept)?,
    })
}

/// Reads snapshots, each found to be what was stored.
fn load_kept(kept: &[Kept]) -> Result<Watchlist, Failure> {
    for kept in kept {
        kept.snapshot.rehash()?;
    }
    let sources: Vec<_> = kept.iter().map(|kept| kept.snapshot.source()).collect();
    Ok(Watchlist::load(&sources)?)
}

/// Says what is to be known of the lists.
fn tell(lists: &[ListInfo], odd: &[String], messages: Messages) {
    for warning in odd {
        messages.warning(warning);
    }
    for list in lists {
        if list.demonstration {
            messages.important(&format!(
                "`{}` is a demonstration of {} entities; fetch official lists with `namewatch lists \
                 update`, or name them with `--list`",
                list.id, list.counts.entities
            ));
        }
        for warning in &list.warnings {
            messages.warning(&format!("{}: {warning}", list.id));
        }
        messages.detail(&format!(
            "{}: {} entities, {} names, {}, sha256 {}",
            list.id, list.counts.entities, list.counts.names, list.format, list.snapshot
        ));
    }
}
