use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why a file could not be fetched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchProblem {
    /// The server refuses, or has no such file.
    #[error("the server answers {0}{hint}", hint = hint(*.0))]
    Refused(u16),
    /// The server can't answer now.
    #[error("the server answers {status}")]
    Busy {
        status: u16,
        /// What it says of when to ask again.
        retry_after: Option<Duration>,
    },
    /// The connection could not be made, broke, or gave something that is no HTTP.
    #[error("{0}")]
    Connection(String),
    /// The server is not who it should be, or speaks no TLS.
    #[error("no trusted connection: {0}; `SSL_CERT_FILE` names a file of further authorities")]
    Untrusted(String),
    /// The address makes no sense.
    #[error("{0}")]
    Address(String),
    /// The file is larger than a list can be.
    #[error("is larger than {most_bytes} bytes; `--size-limit` allows more")]
    TooLarge { most_bytes: u64 },
    /// The time is up.
    #[error("not done within the time limit{}", last(.after.as_deref()))]
    TimeUp {
        /// What went wrong last.
        after: Option<Box<FetchProblem>>,
    },
    /// What came can't be kept.
    #[error("{}: {source}", path.display())]
    Disk { path: PathBuf, source: io::Error },
}

impl FetchProblem {
    /// Whether another try may go better.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Connection(_))
    }
}

fn hint(status: u16) -> &'static str {
    match status {
        401 | 403 | 407 => " (forbidden: a proxy, or a robot check?)",
        404 | 410 => " (no such file: has the publisher moved it?)",
        _ => "",
    }
}

fn last(after: Option<&FetchProblem>) -> String {
    after.map_or_else(String::new, |problem| format!("; at last: {problem}"))
}

impl From<ureq::Error> for FetchProblem {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Self::Untrusted(error.to_string()),
            // A server whose certificate is refused: the handshake fails with it.
            ureq::Error::Io(source) if source.kind() == io::ErrorKind::InvalidData => {
                Self::Untrusted(source.to_string())
            }
            ureq::Error::BadUri(_)
            | ureq::Error::Http(_)
            | ureq::Error::InvalidProxyUrl
            | ureq::Error::RequireHttpsOnly(_)
            | ureq::Error::TooManyRedirects
            | ureq::Error::RedirectFailed => Self::Address(error.to_string()),
            ureq::Error::Timeout(_) => Self::Connection("the server stalls".to_owned()),
            _ => Self::Connection(error.to_string()),
        }
    }
}

impl From<io::Error> for FetchProblem {
    fn from(error: io::Error) -> Self {
        ureq::Error::from(error).into()
    }
}
