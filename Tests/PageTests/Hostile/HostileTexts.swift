import Foundation
import PersonalNetwork

/// Texts that would break out of a page, were they not escaped scalar by scalar.
enum HostileTexts {
  /// No NUL among them: no record holds one.
  static let all = [
    "<script>alert(1)</script>", "</script><b>", "\"><img src=x onerror=alert(1)>",
    "' autofocus onfocus='alert(1)", "\" autofocus onfocus=\"alert(1)", "</textarea><svg onload=a>",
    "</title></option></select><b>", "<!--", "--><b>", "javascript:alert(1)",
    "&lt;b&gt;&#60;b&#62;",
    "&amp", "\"\u{301}><b>", "<\u{338}b>", "'\u{20DD}onmouseover=a", ">\u{FE0F}\"\u{200D}'",
    "\u{202E}txt.exe\u{2066}", "]]><b>", "{name}{{x}}", "`${alert(1)}`", "\u{85}<\u{2028}b>",
  ]

  /// Those that a card may bear: a name on a card holds no controls.
  static let names = all.filter { text in
    text.unicodeScalars.allSatisfy {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
        $0.properties.generalCategory)
    }
  }

  /// A network with a hostile text in every field that holds text, each field marked by its place.
  static func network(_ texts: some Sequence<String> = all) throws -> PersonalNetwork {
    var items: [NetworkItem] = []
    var before: MemberID?
    for (index, text) in texts.enumerated() {
      let card = NetworkItemID()
      let member = MemberID(card: card)
      func put(_ content: ItemContent, id: NetworkItemID = NetworkItemID()) throws {
        items.append(
          try NetworkItem(id: id, content: content, reserved: index % 5 == 4 && id == card))
      }
      let qualities = try TieQualities(contested: true, statement: "s\(index)" + text)
      try put(.card(Member(kind: .service, label: "m\(index)" + text)), id: card)
      try put(.tie(Tie(domain: .housing, member: member, qualities: qualities)))
      try put(
        .contact(
          ContactDetail(
            domain: .housing, member: member, kind: .other, value: "c\(index)" + text)))
      try put(
        .event(
          ContactEvent(
            domain: .housing, member: member, time: Date(timeIntervalSince1970: 1_780_000_000),
            medium: .phone, place: "p\(index)" + text, startedBy: .owner, occasion: .planned)))
      try put(
        .note(
          Note(
            domain: .housing, member: member, names: Set([before].compactMap(\.self)),
            text: "n\(index)" + text)))
      try put(
        .appointment(
          Appointment(
            domain: .housing, member: member, text: "a\(index)" + text,
            time: Date(timeIntervalSince1970: 1_790_000_000), place: "q\(index)" + text,
            origin: .imposed)))
      try put(
        .objective(
          Objective(
            domain: .housing, member: member, text: "o\(index)" + text,
            author: .member(member))))
      try put(
        .obstacle(
          Obstacle(
            domain: .housing, member: member, code: .injunction, services: [member],
            severity: .severe, tried: "t\(index)" + text, note: "b\(index)" + text)))
      if let before {
        try put(
          .memberTie(
            MemberTie(
              domain: .housing, from: member, to: before, relation: .talksAboutOwner,
              qualities: qualities)))
      }
      before = member
    }
    return try PersonalNetwork(items: items)
  }

  /// The marks of the fields of a network, each before the text that it marks.
  static var marks: [String] {
    all.indices.flatMap { index in "mscpnaqotb".map { "\($0)\(index)" } }
  }
}
