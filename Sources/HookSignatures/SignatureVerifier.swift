import HookHTTP

/// Checks signatures with some secrets, and finds out why one is not right.
package struct SignatureVerifier: Sendable {
  /// Seconds by which a timestamp may be off.
  package static let tolerance: Int64 = 300
  /// Bytes of a body up to which changes are looked for, and combinations of two.
  private static let maximumBody = 4 << 20
  private static let maximumBodyForTwo = 256 << 10

  private let secrets: [String]
  /// `nil` recognises the scheme by the headers.
  private let scheme: SignatureScheme?

  /// - Parameter secrets: all that may be right; several during a rotation. One at least.
  package init(secrets: [String], scheme: SignatureScheme? = nil) {
    (self.secrets, self.scheme) = (secrets, scheme)
  }

  /// - Parameters:
  ///   - body: as it was received, byte for byte.
  ///   - now: seconds since 1970.
  package func check(_ body: [UInt8], _ headers: HeaderFields, now: Int64) -> SignatureResult {
    let found = scheme ?? SignatureScheme.found(in: headers)
    guard let scheme = found else { return .notSigned(header: nil) }
    let claim: SignatureClaim
    do {
      claim = try scheme.rules.claim(headers)
    } catch {
      switch error {
      case .missing(let header): return .notSigned(header: header)
      case .malformed(let why): return .malformed(why)
      }
    }
    var formError: SecretError?
    for (number, secret) in secrets.enumerated() {
      let key: [UInt8]
      do {
        key = try scheme.rules.key(secret)
      } catch {
        formError = formError ?? error
        continue
      }
      guard let position = claim.position(of: code(claim.prefix, body, key)) else { continue }
      if let fault = claim.faults[position] {
        return .malformed("the signature is right, but \(fault)")
      }
      if let off = Self.off(claim.time, now) { return .outsideTolerance(seconds: off) }
      return .right(scheme, secret: number + 1)
    }
    return otherWay(scheme, claim, body, headers) ?? changed(scheme, claim, body)
      ?? formError.map { .secretForm($0) }
      ?? .wrong(wasSearched: body.count <= Self.maximumBody)
  }

  /// How old a time is that is not tolerated; `nil` if it is.
  private static func off(_ time: Int64?, _ now: Int64) -> Int64? {
    guard let time else { return nil }
    let (age, isTooFar) = now.subtractingReportingOverflow(time)
    if isTooFar { return time < 0 ? .max : -.max }
    return abs(age) > tolerance ? age : nil
  }

  private func code(_ prefix: [UInt8], _ body: [UInt8], _ key: [UInt8]) -> [UInt8] {
    HMAC.code(prefix + body, key: key)
  }

  /// The headers of a request with a new signature in place of the one that they have, by the same scheme; as
  /// they are if they have none, or no secret is one of that scheme.
  /// - Parameter now: seconds since 1970.
  package func signedAgain(_ headers: HeaderFields, _ body: [UInt8], now: Int64) -> HeaderFields {
    guard let scheme = scheme ?? SignatureScheme.found(in: headers) else { return headers }
    let keys = secrets.compactMap { try? scheme.rules.key($0) }
    guard !keys.isEmpty else { return headers }
    let signature = scheme.rules.sign(headers, body, keys, now)
    return headers.without(Set(signature.fields.map { $0.name.lowercased() })) + signature
  }

  // MARK: Why

  /// The right secret, used as another scheme does.
  private func otherWay(
    _ scheme: SignatureScheme,
    _ claim: SignatureClaim,
    _ body: [UInt8],
    _ headers: HeaderFields
  ) -> SignatureResult? {
    for secret in secrets {
      for other in SignatureScheme.allCases {
        // What is signed there, with the parts that this request has.
        let prefix = other == scheme ? claim.prefix : Self.prefix(other, headers, claim)
        for (key, form) in Self.keys(secret, scheme) where other != scheme || form != nil {
          guard claim.position(of: code(prefix, body, key)) != nil else { continue }
          let way = other == scheme ? nil : "it was signed as \(other.title) does"
          return .otherScheme([way, form].compactMap { $0 }.joined(separator: ", and "))
        }
      }
    }
    return nil
  }

  private static func prefix(
    _ scheme: SignatureScheme,
    _ headers: HeaderFields,
    _ claim: SignatureClaim
  ) -> [UInt8] {
    let names = StandardNames(of: headers)
    let time = claim.time.map(String.init) ?? headers[names.time] ?? ""
    switch scheme {
    case .standard: return Array("\(headers[names.id] ?? "").\(time).".utf8)
    case .github: return []
    case .stripe: return Array("\(time).".utf8)
    case .slack: return Array("v0:\(time):".utf8)
    }
  }

  /// The keys that a secret may have been taken for, each with what is unusual about it.
  private static func keys(_ secret: String, _ scheme: SignatureScheme) -> [([UInt8], String?)] {
    let text = Array(secret.utf8)
    let bare = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
    let decoded = LooseBase64(bare)?.bytes
    let usual = try? scheme.rules.key(secret)
    let all: [([UInt8]?, String)] = [
      (text, "the text of the secret was the key, not what it stands for"),
      (Array(bare.utf8), "the secret without whsec_ was the key"),
      (decoded, "the secret was decoded from base64"),
    ]
    var keys: [([UInt8], String?)] = usual.map { [($0, nil)] } ?? []
    for (key, form) in all {
      guard let key, !key.isEmpty, !keys.contains(where: { $0.0 == key }) else { continue }
      keys.append((key, form))
    }
    return keys
  }

  /// The changes of the body after which the signature would be right: one, or two.
  private func changed(_ scheme: SignatureScheme, _ claim: SignatureClaim, _ body: [UInt8])
    -> SignatureResult?
  {
    guard body.count <= Self.maximumBody else { return nil }
    let keys = secrets.compactMap { try? scheme.rules.key($0) }
    func isSigned(_ body: [UInt8]) -> Bool {
      keys.contains { claim.position(of: code(claim.prefix, body, $0)) != nil }
    }
    // The same text need not be tried twice, however it came about.
    var seen: Set<[UInt8]> = [SHA256.digest(body)]
    var first: [(body: [UInt8], change: String)] = []
    for change in BodyChange.all {
      for candidate in change.undo(body) where seen.insert(SHA256.digest(candidate)).inserted {
        if isSigned(candidate) { return .bodyChanged([change.text]) }
        first.append((candidate, change.text))
      }
    }
    guard body.count <= Self.maximumBodyForTwo else { return nil }
    for (body, last) in first {
      for change in BodyChange.all {
        for candidate in change.undo(body) where seen.insert(SHA256.digest(candidate)).inserted {
          // What was undone last was done first.
          if isSigned(candidate) { return .bodyChanged([change.text, last]) }
        }
      }
    }
    return nil
  }
}

extension SignatureClaim {
  /// Which of the claimed codes is this one.
  fileprivate func position(of code: [UInt8]) -> Int? {
    codes.firstIndex { ConstantTime.equal($0, code) }
  }
}
