use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use super::walk::{Found, Walk};

/// How much there is to read and how much of it has been read, in bytes as they lie on the disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extent(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// What is to be read, and what lies among it and is not.
    inputs: OnceLock<(Vec<PathBuf>, Vec<PathBuf>)>,
    measured: OnceLock<()>,
    /// `None`: nobody knows, since an input has no length.
    whole: OnceLock<Option<u64>>,
    read: AtomicU64,
}

impl Extent {
    pub(super) fn begin(&self, paths: &[PathBuf], left_out: &[PathBuf]) {
        self.0
            .inputs
            .get_or_init(|| (paths.to_vec(), left_out.to_vec()));
    }

    fn add(&self, bytes: usize) {
        self.0.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// The share that has been read, once it is known how much there is. That is found out only if
    /// somebody asks, and by a thread of its own: a folder may hold millions of files.
    pub(crate) fn share_read(&self) -> Option<f64> {
        self.0.measured.get_or_init(|| {
            let inner = Arc::clone(&self.0);
            thread::spawn(move || {
                if let Some((paths, left_out)) = inner.inputs.get() {
                    let _ = inner.whole.set(length(paths, left_out));
                }
            });
        });
        let whole = (*self.0.whole.get()?)?;
        let read = self.0.read.load(Ordering::Relaxed);
        Some((read as f64 / whole.max(1) as f64).min(1.0))
    }
}

/// How long all files are together.
fn length(paths: &[PathBuf], left_out: &[PathBuf]) -> Option<u64> {
    let length = |path: &Path| {
        let file = fs::metadata(path).ok()?;
        file.is_file().then_some(file.len())
    };
    let files = Walk::new(paths.to_vec(), left_out.to_vec()).filter_map(|found| match found {
        Found::File { path, .. } => Some(path),
        Found::Problem(..) => None,
    });
    files.map(|path| length(&path)).sum()
}

/// Passes bytes through and counts them.
pub(super) struct Counting<R> {
    inner: R,
    extent: Extent,
}

impl<R: Read> Counting<R> {
    pub(super) fn new(inner: R, extent: Extent) -> Self {
        Self { inner, extent }
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.extent.add(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_that_of_all_files() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        fs::write(root.path().join("a"), [0; 30]).unwrap();
        fs::write(root.path().join("b/c"), [0; 70]).unwrap();
        fs::write(root.path().join("out"), [0; 900]).unwrap();
        let paths = vec![root.path().to_owned()];
        let left_out = vec![root.path().join("out")];
        assert_eq!(length(&paths, &left_out), Some(100));
        assert_eq!(length(&["-".into()], &[]), None);

        let extent = Extent::default();
        extent.begin(&paths, &left_out);
        let mut counting = Counting::new(&[0; 25][..], extent.clone());
        counting.read_to_end(&mut Vec::new()).unwrap();
        let share = loop {
            match extent.share_read() {
                None => thread::yield_now(),
                Some(share) => break share,
            }
        };
        assert_eq!(share, 0.25);
    }
}
