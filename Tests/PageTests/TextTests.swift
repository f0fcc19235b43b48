import PersonalNetwork
import Testing

@testable import Page

/// The catalogues: complete, used, and readable.
@Suite struct TextTests {
  @Test(arguments: ["French", "English"])
  func everyTextIsALiteral(_ language: String) throws {
    let catalogue = try TextCatalogue(language)
    #expect(catalogue.unread.isEmpty)
    #expect(catalogue.texts["OwnerText"]?.count == OwnerText.allCases.count)
    #expect(catalogue.texts["LimitsText"]?["heading"] != nil)
  }

  @Test func bothLanguagesHaveTheSameKeysAndPlaceholders() throws {
    let (french, english) = (try TextCatalogue("French"), try TextCatalogue("English"))
    #expect(Set(french.texts.keys) == Set(english.texts.keys))
    for (name, texts) in french.texts {
      let others = english.texts[name] ?? [:]
      #expect(Set(texts.keys) == Set(others.keys), "\(name)")
      for (key, text) in texts {
        #expect(
          placeholders(text) == placeholders(others[key] ?? ""), "\(name).\(key)")
      }
    }
  }

  @Test func everyKeyIsUsed() throws {
    let code = try PageCode.all()
    for (name, texts) in try TextCatalogue("French").texts {
      let used = code.used(of: name)
      let unused = texts.keys.filter { !used.contains($0) }.sorted()
      #expect(unused.isEmpty, "\(name): \(unused)")
    }
  }

  @Test(arguments: [("French", "fr"), ("English", "en")])
  func ownersTextsAreReadable(_ language: String, _ code: String) throws {
    let catalogue = try TextCatalogue(language)
    let readability = try Readability(code)
    let owners = try TextCatalogue.owners().intersection(catalogue.texts.keys)
    #expect(
      owners.isSuperset(of: ["FrameText", "OwnerText", "LogText", "LimitsText", "PapersText"]))
    for name in owners.sorted() {
      for (key, text) in catalogue.texts[name] ?? [:] {
        #expect(readability.complaints(text).isEmpty, "\(name).\(key): \(text)")
      }
    }
  }

  @Test(arguments: ["French", "English"])
  func apostrophesAreTypographic(_ language: String) throws {
    for (name, texts) in try TextCatalogue(language).texts {
      for (key, text) in texts {
        #expect(text.firstMatch(of: /\w'\w/) == nil, "\(name).\(key)")
      }
    }
  }

  @Test func readabilityComplainsWhereItShould() throws {
    let french = try Readability("fr")
    let english = try Readability("en")
    #expect(french.complaints("Vous avez retiré l’accès de {name}.").isEmpty)
    #expect(english.complaints("You took back the access of {name}.").isEmpty)
    let long = Array(repeating: "vous", count: 16).joined(separator: " ")
    #expect(!french.complaints(long).isEmpty)
    #expect(french.complaints(long.dropLast(5).description).isEmpty)
    for text in [
      "Votre accès a été retiré.", "Rien ne sera montré.", "Vous êtes aidé par {name}.",
      "Le CPAS", "etc.", "Conformément aux dispositions", "nonobstant",
    ] {
      #expect(!french.complaints(text).isEmpty, "\(text)")
    }
    for text in [
      "The access was taken back.", "It cannot be shown.", "It is seen by {name}.", "The PDF",
      "Mr. {name}", "Notwithstanding the provisions",
    ] {
      #expect(!english.complaints(text).isEmpty, "\(text)")
    }
  }

  @Test func anUnusedKeyIsFound() {
    let code = [
      PageCode("enum SomeText: Texts {\n  case one, two, three, four\n}", declaresTexts: true),
      PageCode("let a = SomeText.one(language), b: SomeText = .two, c = word().three"),
      PageCode("let d: OtherText = .four"),
    ]
    #expect(code.used(of: "SomeText") == ["one", "two"])
  }

  @Test func whatIsFilledInIsNotLookedAtAgain() {
    #expect(
      LogText.helperTookBackFrom(.english, ["who": "{name}", "name": "Paul"])
        == "{name}, who helps you, took back the access of Paul.")
    #expect(LogText.helperStopped(.french, [:]).contains("{who}"))
  }

  private func placeholders(_ text: String) -> Set<String> {
    Set(text.matches(of: /\{\w+\}/).map { String($0.0) })
  }
}
