import PersonalNetwork
import Testing

@testable import Page

@Suite("Names and notes are text, whatever they hold")
struct EscapingTests {
  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "<!--", "-->",
    "javascript:alert(1)", "&lt;script&gt;", "\"\u{301}><script>alert(1)</script>",
    "<\u{338}script>alert(1)</script>", "'\u{20DD}onmouseover=alert(1)", "{name}", "{{x}}",
    "\u{202E}txt.exe", "\u{0}<b>", "]]><svg onload=alert(1)>",
  ]

  @Test(arguments: hostile)
  func aHostileNameStaysText(name: String) async {
    let visitor = await Visitor(room: RoomDouble(name: name))
    let body = await visitor.ask("GET", "/").body
    // Every tag and attribute is one of ours, counted on a page with a harmless name.
    let plain = await (await Visitor(room: RoomDouble(name: "Nadège"))).ask("GET", "/").body
    func count(_ scalar: Unicode.Scalar, in text: String) -> Int {
      text.unicodeScalars.count { $0 == scalar }
    }
    for scalar in ["<", ">", "\""] as [Unicode.Scalar] {
      #expect(count(scalar, in: body) == count(scalar, in: plain), "\(scalar)")
    }
    #expect(!body.unicodeScalars.contains("\u{202E}") && !body.unicodeScalars.contains("\u{0}"))
  }

  @Test func textIsFilledInOnce() {
    let filled = OwnerText.greeting(.english, ["name": "{name} & {count}"])
    #expect(filled == "Hello {name} & {count}")
  }

  @Test func placesNameWhatTheyAreGiven() {
    let place = Place("a b", "é/?", query: ["q": "x&y=z"])
    #expect(place.path == "/a%20b/%C3%A9%2F%3F?q=x%26y%3Dz")
    #expect(Place(path: "/a%20b", query: "q=x%26y%3Dz") == Place("a b", query: ["q": "x&y=z"]))
  }
}
