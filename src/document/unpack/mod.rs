//! What documents are packed in: compression, archives.

mod bzip2;
mod compression;
mod damage;
mod gzip;
mod tar;
#[cfg(feature = "docs")]
mod xz;
#[cfg(not(feature = "docs"))]
#[path = "xz_left_out.rs"]
mod xz;
mod zip;

#[cfg(feature = "docs")]
pub(super) use zip::member as zip_member;

pub(super) use compression::decompress;
pub(super) use tar::open as open_tar;
pub(super) use zip::open as open_zip;
