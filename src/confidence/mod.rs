//! From evidence to a calibrated probability.
//!
//! The matcher hands over a vector of features; what they mean is none of this module's business.
//! Each feature adds an effect of its own to the log-odds, the logistic of the sum is the
//! confidence, and both are fitted to labelled observations.
//!
//! # The model
//!
//! That agreements and disagreements of a pair add up as logarithms of likelihood ratios is the
//! decision rule of record linkage (Fellegi and Sunter 1969, *A theory for record linkage*). It
//! takes the evidence for independent given the truth. Logistic regression does not: effects are
//! fitted together, so that two features that say the same share what they have to say. Where a
//! feature is a number, its effect is a curve, which makes this a generalised additive model
//! (Hastie and Tibshirani 1986), here of straight pieces.
//!
//! Reason knows things that a sample may not show: a worse edit distance never makes it more likely
//! that two names are one. A [`Direction`] keeps such curves monotone (shape-constrained additive
//! models: Pya and Wood 2015), and it is also what keeps small data from being believed too much.
//!
//! Each curve is 0 at the neutral value of its feature, so the intercept is the log-odds of the
//! event where nothing is known: the base rate. [`settle()`] is the one place where effects, log-odds
//! and confidence are rounded.
//!
//! # Why not something stronger
//!
//! Boosted trees and neural networks separate a little better, and can't say why: their reasons are
//! reckoned afterwards and do not add up. They also tend to be sure of the wrong things, so that
//! their scores need a second model to become probabilities (Platt 1999; Niculescu-Mizil and
//! Caruana 2005). A logistic model fitted by likelihood is calibrated on its own data by
//! construction; what is left is to measure it on data that it has not seen, and that is what
//! [`cross_validate`] is for.
//!
//! # Base rates
//!
//! A sample of labelled pairs holds far more positives than a night's articles do. The weight of an
//! observation says how many of the population it stands for, and a weighted fit has the base rate
//! of the population. That samples and population differ in nothing else, given the truth, is an
//! assumption (Saerens, Latinne and Decaestecker 2002), so each calibration is also measured on
//! observations like those it is for.
//!
//! # The same digits everywhere
//!
//! Exponentials and logarithms come from `libm`, sums run in a fixed order on one thread, chance
//! comes from [`Random`]: the same data give the same model file on every machine.

mod calibration;
mod design;
mod fit;
mod metrics;
mod model;
mod observations;
mod quadratic;
mod random;
mod regression;
mod settle;
mod spec;
mod validate;

pub(crate) use calibration::Calibration;
pub(crate) use fit::{FitSettings, fit};
pub(crate) use metrics::{
    Bin, Scored, accuracy, average_precision, brier, calibration_error, recall_at_false_rate,
    reliability,
};
pub use model::Model;
pub(crate) use model::{Figure, Input, Provenance};
pub(crate) use observations::Observations;
pub(crate) use random::Random;
pub(crate) use settle::{Settled, confidence, settle};
pub(crate) use spec::{Direction, FeatureSpec};
pub(crate) use validate::{CrossValidation, cross_validate, fold_of_group, interval, intervals};
