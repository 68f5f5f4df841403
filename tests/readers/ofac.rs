use namewatch::{ListSource, Watchlist};

use crate::{Counted, assert_refused, count_of, counted, load_real, real};

/// What is counted of a list besides: the identifiers of some types, and the addresses.
struct Besides {
    passports: usize,
    ships: usize,
    tail_numbers: usize,
    banks: usize,
    addresses: usize,
}

/// Counted with Python's csv module:
/// ```python
/// rows = [r for r in csv.reader(open(path, encoding='latin1', newline='')) if len(r) > 1]
/// Counter(r[2].strip() for r in sdn), Counter(r[2].strip() for r in alt)     # aka, fka, nka
/// text = r[11] + comments.get(r[0], '')         # split at ';' outside parentheses into a set,
/// items = {re.sub('^[Aa]lt\\.? ', '', i).strip('. ') for i in split(text)}    # and then counted are
/// a.k.a. '...', f.k.a. '...'                            # weak aliases, more former names
/// re.match('DOB |Organization Established Date ', i)                          # dates
/// re.match('(Diplomatic |Stateless Person |British National Overseas )?Passport (?!issued|and)', i)
/// re.match('Vessel Registration Identification |(Previous )?Aircraft Tail Number |SWIFT/BIC ', i)
/// {(r[0], *r[2:6]) for r in add if any(c.strip() != '-0-' for c in r[2:6])}    # addresses
/// ```
/// One address of the re-saved edition is of a party that its main file lacks. All identifiers
/// together were not counted otherwise: there are some two hundred labels of them.
#[test]
fn real_lists_hold_what_an_independent_count_says() {
    if real("us_ofac_sdn").is_none() {
        return;
    }
    for (path, expected, besides) in editions() {
        let watchlist = load_real(&real(path).unwrap());
        let found = Counted {
            identifiers: expected.identifiers,
            ..counted(&watchlist)
        };
        assert_eq!(found, expected, "{path}");
        let addresses = watchlist.entities().iter().map(|e| e.addresses.len());
        let found = [
            count_of(&watchlist, "passport"),
            count_of(&watchlist, "imo"),
            count_of(&watchlist, "tail_number"),
            count_of(&watchlist, "bic"),
            addresses.sum(),
        ];
        let expected = [
            besides.passports,
            besides.ships,
            besides.tail_numbers,
            besides.banks,
            besides.addresses,
        ];
        assert_eq!(found, expected, "{path}");
    }
}

fn editions() -> [(&'static str, Counted, Besides); 5] {
    [
        (
            "us_ofac_sdn",
            Counted {
                persons: 4620,
                organizations: 3673,
                vessels: 406,
                aircraft: 277,
                aliases: 11_523 + 18,
                weak_aliases: 2417,
                former_names: 369 + 24,
                birth_dates: 5259,
                ..Counted::default()
            },
            Besides {
                passports: 1553,
                ships: 410,
                tail_numbers: 66,
                banks: 82,
                addresses: 11_440,
            },
        ),
        (
            "us_ofac_sdn_old",
            Counted {
                persons: 4566,
                organizations: 3644,
                vessels: 403,
                aircraft: 277,
                aliases: 11_358 + 18,
                weak_aliases: 2390,
                former_names: 366 + 24,
                birth_dates: 5133,
                ..Counted::default()
            },
            Besides {
                passports: 1535,
                ships: 407,
                tail_numbers: 66,
                banks: 82,
                addresses: 11_358,
            },
        ),
        (
            "us_ofac_sdn_2019",
            Counted {
                persons: 3845,
                organizations: 2994,
                vessels: 323,
                aircraft: 217,
                aliases: 9335 + 16,
                weak_aliases: 2026,
                former_names: 331 + 11,
                birth_dates: 4274,
                ..Counted::default()
            },
            Besides {
                passports: 1224,
                ships: 328,
                tail_numbers: 11,
                banks: 72,
                addresses: 9474,
            },
        ),
        (
            "us_ofac_sdn_2022_resaved",
            Counted {
                persons: 4643,
                organizations: 3701,
                vessels: 420,
                aircraft: 280,
                aliases: 12_036 + 19,
                weak_aliases: 2446,
                former_names: 354 + 28,
                birth_dates: 5431,
                ..Counted::default()
            },
            Besides {
                passports: 1580,
                ships: 427,
                tail_numbers: 66,
                banks: 83,
                addresses: 11_297 - 1,
            },
        ),
        (
            "us_ofac_cons",
            Counted {
                persons: 79,
                organizations: 363,
                aliases: 932,
                weak_aliases: 69,
                former_names: 141 + 3,
                birth_dates: 103,
                ..Counted::default()
            },
            Besides {
                passports: 0,
                ships: 0,
                tail_numbers: 0,
                banks: 33,
                addresses: 522,
            },
        ),
    ]
}

#[test]
fn real_copies_that_are_not_whole_are_refused() {
    for (path, words) in [
        (
            "us_ofac_sdn_2023/sdn_with_header.csv.gz",
            &["row 1", "header"][..],
        ),
        (
            "us_ofac_sdn_2023/sdn_plus_cons_prim_concatenated.csv.gz",
            &["alternate names"],
        ),
        ("us_ofac_sdn_2025_partial", &["no main file", "sdn.csv"]),
    ] {
        let Some(path) = real(path) else { return };
        assert_refused(Watchlist::load(&[ListSource::new(path)]), words);
    }
}

/// Names of 2026 in the own-list form, made from the list by others.
#[test]
fn the_names_of_2026_are_all_read() {
    let Some(path) = real("us_ofac_sdn_2026") else {
        return;
    };
    assert_eq!(load_real(&path).lists()[0].counts.names, 41_859);
}
