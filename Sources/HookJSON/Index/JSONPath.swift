/// Where a value stands in a JSON text.
public struct JSONPath: Sendable, Hashable {
  /// From a container to a value in it.
  public enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  /// From the root to the value; none for the root itself.
  public var steps: [Step]

  /// - Parameter steps: from the root to the value.
  public init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// The way from a root to a value.
  public init(to value: Int, from root: Int = 0, in index: JSONIndex) {
    var steps: [Step] = []
    var offset = value
    while offset != root, let parent = index.parent(of: offset) {
      if let key = index.key(of: offset) {
        steps.append(.key(key))
      } else {
        steps.append(.index(index.position(of: offset)))
      }
      offset = parent
    }
    self.steps = steps.reversed()
  }

  /// For people: `[0].gross`, `[0]["first name"]`. Empty for the root.
  public var short: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let position): text += "[\(position)]"
      case .key(let key) where Self.isName(key): text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\(JSONString.encode(key))]"
      }
    }
    return text
  }

  /// As JSONPath (RFC 9535, normalized where a name is not a plain word): `$[0].gross`.
  public var jsonPath: String {
    let rest = short
    return rest.isEmpty || rest.hasPrefix("[") ? "$" + rest : "$." + rest
  }

  /// As JSON Pointer (RFC 6901): `/0/gross`.
  public var pointer: String {
    steps.map { step in
      switch step {
      case .index(let position): return "/\(position)"
      case .key(let key):
        var token = "/"
        for character in key.unicodeScalars {
          switch character {
          case "~": token += "~0"
          case "/": token += "~1"
          default: token.unicodeScalars.append(character)
          }
        }
        return token
      }
    }.joined()
  }

  /// A name that RFC 9535 lets stand behind a dot.
  private static func isName(_ key: String) -> Bool {
    guard let first = key.unicodeScalars.first else { return false }
    func isLetter(_ scalar: Unicode.Scalar) -> Bool {
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }
    return isLetter(first)
      && key.unicodeScalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) }
  }
}
