//! Damage of every sort, done to a small file of each format: no reader may panic, hang, take much
//! memory, or give an entity that is none.
//!
//! `NAMEWATCH_CASES=1000000 cargo test --release --test readers hostile -- --nocapture` runs so many
//! for each format, and tells how many still loaded; `NAMEWATCH_FORMATS=un.xml,senzing.jsonl` takes those
//! alone. The same number gives the same cases. A case
//! that fails is left in the folder of temporary files; `tests/testdata/odd` keeps those found.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use namewatch::{ListSource, NameKind, Watchlist};
use tempfile::TempDir;

use crate::{csl, dfat, eu, opensanctions, own, sample, senzing, uk};

/// Cases of each format where the environment does not say.
const CASES: u64 = 300;
/// A small file takes far less than a millisecond, on a machine that is not busy.
const MOST_TIME: Duration = Duration::from_secs(10);
/// What the whole process may take, other tests in it included.
const MOST_KILOBYTES: u64 = 1 << 20;
/// So many are enough to look at.
const MOST_HARMS: usize = 20;
/// No case is longer.
const MOST_BYTES: usize = 64 << 10;

const OFAC_SET: [(&str, &str); 4] = [
    (
        "sdn.csv",
        "36,\"ALPHA AIRLINES\",-0- ,\"CUBA] [SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'AAL'; Website www.a.example.\"\r\n\
         173,\"DOE, John\",\"individual\",\"SDGT\",\"Minister\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB circa 1977; POB Herat, Afghanistan; Passport A12 (Iran) expires 2001; alt. Passport B1; nationality Iran; Gender Male; (Linked To: ALPHA).\"\r\n\
         200,\"STAR\",\"vessel\",\"IRAN\",-0- ,\"C1\",\"Tug\",\"10\",\"20\",\"Iran\",\"Example Lines\",\"Vessel Registration Identification IMO 9187629; (vessel) \"\r\n\x1A",
    ),
    (
        "alt.csv",
        "36,12,\"aka\",\"ALPHA-AIR\",-0- \r\n173,13,\"fka\",\"DOE, Jack\",-0- \r\n\x1A",
    ),
    (
        "add.csv",
        "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n173,26,\"1 Road\",-0- ,\"Iran\",-0- \r\n200,27,-0- ,-0- ,-0- ,-0- \r\n\x1A",
    ),
    (
        "sdn_comments.csv",
        "173,\" alt. DOB 1978; Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h;\"\r\n",
    ),
];

/// A format: the files it is made of, the first of which is named to the program.
struct Seed {
    format: &'static str,
    files: Vec<(String, Vec<u8>)>,
}

fn seeds() -> Vec<Seed> {
    let one = |format, name: &str, bytes: Vec<u8>| Seed {
        format,
        files: vec![(name.to_owned(), bytes)],
    };
    let of_sample = |name: &'static str| one(name, name, fs::read(sample(name)).unwrap());
    let mut seeds: Vec<Seed> = [
        "sdn.xml",
        "sdn_advanced.xml",
        "sdn_enhanced.xml",
        "un.xml",
        "eu_1_1.xml",
        "eu_before_2017.xml",
        "uksl.xml",
        "seco.xml",
        "sema.xml",
        "sema_2020.xml",
    ]
    .map(of_sample)
    .into();
    let senzing = [senzing::FLAT, senzing::LISTS, senzing::FEATURES].map(senzing::on_one_line);
    seeds.extend([
        Seed {
            format: "OFAC CSV",
            files: OFAC_SET
                .map(|(name, text)| (name.to_owned(), text.into()))
                .into(),
        },
        one("EU CSV 1.0", "eu.csv", eu::FORM_1_0.into()),
        one("EU CSV 1.1", "eu.csv", eu::form_1_1().into()),
        one("UKSL CSV", "UK-Sanctions-List.csv", uk::uksl().into()),
        one("OFSI CSV before 2022", "ConList.csv", uk::OFSI_OLD.into()),
        one("OFSI CSV of 2022", "ConList.csv", uk::OFSI_NEW.into()),
        one("DFAT CSV", "dfat.csv", dfat::OLD.into()),
        one("DFAT XLSX", "dfat.xlsx", dfat::workbook(dfat::OLD)),
        one("CSL CSV", "csl.csv", csl::csv().into()),
        one("CSL JSON", "csl.json", csl::JSON.into()),
        one("FollowTheMoney", "ftm.json", opensanctions::ENTITIES.into()),
        one(
            "targets.simple.csv",
            "simple.csv",
            opensanctions::SIMPLE.into(),
        ),
        one("Senzing lines", "senzing.jsonl", senzing.join("\n").into()),
        one(
            "Senzing array",
            "senzing.json",
            format!("[{}]", senzing.join(",\n")).into(),
        ),
        one("own CSV", "own.csv", own::RICH_CSV.into()),
        one("own JSON lines", "own.jsonl", own::RICH_JSON.into()),
        Seed {
            format: "mapped table",
            files: own::MAPPED
                .map(|(name, text)| (name.to_owned(), text.into()))
                .into(),
        },
    ]);
    seeds
}

