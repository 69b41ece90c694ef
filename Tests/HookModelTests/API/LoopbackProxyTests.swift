import Testing

@testable import HookModel

@Suite struct LoopbackProxyTests {
  @Test(
    arguments: [
      (nil, "localhost,127.0.0.1,::1"), ("", "localhost,127.0.0.1,::1"),
      (" .corp.example , localhost", ".corp.example,localhost,127.0.0.1,::1"),
      ("*", nil), ("::1,127.0.0.1,localhost", nil),
    ] as [(String?, String?)]
  )
  func theLoopbackIsAmongTheHostsWithoutProxy(_ list: String?, _ wanted: String?) {
    #expect(LoopbackProxy.direct(list) == wanted)
  }
}
