//! Every real file beside the project: it loads with the counts of an independent reading, or is
//! refused in a clear word. A file without an expectation fails the test.
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::scratch::{Scratch, objects};

/// What is expected of the files that begin with a path.
enum Expected {
    /// A list of that id, with so many entities and names.
    List(&'static str, usize, usize),
    /// Exit status 3, and these words in one line.
    Refused(&'static [&'static str]),
}

use Expected::{List, Refused};

const NO_LIST: Expected = Refused(&["no list of a known kind"]);
const CUT_SET: Expected = Refused(&["the set has no main file", "`sdn.csv`", "fetch all files"]);
const COPY: Expected = Refused(&["row 1 is a header", "re-saved copy", "fetch the original"]);

/// By path, the longest that fits; a file of a set stands for the whole set.
///
/// Entities are the publisher's records: rows of the main file, `<INDIVIDUAL>` and `<ENTITY>`,
/// `<record>`, rows of one reference, lines that are parties. Where fewer are expected than there are
/// records, a row of the Consolidated Screening List repeats another word for word, and one of the 17
/// of the Senzing truth set has no name. The readers' own tests count names by sort, dates and
/// identifiers, and say how.
const EXPECTED: &[(&str, Expected)] = &[
    ("README.md", NO_LIST),
    ("au_dfat/au_names_derived", NO_LIST),
    (
        "au_dfat/regulation8_consolidated.xlsx",
        List("au-dfat", 3062, 9522),
    ),
    ("ca_sema/", List("ca-sema", 4759, 8516)),
    ("ca_sema_old/", List("ca-sema", 1369, 1568)),
    ("ch_seco/fiaa_freezes.csv", NO_LIST),
    ("ch_seco/seco_official_example.xml", List("ch-seco", 3, 3)),
    ("cn_mofcom/", NO_LIST),
    // Each line stands in quotes, tabs behind it: saved again.
    (
        "eu_fsf/eu_csv_1_0_excerpt",
        Refused(&["row 1", "`entity_logical_id`", "fetch the original file"]),
    ),
    ("eu_fsf/eu_merged_derived", NO_LIST),
    ("eu_fsf/eu_names_derived", NO_LIST),
    (
        "eu_fsf/global_2016-02-11_old_schema.xml",
        List("eu-fsf", 595, 2697),
    ),
    ("eu_journal/", NO_LIST),
    (
        "gb_ofsi/conlist_2018-04-13.csv.gz",
        List("gb-ofsi", 2106, 5548),
    ),
    ("gb_ofsi/conlist_individuals_derived", NO_LIST),
    (
        "gb_ofsi/sanctionsconlist_2016-02-12_excerpt.csv",
        List("gb-ofsi", 463, 708),
    ),
    ("gb_uksl/", NO_LIST),
    (
        "gb_uksl/FCDO_SL_2025-08-11.ods",
        Refused(&["spreadsheet", "save the list as CSV"]),
    ),
    ("il_nbctf/", NO_LIST),
    (
        "interpol/",
        List("interpol_red_notices.targets.simple", 6561, 6563),
    ),
    ("jp_meti/", NO_LIST),
    (
        "malformed/csl_concatenated_headers.csv.gz",
        Refused(&["row 4229 has 8 columns; expected 29", "cut off"]),
    ),
    (
        "malformed/un_consolidated_not_wellformed.xml.gz",
        Refused(&["byte 2192 (line 54) is 0xE9, which is not UTF-8"]),
    ),
    (
        "opensanctions/entities.ftm.json.gz",
        List("entities.ftm", 423, 2629),
    ),
    (
        "opensanctions/targets.nested.json",
        List("targets.nested", 20, 270),
    ),
    (
        "opensanctions/ua_war_sanctions.targets.simple.csv.gz",
        List("ua_war_sanctions.targets.simple", 5600, 13_330),
    ),
    (
        "opensanctions/yente_parteispenden.entities.ftm.json",
        List("yente_parteispenden.entities.ftm", 96, 96),
    ),
    (
        "opensanctions/yente_t1.entities.ftm.json",
        List("yente_t1.entities.ftm", 6, 35),
    ),
    (
        "opensanctions/yente_t2",
        Refused(&["a file of changes", "no whole list"]),
    ),
    ("opensanctions_legacy_2018/", NO_LIST),
    ("pk_proscribed/", NO_LIST),
    (
        "senzing/opensanctions_export.senzing.json",
        List("opensanctions_export.senzing", 121, 1430),
    ),
    (
        "senzing/truthset_customers.jsonl",
        List("truthset_customers", 120, 121),
    ),
    (
        "senzing/truthset_reference.jsonl",
        List("truthset_reference", 22, 27),
    ),
    (
        "senzing/truthset_watchlist.jsonl",
        List("truthset_watchlist", 17 - 1, 16),
    ),
    (
        "senzing/us_congress_senzing.json",
        List("us_congress_senzing", 1319, 1352),
    ),
    (
        "senzing/watchman_features_format.jsonl",
        List("watchman_features_format", 2, 2),
    ),
    (
        "senzing/watchman_organizations.json",
        List("watchman_organizations", 2, 2),
    ),
    (
        "senzing/watchman_persons.jsonl",
        List("watchman_persons", 3, 3),
    ),
    ("sg_mas/", NO_LIST),
    ("un_sc/", List("un-sc", 730 + 273, 4235)),
    (
        "un_sc_old/consolidated_2025-04-19.xml.gz",
        List("un-sc", 684 + 193, 4017),
    ),
    (
        "un_sc_old/consolidated_2025-11-20.xml.gz",
        List("un-sc", 727 + 273, 4234),
    ),
    ("us_bis_dpl/", NO_LIST),
    (
        "us_csl/consolidated_2022-04.csv.gz",
        List("us-csl", 14_160 - 1, 34_083),
    ),
    ("us_csl/csl_sample.csv", List("us-csl", 115, 276)),
    ("us_fincen_311/", NO_LIST),
    ("us_ofac_cons/", List("us-ofac-cons", 442, 1587)),
    ("us_ofac_cons_2020_variants/", NO_LIST),
    (
        "us_ofac_cons_xml/CONS_ENHANCED.ZIP",
        List("us-ofac-cons", 443, 1623),
    ),
    (
        "us_ofac_cons_xml/consolidated_2024-05-06.xml",
        List("us-ofac-cons", 443, 1568),
    ),
    (
        "us_ofac_cons_xml/consolidated_2025-03-28.xml",
        List("us-ofac-cons", 443, 1578),
    ),
    ("us_ofac_crypto/", NO_LIST),
    ("us_ofac_sdn/", List("us-ofac-sdn", 8976, 23_327)),
    ("us_ofac_sdn_2019/", List("us-ofac-sdn", 7379, 19_098)),
    (
        "us_ofac_sdn_2022_resaved/",
        List("us-ofac-sdn", 9044, 23_927),
    ),
    ("us_ofac_sdn_2023/add_with_header.csv.gz", COPY),
    ("us_ofac_sdn_2023/sdn_with_header.csv.gz", COPY),
    (
        "us_ofac_sdn_2023/sdn_plus_cons_prim_concatenated.csv.gz",
        Refused(&["the set has no alternate names file", "fetch all files"]),
    ),
    ("us_ofac_sdn_2025_partial/add.csv", CUT_SET),
    ("us_ofac_sdn_2025_partial/alt.csv", CUT_SET),
    ("us_ofac_sdn_2025_partial/sdn_comments.csv", CUT_SET),
    (
        "us_ofac_sdn_2025_partial/sdn_names_2026-02.jsonl.gz",
        NO_LIST,
    ),
    (
        "us_ofac_sdn_2026/",
        List("us-ofac-sdn-2026", 17_815, 41_859),
    ),
    ("us_ofac_sdn_enhanced/sdn_advanced.xsd", NO_LIST),
    (
        "us_ofac_sdn_enhanced/sdn_enhanced_irgc_subset",
        List("us-ofac-sdn", 293, 929),
    ),
    (
        "us_ofac_sdn_enhanced/sdn_enhanced_yemen_subset",
        List("us-ofac-sdn", 10, 56),
    ),
    ("us_ofac_sdn_old/", List("us-ofac-sdn", 8890, 23_046)),
    ("us_other/", NO_LIST),
];

