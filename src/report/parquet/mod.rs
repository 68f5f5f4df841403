//! Hits as a Parquet file, where the program is built with the feature `columnar`.

#[cfg(not(feature = "columnar"))]
mod disabled;
#[cfg(feature = "columnar")]
mod enabled;
#[cfg(feature = "columnar")]
mod names;

#[cfg(not(feature = "columnar"))]
pub(crate) use disabled::NamesTable;
#[cfg(not(feature = "columnar"))]
pub(super) use disabled::ParquetSink;
#[cfg(feature = "columnar")]
pub(super) use enabled::ParquetSink;
#[cfg(feature = "columnar")]
pub(crate) use names::NamesTable;

/// The feature that this program would have to be built with to write it, if it lacks it.
pub(crate) fn missing_feature() -> Option<&'static str> {
    (!cfg!(feature = "columnar")).then_some("columnar")
}
