use std::io::{Read, Write};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use jiff::fmt::rfc2822;
use rustls::crypto::ring;
use ureq::http::{Response, StatusCode, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

use super::partial::Partial;
use super::{Answer, FetchProblem, Limits, Progress, Request, Validators};

/// How long a server may say nothing.
const STALL: Duration = Duration::from_secs(30);
/// The pause after the first try; each later one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// Tries in a row that bring nothing new, after which it is given up.
const MOST_TRIES: u32 = 6;

/// Fetches files over HTTP. The proxy, and where it is given the file of trusted authorities, are
/// the environment's.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
}

impl Client {
    /// `insecure`: whether an address without TLS may be asked.
    pub(crate) fn new(insecure: bool) -> Self {
        // The system's authorities, or those of `SSL_CERT_FILE`: a company's own are among them.
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .https_only(!insecure)
            .http_status_as_error(false)
            .user_agent(concat!("namewatch/", env!("CARGO_PKG_VERSION")))
            // Lengths and ranges are those of the file itself.
            .accept_encoding("identity")
            .build();
        Self {
            agent: config.new_agent(),
        }
    }

    /// Fetches a file; tries again where that may help, and goes on where a broken download ended.
    ///
    /// # Errors
    ///
    /// If the server refuses, the file is too large, or the tries or the time are used up.
    pub(crate) fn fetch(
        &self,
        request: &Request,
        limits: Limits,
        progress: &dyn Progress,
    ) -> Result<Answer, FetchProblem> {
        let partial = Partial::new(&request.partial);
        let mut here = 0;
        let mut tries = 0;
        loop {
            let problem = match self.attempt(request, &partial, limits, progress) {
                Ok(answer) => return Ok(answer),
                Err(problem) => problem,
            };
            if !problem.may_pass() {
                partial.clear();
                return Err(problem);
            }
            let now_here = partial
                .resumable(&request.url)
                .map_or(0, |(bytes, _)| bytes);
            tries = if now_here > here { 1 } else { tries + 1 };
            here = now_here;
            let pause = match problem {
                FetchProblem::Busy {
                    retry_after: Some(pause),
                    ..
                } => pause,
                _ => FIRST_PAUSE * 2u32.pow(tries - 1),
            };
            if tries >= MOST_TRIES {
                return Err(problem);
            }
            if pause >= limits.time_left() {
                let after = Some(Box::new(problem));
                return Err(FetchProblem::TimeUp { after });
            }
            progress.retry(&problem, pause);
            sleep(pause);
        }
    }

    /// Tries once.
    fn attempt(
        &self,
        request: &Request,
        partial: &Partial<'_>,
        limits: Limits,
        progress: &dyn Progress,
    ) -> Result<Answer, FetchProblem> {
        let left = limits.time_left();
        // However short the time, a server that stalls leaves some for another try.
        let stall = STALL.min(left / 2).max(Duration::from_millis(1));
        let resumed = partial.resumable(&request.url);
        let mut call = self
            .agent
            .get(&request.url)
            .config()
            .timeout_global(Some(left))
            .timeout_connect(Some(stall))
            .timeout_recv_response(Some(stall))
            .timeout_per_read(Some(stall))
            .build();
        if let Some((here, version)) = &resumed {
            call = call
                .header(header::RANGE, format!("bytes={here}-"))
                .header(header::IF_RANGE, version);
        } else {
            if let Some(etag) = &request.known.etag {
                call = call.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(day) = &request.known.last_modified {
                call = call.header(header::IF_MODIFIED_SINCE, day);
            }
        }
        let response = call.call()?;
        let here = match (response.status(), resumed) {
            (StatusCode::NOT_MODIFIED, None) if request.known != Validators::default() => {
                return Ok(Answer::Unchanged);
            }
            (StatusCode::OK, _) => 0,
            (StatusCode::PARTIAL_CONTENT, Some((here, _))) if begins_at(&response, here) => here,
            // What is here is no beginning of what the server has now.
            (StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE, Some(_)) => {
                partial.clear();
                return Err(FetchProblem::Connection(
                    "the server can't go on where the download broke".to_owned(),
                ));
            }
            (status, _) => return Err(refusal(status, &response)),
        };
        receive(response, here, request, partial, limits, progress)
    }
}

/// Takes a body in, after the `here` bytes that are there.
fn receive(
    response: Response<Body>,
    mut here: u64,
    request: &Request,
    partial: &Partial<'_>,
    limits: Limits,
    progress: &dyn Progress,
) -> Result<Answer, FetchProblem> {
    let validators = Validators {
        etag: text(&response, header::ETAG),
        last_modified: text(&response, header::LAST_MODIFIED),
    };
    let mut file = partial.open(&request.url, &validators, here > 0)?;
    let length = response.body().content_length();
    let whole = length.map(|length| here + length);
    let too_large = FetchProblem::TooLarge {
        most_bytes: limits.most_bytes,
    };
    if whole.is_some_and(|whole| whole > limits.most_bytes) {
        return Err(too_large);
    }
    let mut body = response.into_body().into_reader();
    let mut buffer = vec![0; 64 << 10];
    loop {
        progress.bytes(here, whole);
        let count = body.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        here += count as u64;
        if here > limits.most_bytes {
            return Err(too_large);
        }
        file.write_all(&buffer[..count]).map_err(partial.disk())?;
    }
    if whole.is_some_and(|whole| whole != here) {
        return Err(FetchProblem::Connection("the connection broke".to_owned()));
    }
    partial.whole();
    Ok(Answer::Whole(validators))
}

fn text(response: &Response<Body>, name: header::HeaderName) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// Whether a part of a file begins where the rest is missing.
fn begins_at(response: &Response<Body>, here: u64) -> bool {
    let range = text(response, header::CONTENT_RANGE);
    range.is_some_and(|range| range.starts_with(&format!("bytes {here}-")))
}

fn refusal(status: StatusCode, response: &Response<Body>) -> FetchProblem {
    let number = status.as_u16();
    if status.is_server_error() || [408, 425, 429].contains(&number) {
        FetchProblem::Busy {
            status: number,
            retry_after: text(response, header::RETRY_AFTER).and_then(|when| pause(&when)),
        }
    } else {
        FetchProblem::Refused(number)
    }
}

/// How long to wait where a server says when to ask again: in so many seconds, or at some time.
fn pause(when: &str) -> Option<Duration> {
    if let Ok(seconds) = when.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let time: SystemTime = rfc2822::parse(when).ok()?.timestamp().into();
    Some(time.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_say_in_two_ways_when_to_ask_again() {
        assert_eq!(pause("120"), Some(Duration::from_secs(120)));
        assert_eq!(pause("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        let later = pause("Sat, 21 Oct 2215 07:28:00 GMT").unwrap();
        assert!(later > Duration::from_secs(3600));
        assert_eq!(pause("soon"), None);
    }
}