#[test]
fn every_real_file_loads_as_counted_or_is_refused_in_a_clear_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/lists");
    if !root.exists() {
        eprintln!("skipped: no real lists at {}", root.display());
        return;
    }
    let scratch = Scratch::new();
    let mut met = vec![false; EXPECTED.len()];
    for path in files(&root) {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        let fits = |(_, (start, _)): &(usize, &(&str, Expected))| name.starts_with(start);
        let expected = EXPECTED.iter().enumerate().filter(fits);
        let (at, (_, expected)) = expected
            .max_by_key(|(_, (start, _))| start.len())
            .unwrap_or_else(|| panic!("nothing is expected of {name}"));
        met[at] = true;
        let list = path.to_str().unwrap();
        let ran = scratch.run(&["lists", "--list", list, "--format", "jsonl"]);
        match expected {
            List(id, entities, names) => {
                assert_eq!(ran.status, 0, "{name}: {}", ran.err);
                let [found] = &objects(&ran.out)[..] else {
                    panic!("{name}: {}", ran.out);
                };
                assert_eq!(found["list"], *id, "{name}");
                assert_eq!(found["counts"]["entities"], *entities, "{name}");
                assert_eq!(found["counts"]["names"], *names, "{name}");
            }
            Refused(words) => {
                assert_eq!((ran.status, &*ran.out), (3, ""), "{name}");
                assert_eq!(ran.err.lines().count(), 1, "{name}: {}", ran.err);
                for word in *words {
                    assert!(ran.err.contains(word), "{name}: `{word}` in {}", ran.err);
                }
            }
        }
    }
    for (met, (start, _)) in met.iter().zip(EXPECTED) {
        assert!(met, "there is no {start}");
    }
}

/// All files under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
