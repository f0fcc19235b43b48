import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// A kit for people the owner trusts: who, how many of them, and the file after the passphrase.
  func kit(_ request: PageRequest) async throws -> PageAnswer {
    let people = try desk.kitPeople()
    guard request.isPost else { return .page(kitPage(people, request, nil)) }
    guard let choice = KitChoice(request.fields, among: people) else {
      return .page(kitPage(people, request, .kitWrong))
    }
    guard made.mayTry(at: request.time), let passphrase = request.fields.all("passphrase").first,
      await opens(passphrase)
    else { return .page(kitPage(people, request, .keyWrong)) }
    return .file(
      name: "kit.json", type: "application/json",
      data: try await desk.recoveryKit(for: choice.people, threshold: choice.threshold))
  }

  private func kitPage(
    _ people: [BookEntry], _ request: PageRequest, _ failure: PapersText?
  ) -> PageContent {
    let language = request.language
    var content = PageContent(PapersText.keyKit(language), part: "papers") {
      if let failure {
        tag(
          "p", .of(class: "failure"), .named("role", "alert"), .named("id", "failure"),
          text: failure(language))
      }
      tag("p", text: PapersText.keyKitWhat(language))
      tag("p", .of(class: "notice"), text: PapersText.keyKitCare(language))
      if people.count < 2 {
        tag("p", .named("id", "nobody"), text: PapersText.kitNobody(language))
        tag(
          "p",
          text: PapersText.kitNobodyHint(language, ["command": "maille card add"]))
      } else {
        kitForm(people, request)
        tag("p", text: PapersText.kitGive(language))
        tag(
          "p",
          text: PapersText.kitCancel(language, ["command": "maille restore cancel"]))
      }
      Self.paperFooter(language, prints: false)
    }
    content.isFailure = failure != nil
    return content
  }

  private func kitForm(_ people: [BookEntry], _ request: PageRequest) -> HTML {
    let language = request.language
    let chosen = Set(request.fields.all("person"))
    return request.form(to: Place("papers", "key", "kit"), .named("id", "kit")) {
      tag("fieldset", .named("id", "group-person")) {
        tag("legend", text: PapersText.kitWho(language))
        tag("p", .of(class: "hint"), text: PapersText.kitWhoHint(language))
        people.map { entry in
          let id = entry.fingerprint.description
          return choice(.checkbox, name: "person", value: id, isChosen: chosen.contains(id)) {
            entry.card.payload.name
            if !entry.compared {
              tag("span", .of(class: "hint"), text: PapersText.kitNotCompared(language))
              tag("span", .of(class: "hint digits"), text: entry.fingerprint.digits)
            }
          }
        }
      }
      selection(
        PapersText.kitHowMany(language), name: "threshold",
        options: (2...RecoveryKit.maximumMembers).map { count in
          (value: "\(count)", title: PapersText.kitPeople(language, ["count": "\(count)"]))
        }, chosen: request.fields["threshold"])
      field(
        PapersText.keyPhrase(language), name: "passphrase", type: "password", isRequired: true)
      tag(
        "button", .named("type", "submit"), .of(class: "main"),
        text: PapersText.kitMake(language))
    }
  }
}

/// Whom a kit is for, as a form says it; people are looked up, never trusted.
struct KitChoice {
  /// Two to five people.
  let people: [BookEntry]
  /// How many of them open it.
  let threshold: Int

  /// Reads the form; nil for a stranger, too few or too many people, or another number than fits.
  init?(_ fields: FormFields, among all: [BookEntry]) {
    let chosen = Set(fields.all("person"))
    people = all.filter { chosen.contains($0.fingerprint.description) }
    guard people.count == chosen.count,
      (2...RecoveryKit.maximumMembers).contains(people.count),
      let threshold = fields["threshold"].flatMap({ Int($0) }),
      (2...people.count).contains(threshold)
    else { return nil }
    self.threshold = threshold
  }
}
