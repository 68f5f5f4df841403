//! The fitted model, and the file it is kept in.

use serde::{Deserialize, Serialize};

use super::calibration::{Calibration, round6};
use super::spec::FeatureSpec;
use crate::{ErrorKind, Result};

/// The form of the file that this version writes and reads.
const FORMAT: u32 = 1;

/// What turns evidence into confidence: one calibration for each command, since their base rates
/// differ, with the record of what they were fitted on and how well they did.
///
/// Kept as JSON for people to read, one feature a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(super) specs: &'static [FeatureSpec],
    pub(super) provenance: Provenance,
    pub(super) screen: Calibration,
    pub(super) lookup: Calibration,
    pub(super) compare: Calibration,
}

/// Where a model comes from and how well it did.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Provenance {
    /// The model's own version.
    pub(crate) version: String,
    /// The seed of everything drawn at random in its making.
    pub(crate) seed: u64,
    /// The files it was fitted on.
    pub(crate) inputs: Vec<Input>,
    /// What cross-validation measured.
    pub(crate) figures: Vec<Figure>,
}

/// A file a model was fitted on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Input {
    /// Its name, without folder.
    pub(crate) name: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub(crate) sha256: String,
}

/// One measured quality of one calibration, on predictions made out of fold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    /// The command whose calibration was measured.
    command: String,
    /// What it was measured on.
    population: String,
    /// What was measured.
    metric: String,
    value: f64,
    /// The interval that holds the true value in 19 of 20 cases; none where it was not reckoned.
    interval: Option<[f64; 2]>,
}

