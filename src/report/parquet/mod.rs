//! Hits as a Parquet file, where the program is built with the feature `columnar`.

#[cfg(not(feature = "columnar"))]
mod disabled;
#[cfg(feature = "columnar")]
mod enabled;

#[cfg(not(feature = "columnar"))]
pub(super) use disabled::ParquetSink;
#[cfg(feature = "columnar")]
pub(super) use enabled::ParquetSink;

/// Whether this program can write it.
pub(super) const IS_BUILT: bool = cfg!(feature = "columnar");
