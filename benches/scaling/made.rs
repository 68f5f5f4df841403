//! As many names as wanted, made of real ones by recombination and mutation.

use namewatch::{Entity, EntityKind, Name, NameKind, Watchlist};

/// Of so many names one has a letter changed, so that words come that no real list has.
const ONE_CHANGED_IN: usize = 4;

/// A seeded series of numbers (xorshift), so that each run makes the same names.
struct Series(u64);

impl Series {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// The first `count` names of a series that begins with the real ones. Each made entity has two.
pub(crate) fn watchlist(real: &Watchlist, count: usize) -> Watchlist {
    let mut entities: Vec<Entity> = Vec::new();
    let mut names = 0;
    for entity in real.entities() {
        let mut copy = Entity::new(
            format!("real-{}", entities.len()),
            entity.kind,
            entity.primary_name(),
        );
        copy.names.clone_from(&entity.names);
        names += copy.names.len();
        entities.push(copy);
    }
    let kinds = [
        EntityKind::Person,
        EntityKind::Organization,
        EntityKind::Vessel,
    ];
    let words_of = |kind: EntityKind| -> Vec<Vec<&str>> {
        let of_kind = real.entities().iter().filter(|entity| entity.kind == kind);
        let all = of_kind.flat_map(|entity| &entity.names);
        all.map(|name| name.text.split_whitespace().collect())
            .collect()
    };
    let stock = kinds.map(words_of);
    let mut series = Series(0x5EED);
    while names < count {
        // As the real lists are: mostly persons, few ships.
        let sort = [0, 0, 0, 1, 1, 1, 2][series.below(7)];
        let mut made = Entity::new(
            format!("made-{}", entities.len()),
            kinds[sort],
            recombined(&stock[sort], &mut series),
        );
        let alias = recombined(&stock[sort], &mut series);
        made.names.push(Name::new(alias, NameKind::Alias));
        names += 2;
        entities.push(made);
    }
    Watchlist::from_entities("made", entities).expect("a watchlist")
}

/// The beginning of one name and the end of another.
fn recombined(stock: &[Vec<&str>], series: &mut Series) -> String {
    let one = &stock[series.below(stock.len())];
    let other = &stock[series.below(stock.len())];
    let head = one.len().div_ceil(2);
    let tail = other.len().div_ceil(2).min(other.len());
    let name = [&one[..head], &other[other.len() - tail..]]
        .concat()
        .join(" ");
    if series.below(ONE_CHANGED_IN) > 0 {
        return name;
    }
    let letters: Vec<usize> = name
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphabetic())
        .map(|(at, _)| at)
        .collect();
    if letters.is_empty() {
        return name;
    }
    let at = letters[series.below(letters.len())];
    let letter = char::from(b'a' + series.below(26) as u8);
    format!("{}{letter}{}", &name[..at], &name[at + 1..])
}