impl Figure {
    /// A figure, rounded to six decimals; all numbers must be finite.
    pub(crate) fn new(
        command: &str,
        population: &str,
        metric: &str,
        value: f64,
        interval: Option<[f64; 2]>,
    ) -> Self {
        Self {
            command: command.to_owned(),
            population: population.to_owned(),
            metric: metric.to_owned(),
            value: round6(value),
            interval: interval.map(|bounds| bounds.map(round6)),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelFile {
    format: u32,
    version: String,
    seed: u64,
    inputs: Vec<Input>,
    figures: Vec<Figure>,
    screen: CalibrationFile,
    lookup: CalibrationFile,
    compare: CalibrationFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalibrationFile {
    intercept: f64,
    features: Vec<FeatureFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FeatureFile {
    name: String,
    effect: EffectFile,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EffectFile {
    /// Log-odds for each unit over the neutral value.
    Slope(f64),
    /// Points: a value, and the log-odds there.
    Curve(Vec<[f64; 2]>),
}

impl Model {
    /// A model of three calibrations that were fitted for the same features.
    pub(crate) fn new(
        specs: &'static [FeatureSpec],
        provenance: Provenance,
        screen: Calibration,
        lookup: Calibration,
        compare: Calibration,
    ) -> Self {
        Self {
            specs,
            provenance,
            screen,
            lookup,
            compare,
        }
    }

    /// A model that has learnt nothing but in which direction each feature points. Fitting starts
    /// from it, since which name of an entity fits best is decided by a model.
    pub(crate) fn unfitted(specs: &'static [FeatureSpec]) -> Result<Self> {
        let weights: Vec<Vec<f64>> = specs.iter().map(FeatureSpec::guess).collect();
        let calibration = Calibration::new(specs, -4.0, weights).map_err(ErrorKind::Model)?;
        let [screen, lookup, compare] = [calibration.clone(), calibration.clone(), calibration];
        Ok(Self::new(
            specs,
            Provenance::default(),
            screen,
            lookup,
            compare,
        ))
    }

    /// The model shipped with this version.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Model`] where the embedded file does not fit the features of this version.
    pub fn embedded() -> Result<Self> {
        Self::read(include_str!("../../lists/model.json"))
    }

    /// Reads a model file made by `namewatch fit`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Model`] where the text is no model file of this version.
    pub fn read(text: &str) -> Result<Self> {
        Self::from_json(text, &crate::matching::SPECS)
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Model`] where the text is no model file, is of another format, or was fitted
    /// for other features than `specs`.
    pub(crate) fn from_json(text: &str, specs: &'static [FeatureSpec]) -> Result<Self> {
        let file: ModelFile = serde_json::from_str(text)
            .map_err(|error| ErrorKind::Model(format!("not a model file: {error}")))?;
        if file.format != FORMAT {
            let found = file.format;
            let problem = format!("has format {found}, expected {FORMAT}; fit the model again");
            return Err(ErrorKind::Model(problem).into());
        }
        let read = |command: &str, calibration: CalibrationFile| {
            calibration.read(specs).map_err(|problem| {
                ErrorKind::Model(format!(
                    "calibration `{command}` {problem}; fit the model again"
                ))
            })
        };
        Ok(Self {
            specs,
            screen: read("screen", file.screen)?,
            lookup: read("lookup", file.lookup)?,
            compare: read("compare", file.compare)?,
            provenance: Provenance {
                version: file.version,
                seed: file.seed,
                inputs: file.inputs,
                figures: file.figures,
            },
        })
    }

    /// Writes the model file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Model`] where a part can't be written as JSON.
    pub fn to_json(&self) -> Result<String> {
        let Provenance {
            version,
            seed,
            inputs,
            figures,
        } = &self.provenance;
        let calibration = |calibration: &Calibration| -> Result<String> {
            let features: Vec<FeatureFile> = self
                .specs
                .iter()
                .zip(calibration.coefficients())
                .map(|(spec, numbers)| FeatureFile::new(spec, numbers))
                .collect();
            let intercept = json(&calibration.intercept())?;
            let features = json_lines(&features, 4)?;
            Ok(format!(
                "{{\n    \"intercept\": {intercept},\n    \"features\": {features}\n  }}"
            ))
        };
        let fields = [
            ("format", json(&FORMAT)?),
            ("version", json(version)?),
            ("seed", json(seed)?),
            ("inputs", json_lines(inputs, 2)?),
            ("figures", json_lines(figures, 2)?),
            ("screen", calibration(&self.screen)?),
            ("lookup", calibration(&self.lookup)?),
            ("compare", calibration(&self.compare)?),
        ];
        let fields = fields.map(|(name, value)| format!("  \"{name}\": {value}"));
        Ok(format!("{{\n{}\n}}\n", fields.join(",\n")))
    }

    /// The seed of everything drawn at random in its making.
    pub(crate) fn seed(&self) -> u64 {
        self.provenance.seed
    }

    /// The model's own version: it changes whenever a confidence may.
    pub fn version(&self) -> &str {
        &self.provenance.version
    }

    /// The calibration of mentions in a text.
    pub(crate) fn screen(&self) -> &Calibration {
        &self.screen
    }

    /// The calibration of whole names against the lists.
    pub(crate) fn lookup(&self) -> &Calibration {
        &self.lookup
    }

    /// The calibration of one name against another.
    pub(crate) fn comparing(&self) -> &Calibration {
        &self.compare
    }
}

impl CalibrationFile {
    fn read(self, specs: &'static [FeatureSpec]) -> std::result::Result<Calibration, String> {
        let (found, expected) = (self.features.len(), specs.len());
        if found != expected {
            return Err(format!("has {found} features, expected {expected}"));
        }
        let features = specs.iter().zip(self.features).enumerate();
        let coefficients = features.map(|(i, (spec, feature))| {
            if feature.name != spec.name {
                let (number, found, expected) = (i + 1, feature.name, spec.name);
                return Err(format!(
                    "has `{found}` as feature {number}, expected `{expected}`"
                ));
            }
            let coefficients = feature.effect.read(spec);
            coefficients.map_err(|problem| format!("feature `{}` {problem}", spec.name))
        });
        let coefficients: Vec<Vec<f64>> = coefficients.collect::<std::result::Result<_, _>>()?;
        Calibration::new(specs, self.intercept, coefficients)
    }
}

impl EffectFile {
    fn read(self, spec: &FeatureSpec) -> std::result::Result<Vec<f64>, String> {
        match (self, spec.knots()) {
            (Self::Slope(slope), None) => Ok(vec![slope]),
            (Self::Curve(points), Some(knots)) => {
                if points
                    .iter()
                    .map(|&[knot, _]| knot)
                    .eq(knots.iter().copied())
                {
                    return Ok(points.into_iter().map(|[_, height]| height).collect());
                }
                let found: Vec<f64> = points.into_iter().map(|[knot, _]| knot).collect();
                Err(format!("has the knots {found:?}, expected {knots:?}"))
            }
            (Self::Slope(_), Some(_)) => Err("has a slope, expected a curve".to_owned()),
            (Self::Curve(_), None) => Err("has a curve, expected a slope".to_owned()),
        }
    }
}

impl FeatureFile {
    fn new(spec: &FeatureSpec, numbers: &[f64]) -> Self {
        let effect = match spec.knots() {
            None => EffectFile::Slope(numbers[0]),
            Some(knots) => {
                let points = knots.iter().zip(numbers);
                EffectFile::Curve(points.map(|(&knot, &height)| [knot, height]).collect())
            }
        };
        Self {
            name: spec.name.to_owned(),
            effect,
        }
    }
}

/// An array with one item a line.
fn json_lines<T: Serialize>(items: &[T], indent: usize) -> Result<String> {
    if items.is_empty() {
        return Ok("[]".to_owned());
    }
    let margin = " ".repeat(indent);
    let items: Vec<String> = items.iter().map(json).collect::<Result<_>>()?;
    let items = items.join(&format!(",\n{margin}  "));
    Ok(format!("[\n{margin}  {items}\n{margin}]"))
}

fn json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    let text = serde_json::to_string(value);
    text.map_err(|error| ErrorKind::Model(format!("cannot be written: {error}")).into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::confidence::Direction;

    const SPECS: &[FeatureSpec] = &[
        FeatureSpec::flag("same family name", Direction::Rising),
        FeatureSpec::linear("length", 2.0, Direction::Free),
        FeatureSpec::curve(
            "birth date",
            &[-1.0, 0.0, 0.25, 1.0],
            0.0,
            Direction::Rising,
        ),
    ];

    fn calibration(numbers: [f64; 6]) -> Calibration {
        let [intercept, flag, slope, against, some, more] = numbers;
        let (flag, against) = (flag.abs(), -against.abs());
        let curve = vec![against, 0.0, some.abs(), some.abs() + more.abs()];
        Calibration::new(SPECS, intercept, vec![vec![0.0, flag], vec![slope], curve])
            .expect("fits the specifications")
    }

    fn model() -> Model {
        let provenance = Provenance {
            version: "1".to_owned(),
            seed: 7,
            inputs: vec![Input {
                name: "pairs \"dev\".csv".to_owned(),
                sha256: "00ff".to_owned(),
            }],
            figures: vec![
                Figure::new("compare", "pairs", "ece", 0.03, Some([0.02, 0.05])),
                Figure::new("compare", "pairs", "n", 413.0, None),
            ],
        };
        let numbered = |intercept| calibration([intercept, 1.0, 0.5, 3.0, 1.0, 2.0]);
        Model::new(
            SPECS,
            provenance,
            numbered(-6.0),
            numbered(-3.5),
            numbered(0.25),
        )
    }

    #[test]
    fn the_file_has_one_feature_a_line() {
        let json = model().to_json().expect("writes");
        let lines: Vec<&str> = json.lines().skip(11).take(8).collect();
        assert_eq!(
            lines,
            [
                r#"  "screen": {"#,
                r#"    "intercept": -6.0,"#,
                r#"    "features": ["#,
                r#"      {"name":"same family name","effect":{"curve":[[0.0,0.0],[1.0,1.0]]}},"#,
                r#"      {"name":"length","effect":{"slope":0.5}},"#,
                r#"      {"name":"birth date","effect":{"curve":[[-1.0,-3.0],[0.0,0.0],[0.25,1.0],[1.0,3.0]]}}"#,
                "    ]",
                "  },",
            ]
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        let json = model().to_json().expect("writes");
        let refused = |from: &str, to: &str, expected: &str| {
            let damaged = json.replacen(from, to, 1);
            assert_ne!(damaged, json, "{from} is not in the file");
            let error = Model::from_json(&damaged, SPECS).expect_err(expected);
            assert!(matches!(error.kind(), ErrorKind::Model(_)));
            assert!(error.to_string().contains(expected), "{error}");
            assert!(!error.to_string().contains('\n'), "{error}");
        };
        refused(
            "\"format\": 1",
            "\"format\": 2",
            "model: has format 2, expected 1",
        );
        refused("\"seed\"", "\"sead\"", "unknown field `sead`");
        refused(
            "\"intercept\": -6.0",
            "\"intercept\": \"x\"",
            "line 13 column",
        );
        refused(
            "\"length\"",
            "\"width\"",
            "`screen` has `width` as feature 2, expected `length`",
        );
        refused(
            "{\"slope\":0.5}",
            "{\"curve\":[]}",
            "feature `length` has a curve, expected a slope",
        );
        refused(
            "[0.25,1.0]",
            "[0.3,1.0]",
            "feature `birth date` has the knots [-1.0, 0.0, 0.3, 1.0]",
        );
        refused(
            "[0.25,1.0]",
            "[0.25,-1.0]",
            "feature `birth date` goes from 0 to -1, but is Rising",
        );
        refused(
            "[0.0,0.0]",
            "[0.0,0.5]",
            "is 0.5 at its neutral value 0, expected 0",
        );
        refused(
            "{\"name\":\"length\",\"effect\":{\"slope\":0.5}},",
            "",
            "`screen` has 2 features, expected 3",
        );
        let error = Model::from_json("", SPECS).expect_err("empty");
        assert!(
            error
                .to_string()
                .starts_with("model: not a model file: EOF"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn writing_and_reading_give_the_same_model(
            numbers in prop::array::uniform6(-50.0..50.0_f64),
            seed in any::<u64>(),
            version in any::<String>(),
            value in -1e6..1e6_f64,
        ) {
            let mut model = model();
            model.screen = calibration(numbers);
            model.provenance.seed = seed;
            model.provenance.version = version;
            model.provenance.figures.push(Figure::new("screen", "text", "f1", value, None));
            let json = model.to_json().expect("writes");
            prop_assert_eq!(Model::from_json(&json, SPECS).expect("reads"), model);
        }
    }
}
