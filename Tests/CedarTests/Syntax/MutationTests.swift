import Testing

@testable import Cedar

/// Texts that are nearly right must be read or refused, never crash or hang.
struct MutationTests {
  /// A generator with a seed, so that a failing text can be made again.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  private static let policy = #"""
    @id("a") forbid (principal is User in Team::"é\u{301}", action in [Action::"v"], resource)
    when { if principal has a.b then -9223372036854775808 + 1 * 2 < context["x y"] else !true }
    unless { ["a\\", "\x41"].contains("b" like "*\**") && ip("::1/128").isLoopback() };
    """#

  private static let schema = """
    namespace N { entity User, Bot in [Team] = { "a b"?: Set<__cedar::Long> } tags String; }
    entity Team enum ["x"]; type T = { u: N::User, d: datetime };
    action v, "w x" in [all] appliesTo { principal: [N::User], resource: Team, context: T };
    action all;
    """

  private static let json = #"""
    [{"uid": {"type": "N::User", "id": "\ud83d\ude00"}, "attrs": {"a": [1, -2, {"__extn": {"fn":
    "decimal", "arg": "1.0"}}]}, "parents": [{"__entity": {"type": "Team", "id": "x"}}]}]
    """#

  private func mutations(of text: String, seed: UInt64) -> [String] {
    var generator = Generator(state: seed)
    let marks = Array("\"\\(){}[]<>:;,.@!-=&|*?/\u{0}\u{ff}9a ".utf8)
    return (0..<400).map { _ in
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = marks.randomElement(using: &generator) ?? 0
        case 2: bytes.insert(marks.randomElement(using: &generator) ?? 0, at: index)
        default: bytes = Array(bytes.prefix(index)) + bytes.suffix(bytes.count - index / 2)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test func theTextsAreReadAsTheyStand() throws {
    #expect(try PolicySet(Self.policy).policies.count == 1)
    #expect(try Schema(Self.schema).actions.count == 3)
    #expect(try Entities(json: Self.json).all.count == 1)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func mutatedTextsAreReadOrRefused(seed: UInt64) throws {
    let schema = try Schema(Self.schema)
    let request = Request(
      principal: try #require(EntityUID("N::User", "a")),
      action: try #require(EntityUID("Action", "v")),
      resource: try #require(EntityUID("Team", "x")))
    var read = 0
    for text in mutations(of: Self.policy, seed: seed) {
      guard let policies = try? PolicySet(text) else { continue }
      read += 1
      _ = schema.validate(policies)
      _ = Authorizer(policies).decide(request, entities: .empty)
    }
    for text in mutations(of: Self.schema, seed: seed) where (try? Schema(text)) != nil {
      read += 1
    }
    for text in mutations(of: Self.json, seed: seed) {
      guard (try? Entities(json: text)) != nil else { continue }
      read += 1
      _ = try? Entities(json: text, schema: schema)
    }
    #expect(read > 0)
  }
}