/// What is put into files: marks that part things, and values that are hard to read.
const PIECES: [&[u8]; 40] = [
    b"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n",
    b"\x1A",
    b"\0",
    b"\xFF",
    b"\xC3",
    b"\xEF\xBB\xBF",
    b"<",
    b">",
    b"</",
    b"/>",
    b"<!--",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&b;",
    b"&#0;",
    b"&#x10FFFF;",
    b"&amp;",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\",
    b"\\ud800",
    b"null",
    b"1e999",
    b"-99999999999999999999",
    b"9999-99-99",
    b"00/00/0000",
    b"(1) ",
    b"a) ",
    "\u{202E}\u{200B}é".as_bytes(),
    "٣ ".as_bytes(),
];

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A run of bytes, mostly short.
    fn span(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        let most = if self.below(4) == 0 { bytes.len() } else { 12 };
        let end = (start + self.below(most + 1)).min(bytes.len());
        start..end
    }
}

/// Does some damage to a file.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let span = dice.span(bytes);
        match dice.below(7) {
            0 => {
                bytes.splice(
                    span.start..span.start,
                    PIECES[dice.below(PIECES.len())].to_vec(),
                );
            }
            1 => {
                bytes.splice(span, PIECES[dice.below(PIECES.len())].to_vec());
            }
            2 => drop(bytes.drain(span)),
            3 if span.start < bytes.len() => bytes[span.start] = dice.next() as u8,
            // What stands elsewhere in the file.
            4 => {
                let other = bytes[dice.span(bytes)].to_vec();
                bytes.splice(span, other);
            }
            // The same over and over.
            5 => {
                let part = bytes[span.clone()].to_vec();
                let room = MOST_BYTES.saturating_sub(bytes.len()) / part.len().max(1);
                let most = if dice.below(8) == 0 { 2000 } else { 4 };
                let times = dice.below(most);
                bytes.splice(span.start..span.start, part.repeat(times.min(room)));
            }
            6 if dice.below(4) == 0 => bytes.truncate(span.start),
            _ => {}
        }
    }
}

/// Loads a case, and says what is wrong with how that went; else whether it loaded.
fn run(path: &Path) -> Result<bool, String> {
    let started = Instant::now();
    let loaded = catch_unwind(AssertUnwindSafe(|| {
        Watchlist::load(&[ListSource::new(path)])
    }));
    let loaded = loaded.map_err(|_| "panics".to_owned())?;
    if started.elapsed() > MOST_TIME {
        return Err(format!("takes {:?}", started.elapsed()));
    }
    let watchlist = match loaded {
        Ok(watchlist) => watchlist,
        Err(error) => {
            let error = error.to_string();
            let is_line = !error.is_empty() && !error.contains('\n');
            return if is_line {
                Ok(false)
            } else {
                Err(format!("says {error:?}"))
            };
        }
    };
    let is_sound = watchlist.entities().iter().all(|entity| {
        let primary = entity.names.first().map(|name| name.kind);
        primary == Some(NameKind::Primary)
            && entity.names.iter().all(|name| !name.text.trim().is_empty())
            && entity.id.len() > entity.list().len() + 1
    });
    if watchlist.entities().is_empty() || !is_sound {
        return Err("gives an unsound entity, or none".to_owned());
    }
    Ok(true)
}

/// A folder in memory, where there is one, since millions of files are written.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

#[test]
fn no_damage_does_harm() {
    let cases = std::env::var("NAMEWATCH_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let cases = cases.unwrap_or(CASES);
    let formats = std::env::var("NAMEWATCH_FORMATS").unwrap_or_default();
    let is_asked =
        |seed: &Seed| formats.is_empty() || formats.split(',').any(|format| format == seed.format);
    let mut harms = Vec::new();
    for seed in seeds().into_iter().filter(is_asked) {
        let folder = scratch();
        let path_of = |name: &str| folder.path().join(name);
        for (name, bytes) in &seed.files {
            fs::write(path_of(name), bytes).unwrap();
        }
        let main = path_of(&seed.files[0].0);
        assert_eq!(run(&main), Ok(true), "{} undamaged", seed.format);
        let mut dice = Dice(seed.files[0].1.len() as u64);
        let mut loaded = 0;
        for _ in 0..cases {
            let (name, sound) = &seed.files[dice.below(seed.files.len())];
            let mut bytes = sound.clone();
            damage(&mut bytes, &mut dice);
            fs::write(path_of(name), &bytes).unwrap();
            match run(&main) {
                Ok(is_list) => loaded += u64::from(is_list),
                Err(problem) => {
                    let kept = std::env::temp_dir().join(format!("odd-{}-{name}", harms.len()));
                    fs::write(&kept, &bytes).unwrap();
                    harms.push(format!("{} {problem}: {}", seed.format, kept.display()));
                }
            }
            if harms.len() >= MOST_HARMS {
                break;
            }
            fs::write(path_of(name), sound).unwrap();
        }
        eprintln!("{}: {cases} cases, of which {loaded} loaded", seed.format);
    }
    assert!(harms.is_empty(), "{harms:#?}");
    if let Some(kilobytes) = most_kilobytes() {
        assert!(kilobytes < MOST_KILOBYTES, "{kilobytes} KB");
    }
}

/// The most memory that the process had, where the system tells.
fn most_kilobytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Files that once did harm, or were near it.
#[test]
fn odd_files_found_before_do_none() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/odd");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        run(&path).unwrap_or_else(|problem| panic!("{} {problem}", path.display()));
    }
}
