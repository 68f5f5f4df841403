use crate::confidence::Random;

/// People, roles, how common, words: which name words the project knows as common.
const TABLE: &str = include_str!("../../lists/knowledge/name-frequency.tsv");

/// The given and family names of one people.
#[derive(Default)]
struct People {
    name: &'static str,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
}

/// Makes names of ordinary people: a given and a family name that are common in one and the same
/// people, drawn evenly over the peoples.
pub(super) struct OrdinaryNames(Vec<People>);

impl OrdinaryNames {
    pub(super) fn new() -> Self {
        let mut peoples: Vec<People> = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, role, _, words] = cells[..] else {
                continue;
            };
            if peoples.last().is_none_or(|people| people.name != name) {
                peoples.push(People {
                    name,
                    ..People::default()
                });
            }
            let Some(people) = peoples.last_mut() else {
                continue;
            };
            let words = words.split_whitespace();
            if role != "family" {
                people.given.extend(words.clone());
            }
            if role != "given" {
                people.family.extend(words);
            }
        }
        peoples.retain(|people| !people.given.is_empty() && !people.family.is_empty());
        Self(peoples)
    }

    /// The next name.
    pub(super) fn draw(&self, random: &mut Random) -> String {
        let people = &self.0[random.below(self.0.len())];
        let given = people.given[random.below(people.given.len())];
        let family = people.family[random.below(people.family.len())];
        format!("{} {}", capitalised(given), capitalised(family))
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_many_and_the_same_for_a_seed() {
        let names = OrdinaryNames::new();
        assert!(names.0.len() > 30, "{}", names.0.len());
        let draw = |seed| {
            let mut random = Random::new(seed);
            (0..100)
                .map(|_| names.draw(&mut random))
                .collect::<Vec<_>>()
        };
        let drawn = draw(1);
        assert_eq!(drawn, draw(1));
        assert_ne!(drawn, draw(2));
        let mut distinct = drawn.clone();
        distinct.sort();
        distinct.dedup();
        assert!(distinct.len() > 90, "{}", distinct.len());
        assert!(drawn.iter().all(|name| name.split(' ').count() == 2));
    }
}
