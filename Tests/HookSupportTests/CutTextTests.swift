import HookSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CutTextTests {
  @Test(
    "of a character that is cut nothing is left, of bytes that are not UTF-8 no text",
    arguments: [
      ([], "", ""), ([0x61], "a", "a"), ([0x61, 0xC3], nil, "a"), ([0xC3, 0xA9], "é", "é"),
      ([0x61, 0xE2, 0x82], nil, "a"), ([0xF0, 0x9F, 0x98], nil, ""),
      ([0xF0, 0x9F, 0x98, 0x80], "😀", "😀"), ([0xFF], nil, nil), ([0x61, 0x80], nil, nil),
      ([0xFF, 0x61, 0xC3], nil, nil), ([0x80, 0x80, 0x80, 0x80], nil, nil),
    ] as [([UInt8], String?, String?)]
  )
  func cuts(bytes: [UInt8], whole: String?, cut: String?) {
    #expect(String(utf8: bytes, isCut: false) == whole)
    #expect(String(utf8: bytes, isCut: true) == cut)
  }
}
