import Foundation
import HookJSON
import HookSupport
import HookTesting
import Testing

@testable import HookHTTP

@Suite(.timeLimit(.minutes(1))) struct HARReaderTests {
  private static func file(_ entries: String) -> [UInt8] {
    Array("{\"log\":{\"version\":\"1.2\",\"entries\":[\(entries)]}}".utf8)
  }

  private static func request(_ members: String) -> String {
    #"{"request":{"method":"POST","url":"http://x.example/a","# + members + "}}"
  }

  @Test("reads back what was written", arguments: [[], Array("a\u{0}é".utf8), [0xFF, 0x0A]])
  func roundTrip(_ body: [UInt8]) throws {
    let entry = HAREntry(try HARSample.exchange(body: body), withSecrets: true).json.bytes
    let read = try HAR.request(nil, in: Self.file(String(decoding: entry, as: UTF8.self)))
    #expect(read.body == body)
    #expect(read.method == "POST")
    #expect(read.url == "http://me:hidden3@127.0.0.1:3000/in?a=b%20c&d=e+f&g")
    #expect(read.headers["authorization"] == "Basic c2VjcmV0")
    #expect(read.headers.fields.count == 5)
  }

  @Test(
    "bodies as tools write them",
    arguments: [
      (#""postData":{"mimeType":"a/b","text":"[1.50]\n"}"#, "[1.50]\n"),
      (#""postData":{"text":"WzFd\nCg==","encoding":"base64"}"#, "[1]\n"),
      (#""postData":{"text":"WzFd","_encoding":"Base64"}"#, "[1]"),
      (#""postData":{"text":"WzFd","encoding":""}"#, "WzFd"),
      (#""postData":{"text":"\u00e9\ud83d\ude00"}"#, "é😀"),
      (
        #""postData":{"params":[{"name":"a b","value":"ü&"},{"name":"c"}],"text":""}"#,
        "a+b=%C3%BC%26&c="
      ),
      (#""postData":{"params":[],"text":""}"#, ""), (#""postData":{}"#, ""),
      (#""postData":null"#, ""), (#""bodySize":0"#, ""),
    ]
  )
  func bodies(_ members: String, _ body: String) throws {
    let read = try HAR.request(nil, in: Self.file(Self.request(members)))
    #expect(String(decoding: read.body, as: UTF8.self) == body)
  }

  @Test(
    "headers as tools write them",
    arguments: [
      (#"[{"name":"A","value":"1"},{"name":"a","value":"2","comment":""}]"#, ["A": "1", "a": "2"]),
      (#"[{"name":":method","value":"POST"},{"name":"A","value":3}]"#, ["A": "3"]),
      (#"{"A":"1","B":"2"}"#, ["A": "1", "B": "2"]),
      (#"[{"name":"A"},{"value":"1"},7,null]"#, [:]), ("null", [:]),
    ] as [(String, HeaderFields)]
  )
  func headers(_ text: String, _ headers: HeaderFields) throws {
    let read = try HAR.request(nil, in: Self.file(Self.request("\"headers\":\(text)")))
    #expect(read.headers == headers)
  }

  @Test("a byte order mark is skipped") func mark() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Self.file(Self.request(#""headers":[]"#))
    #expect(try HAR.entries(in: bytes).count == 1)
    #expect(try HAR.entries(in: Array(bytes.dropLast(3))).count == 1)
  }

  @Test(
    "a file that is cut off gives the entries before",
    arguments: [
      (#"{"log":{"entries":["#, 0), (#"{"log":{"entries":[{"request":{}},"#, 1),
      (#"{"log":{"entries":[{"request":{"a":"]}"}},{"request":{"b":[{}]"#, 1),
      (#"{"log":{"entries":[{"request":{}},{"request":{}}],"pages":[{"a":{"b":{}}},"#, 2),
      // Other lists of that name.
      (#"{"entries":[{}],"log":{"x":{"entries":[{}]},"entries":[{"request":{}},{"re"#, 1),
    ]
  )
  func cut(_ text: String, _ count: Int) throws {
    #expect(try HAR.entries(in: Array(text.utf8)).count == count)
  }

  @Test("wherever a file is cut off, its complete entries are read") func prefixes() throws {
    let whole = Self.file(#"{"request":{"a":"\"}]"}},{"request":{"é":[1,true,{"x":null}]}}"#)
    let text = String(decoding: whole, as: UTF8.self)
    let ends = ["[", "]\"}}", "]}}"].compactMap { text.utf8.firstRange(of: $0.utf8)?.upperBound }
      .map { text.utf8.distance(from: text.startIndex, to: $0) }
    #expect(ends.count == 3)
    for length in 0..<whole.count {
      let count = try? HAR.entries(in: Array(whole[..<length])).count
      #expect(count == (length < ends[0] ? nil : length < ends[1] ? 0 : length < ends[2] ? 1 : 2))
    }
  }

  @Test(
    "what is wrong is told",
    arguments: [
      ("", 1, "line 1, column 1"), ("[]", 1, "not a HAR file"),
      ("{\"log\":{}}", 1, "not a HAR file"),
      ("{\"log\":", 1, "line 1, column 8"),
      // Broken before the end.
      ("{\"log\":{\"entries\":[\n{\"request\" 1},\n{\"request\":{}},{}]}}", 1, "line 2, column 12"),
      ("{\"log\":{\"entries\":[\n{\"request\" 1},\n{\"request\":{}},{}", 1, "line 2, column 12"),
      (#"{"log":{"entries":[]}}"#, nil, "the file has no entry"),
      (#"{"log":{"entries":[]}}"#, 1, "no entry 1: the file has no entry"),
      (#"{"log":{"entries":[,]}}"#, 1, "line 1, column 20"),
      (
        #"{"log":{"entries":[{"a":"#, 1,
        "no entry 1: the file has no entry, and one that is cut off"
      ),
      (
        #"{"log":{"entries":[{"request":{}},{"a"#, 3,
        "no entry 3: the file has 1 entry, and one that is cut off"
      ),
      (#"{"log":{"entries":[{},{}]}}"#, nil, "the file has 2 entries: name one"),
      (#"{"log":{"entries":[{}]}}"#, 0, "no entry 0: the file has 1 entry"),
      (#"{"log":{"entries":[{}]}}"#, 1, "entry 1 has no request"),
      (#"{"log":{"entries":[{"request":{"url":"x"}}]}}"#, 1, "entry 1: the request has no method"),
      (#"{"log":{"entries":[{"request":{"method":"x"}}]}}"#, 1, "entry 1: the request has no url"),
      (
        #"{"log":{"entries":[{"request":{"method":"x","url":"y","postData":{"text":"=","encoding":"base64"}}}]}}"#,
        1, "entry 1: the request's body is not Base64"
      ),
      (
        #"{"log":{"entries":[{"request":{"method":"x","url":"y","postData":{"params":[{"name":"a","fileName":"b"}]}}}]}}"#,
        1, "has files"
      ),
    ] as [(String, Int?, String)]
  )
  func errors(_ text: String, _ number: Int?, _ words: String) {
    #expect {
      try HAR.request(number, in: Array(text.utf8))
    } throws: { error in
      let error = error as? HARError
      return error?.description.contains(words) == true
        && (error?.syntax != nil) == words.hasPrefix("line")
    }
  }

  @Test("a body of which only the beginning was kept is not taken for the whole") func cutBody()
    throws
  {
    let whole = try HARSample.exchange()
    let cut = whole.cut(of: 200_013)
    for (exchange, isCut) in [(whole, false), (cut, true)] {
      let entry = String(decoding: HAREntry(exchange).json.bytes, as: UTF8.self)
      let file = Array("{\"log\":{\"entries\":[\(entry)]}}".utf8)
      let request = Result { try HAR.request(1, in: file) }
      guard isCut else {
        #expect((try? request.get())?.body == whole.request.body)
        continue
      }
      #expect {
        try request.get()
      } throws: { error in
        "\(error)" == "entry 1: only the first 6 of the body's 200013 bytes were kept"
      }
    }
  }
}
