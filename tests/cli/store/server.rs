//! A server that does what a test wants of it, misbehaviour included.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What a client asked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The path, without the slash before it.
    pub(crate) path: String,
    /// How many came for that path before.
    pub(crate) before: usize,
    headers: BTreeMap<String, String>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// What the server answers.
pub(crate) struct Reply {
    head: String,
    body: Vec<u8>,
    /// Whether the connection stays open when the body is sent.
    stalls: bool,
}

impl Reply {
    pub(crate) fn new(status: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let length = body.len();
        Self::with_length(status, headers, body, length)
    }

    /// A reply that promises a body of another length than it has.
    pub(crate) fn with_length(
        status: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
        length: usize,
    ) -> Self {
        let lines: Vec<_> = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let headers = lines.concat();
        Self {
            head: format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
            ),
            body,
            stalls: false,
        }
    }

    /// A reply that promises no length: it ends where the connection does.
    pub(crate) fn without_length(body: impl Into<Vec<u8>>) -> Self {
        Self {
            head: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_owned(),
            body: body.into(),
            stalls: false,
        }
    }

    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::new("200 OK", &[], body)
    }

    /// Breaks off, or falls silent, after so many bytes of the body.
    pub(crate) fn cut(mut self, at: usize, stalls: bool) -> Self {
        self.body.truncate(at);
        self.stalls = stalls;
        self
    }
}

/// The server; it ends with the process.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub(crate) fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::start("http", answer, |stream| stream)
    }

    /// A server that speaks TLS, and the certificate of the authority that vouches for it.
    pub(crate) fn with_tls(
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> (Self, String) {
        let key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = authority.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(authority, key);
        let key = KeyPair::generate().unwrap();
        let host = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        let host = host.signed_by(&key, &issuer).unwrap().der().clone();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![host], key)
            .unwrap();
        let config = Arc::new(config);
        let server = Self::start("https", answer, move |stream| {
            StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream)
        });
        (server, certificate)
    }

    fn start<S: Read + Write>(
        scheme: &str,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
        wrap: impl Fn(TcpStream) -> S + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("{scheme}://{}/lists", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer, wrap) = (requests.clone(), Arc::new(answer), Arc::new(wrap));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer, wrap) = (seen.clone(), answer.clone(), wrap.clone());
                thread::spawn(move || serve(wrap(stream), &seen, &*answer));
            }
        });
        Self { url, requests }
    }

    /// All requests that came.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: impl Read + Write,
    seen: &Mutex<Vec<Request>>,
    answer: &dyn Fn(&Request) -> Reply,
) {
    let mut lines = BufReader::new(&mut stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else {
        return;
    };
    let path = first.split(' ').nth(1).unwrap().replacen("/lists/", "", 1);
    let headers = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        })
        .collect();
    let request = {
        let mut seen = seen.lock().unwrap();
        let before = seen.iter().filter(|other| other.path == path).count();
        let request = Request {
            path,
            before,
            headers,
        };
        seen.push(request.clone());
        request
    };
    let reply = answer(&request);
    // A client may well have gone.
    let _ = stream
        .write_all(reply.head.as_bytes())
        .and_then(|()| stream.write_all(&reply.body))
        .and_then(|()| stream.flush());
    if reply.stalls {
        thread::sleep(Duration::from_secs(60));
    }
}
