import CCurl
import Glibc
import HookSupport

/// A handle of libcurl for one transfer, with the memory that libcurl only borrows.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var url: OpaquePointer?
  /// The host and port of the request, as libcurl names them in an error.
  private var target = ""
  /// Where libcurl writes what is wrong, in words of its own.
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  /// The largest body that libcurl copies, in bytes; it asks for the parts of larger ones.
  private static let maximumCopy = 60_000

  init?() {
    guard let pointer = curl_easy_init() else {
      words.deallocate()
      return nil
    }
    self.pointer = pointer
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headers)
    if let url { curl_url_cleanup(url) }
    words.deallocate()
  }

  // MARK: Before the transfer

  /// - Returns: `false` if libcurl cannot take the URL.
  func prepare(_ transfer: Transfer, _ sockets: EngineSockets) -> Bool {
    transfer.sockets = sockets
    let request = transfer.request
    guard let url = request.url.parsed() else { return false }
    self.url = url
    words[0] = 0
    target = request.url.isLoopback ? "" : "\(request.url.host) port \(request.url.port) "
    set(CURLOPT_CURLU, UnsafeRawPointer(url))
    set(CURLOPT_ERRORBUFFER, words)
    set(CURLOPT_NOSIGNAL, 1)
    // Else a name that is looked up holds up the whole engine when its transfer is ended.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_PATH_AS_IS, 1)
    if let target = request.target {
      set(CURLOPT_REQUEST_TARGET, Self.characters([target]))
    }
    set(
      CURLOPT_HTTP_VERSION,
      request.allowsHTTP2 ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1)
    )
    // Proxies are libcurl's to find in the environment, but never for this machine.
    if request.url.isLoopback { set(CURLOPT_NOPROXY, "*") }
    // A connection that was idle for longer may be closing at the other end just now, and then nobody
    // knows whether the request arrived; many servers close after five seconds.
    if !request.isSafe { set(CURLOPT_MAXAGE_CONN, 4) }
    if transfer.isStale { set(CURLOPT_FRESH_CONNECT, 1) }
    setMethod(request)
    setHeaders(request)
    if request.url.isSecure { setTrust(request.trust) }
    setCallbacks(transfer)
    setSockets(sockets)
    return true
  }

  private func setMethod(_ request: ExchangeRequest) {
    if let body = request.body {
      set(CURLOPT_POST, 1)
      _ = hc_curl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      // One that libcurl has goes out with the head, in one packet.
      if body.count <= Self.maximumCopy {
        _ = body.withUnsafeBytes {
          hc_curl_set_pointer(
            pointer,
            CURLOPT_COPYPOSTFIELDS,
            $0.baseAddress ?? UnsafeRawPointer(words)
          )
        }
      }
      if request.method != "POST" { set(CURLOPT_CUSTOMREQUEST, request.method) }
    } else if request.method == "HEAD" {
      set(CURLOPT_NOBODY, 1)
    } else {
      set(CURLOPT_HTTPGET, 1)
      if request.method != "GET" { set(CURLOPT_CUSTOMREQUEST, request.method) }
    }
  }

  /// What libcurl adds by itself unless it is told not to, by a line without a value.
  private static let unwanted = ["Accept", "Expect", "Content-Type", "User-Agent"]
    .map { (name: $0, line: characters([Array("\($0):".utf8)])) }

  private func setHeaders(_ request: ExchangeRequest) {
    let fields = request.headers.fields
    for (name, line) in Self.unwanted where !fields.contains(where: { $0.isNamed(name) }) {
      headers = curl_slist_append(headers, line)
    }
    for field in fields {
      // A name with a semicolon is libcurl's way to send a header without a value.
      let parts =
        field.valueBytes.isEmpty
        ? [field.nameBytes, [UInt8(ascii: ";")]]
        : [field.nameBytes, [UInt8(ascii: ":"), UInt8(ascii: " ")], field.valueBytes]
      headers = curl_slist_append(headers, Self.characters(parts))
    }
    set(CURLOPT_HTTPHEADER, UnsafeRawPointer(headers))
  }

  /// As C takes them; bytes that would end the line are left out.
  private static func characters(_ parts: [[UInt8]]) -> [CChar] {
    var characters: [CChar] = []
    characters.reserveCapacity(parts.reduce(1) { $0 + $1.count })
    for part in parts {
      for byte in part where byte != 0 && byte != 0x0A && byte != 0x0D {
        characters.append(CChar(bitPattern: byte))
      }
    }
    characters.append(0)
    return characters
  }

  private func setTrust(_ trust: Trust) {
    if trust.isInsecure {
      set(CURLOPT_SSL_VERIFYPEER, 0)
      set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    if let file = Trust.systemFile { set(CURLOPT_CAINFO, file) }
    if let folder = Trust.systemFolder { set(CURLOPT_CAPATH, folder) }
    let usual = hc_curl_get_text(pointer, CURLINFO_CAINFO).map { String(cString: $0) }
    if let bundle = trust.bundle(usual: usual) {
      _ = bundle.withUnsafeBytes {
        hc_curl_set_bytes(pointer, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count)
      }
    }
  }

  private func setCallbacks(_ transfer: Transfer) {
    let context = UnsafeRawPointer(Unmanaged.passUnretained(transfer).toOpaque())
    _ = hc_curl_set_transfer_function(pointer, CURLOPT_WRITEFUNCTION, Callbacks.write)
    set(CURLOPT_WRITEDATA, context)
    _ = hc_curl_set_transfer_function(pointer, CURLOPT_HEADERFUNCTION, Callbacks.header)
    set(CURLOPT_HEADERDATA, context)
    _ = hc_curl_set_prereq_function(pointer, Callbacks.prereq)
    set(CURLOPT_PREREQDATA, context)
    _ = hc_curl_set_debug_function(pointer, Callbacks.debug)
    set(CURLOPT_DEBUGDATA, context)
    set(CURLOPT_VERBOSE, 1)
    set(CURLOPT_PRIVATE, UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()))
    guard let body = transfer.request.body, body.count > Self.maximumCopy else { return }
    _ = hc_curl_set_transfer_function(pointer, CURLOPT_READFUNCTION, Callbacks.read)
    set(CURLOPT_READDATA, context)
    // A body cannot be sent from its beginning again: see `Transfer.begins`.
    _ = hc_curl_set_seek_function(pointer, Callbacks.seek)
  }

  /// - Parameter sockets: outlives each connection, and so each handle.
  private func setSockets(_ sockets: EngineSockets) {
    let context = UnsafeRawPointer(Unmanaged.passUnretained(sockets).toOpaque())
    _ = hc_curl_set_open_function(pointer, Callbacks.open)
    set(CURLOPT_OPENSOCKETDATA, context)
    _ = hc_curl_set_close_function(pointer, Callbacks.close)
    set(CURLOPT_CLOSESOCKETDATA, context)
  }

  private func set(_ option: CURLoption, _ value: Int) {
    _ = hc_curl_set_long(pointer, option, value)
  }

  private func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
    _ = hc_curl_set_pointer(pointer, option, value)
  }

  /// libcurl copies the characters.
  private func set(_ option: CURLoption, _ value: [CChar]) {
    _ = hc_curl_set_pointer(pointer, option, value)
  }

  /// libcurl copies the text.
  private func set(_ option: CURLoption, _ value: String) {
    _ = value.withCString { hc_curl_set_pointer(pointer, option, $0) }
  }

  // MARK: After the transfer

  /// The status code of the last head, interim or final; 0 if none came.
  var status: Int { hc_curl_get_long(pointer, CURLINFO_RESPONSE_CODE) }

  /// How many connections were made for it: 0 if a kept one served.
  var connections: Int { hc_curl_get_long(pointer, CURLINFO_NUM_CONNECTS) }

  /// Address and port of the last connection: `[::1]:8080`; `nil` if there was none.
  var remoteAddress: String? {
    guard let text = hc_curl_get_text(pointer, CURLINFO_PRIMARY_IP) else { return nil }
    let address = Host.bracketed(String(cString: text))
    return address.isEmpty
      ? nil : "\(address):\(hc_curl_get_long(pointer, CURLINFO_PRIMARY_PORT))"
  }

  /// A time of libcurl's; `nil` if it did not come to that.
  func seconds(_ info: CURLINFO) -> Double? {
    let microseconds = hc_curl_get_size(pointer, info)
    return microseconds > 0 ? Double(microseconds) / 1e6 : nil
  }

  /// What a result means; `nil` if the response is complete.
  func failure(_ result: CURLcode, hasResponse: Bool, attempts: Int) -> ExchangeFailure.Kind? {
    switch result {
    case CURLE_OK: return hasResponse ? nil : .closed
    case CURLE_URL_MALFORMAT: return .url(sentence)
    case CURLE_COULDNT_RESOLVE_PROXY: return .proxy("name not found")
    case CURLE_COULDNT_RESOLVE_HOST: return .nameNotFound
    case CURLE_COULDNT_CONNECT: return connectionFailure
    case CURLE_PROXY: return .proxy(sentence)
    case CURLE_UNSUPPORTED_PROTOCOL: return attempts > 0 ? .notHTTP : .url(sentence)
    case CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM: return .malformed
    case CURLE_OUT_OF_MEMORY: return .headerTooLarge
    case CURLE_OPERATION_TIMEDOUT: return .unreachable("timed out")
    case CURLE_PARTIAL_FILE: return .cutShort
    case CURLE_BAD_CONTENT_ENCODING: return .undecodable
    // The engine does not let a request go out twice: the connection had closed after the first time.
    case CURLE_ABORTED_BY_CALLBACK, CURLE_SEND_FAIL_REWIND, CURLE_GOT_NOTHING: return .closed
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
      if hasResponse { return .cutShort }
      if attempts == 0, let refusal = proxyRefusal { return refusal }
      return attempts > 0 ? .reset : .tls("the connection was closed")
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS:
      return .tls(securityWords)
    // Of a head or a chunk that it cannot take apart libcurl says that an argument is wrong.
    case CURLE_BAD_FUNCTION_ARGUMENT where hasResponse: return .malformed
    default: return .other(sentence)
    }
  }

  private var connectionFailure: ExchangeFailure.Kind {
    let code = Int32(truncatingIfNeeded: hc_curl_get_long(pointer, CURLINFO_OS_ERRNO))
    let reason = code == 0 ? sentence : String(cString: strerror(code))
    // libcurl names whom it did not reach: the host itself, or a proxy.
    if Proxies.areConfigured, !target.isEmpty, !text.contains(target) { return .proxy(reason) }
    return code == ECONNREFUSED ? .refused : .unreachable(reason)
  }

  private var proxyRefusal: ExchangeFailure.Kind? {
    let code = hc_curl_get_long(pointer, CURLINFO_HTTP_CONNECTCODE)
    return code > 0 && !(200..<300).contains(code)
      ? .proxy("it refused CONNECT: \(code)") : nil
  }

  private var text: String { String(cString: words) }

  /// libcurl's words in lower case; never empty.
  private var sentence: String {
    let text = text
    guard let first = text.first else { return "the exchange failed" }
    return first.lowercased() + text.dropFirst()
  }

  /// Why there is no secure connection, without what only OpenSSL's authors need: of `OpenSSL/3.0:
  /// error:0A00010B:SSL routines::wrong version number` the end.
  private var securityWords: String {
    let text = text
    if let mark = text.range(of: "::", options: .backwards) {
      return String(text[mark.upperBound...])
    }
    for prefix in ["SSL certificate problem: ", "SSL: "] where text.hasPrefix(prefix) {
      return String(text.dropFirst(prefix.count))
    }
    return sentence
  }
}
