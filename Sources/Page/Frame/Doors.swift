import PersonalNetwork

/// What is shown where somebody does not get in, or something is not there.
enum Doors {
  /// To someone without the session's cookie.
  static func closed(_ language: Language) -> HTML {
    bare(language, FrameText.closed(language)) {
      tag("p", text: FrameText.closedHint(language))
    }
  }

  /// What is said above the locked door.
  enum Notice {
    /// What was being written is kept.
    case kept
    /// The passphrase is not the right one, or came too soon after another.
    case wrong
    /// It is the right one, but the room does not open now.
    case busy
  }

  /// To the person, until the passphrase is given again.
  static func locked(_ language: Language, form: Form, _ notice: Notice? = nil) -> HTML {
    bare(language, FrameText.locked(language)) {
      switch notice {
      case nil: HTML.nothing
      case .kept: tag("p", text: FrameText.lockedKept(language))
      case .wrong: alert(FrameText.lockedWrong(language))
      case .busy: alert(FrameText.lockedBusy(language))
      }
      tag("p", text: FrameText.lockedHint(language))
      form(to: Place("unlock")) {
        field(
          FrameText.passphrase(language), name: "passphrase", type: "password", isRequired: true)
        tag(
          "button", .named("type", "submit"), .of(class: "button"), text: FrameText.unlock(language)
        )
      }
    }
  }

  /// What was being written when the page locked itself; nothing of it is done yet.
  static func again(_ kept: Session.Kept, _ language: Language, form: Form) -> HTML {
    bare(language, FrameText.again(language)) {
      tag("p", text: FrameText.againHint(language))
      form(to: kept.place) {
        for (name, value) in kept.fields.kept { hidden(name, value) }
        hidden(Form.keptName, "yes")
        tag("blockquote") {
          for (_, value) in kept.fields.kept where value.contains(" ") { tag("p", text: value) }
        }
        tag(
          "button", .named("type", "submit"), .of(class: "button"),
          text: FrameText.againSend(language))
      }
      tag("p") { tag("a", .named("href", "/"), text: FrameText.againDrop(language)) }
    }
  }

  /// What could not be done: the cause, and the next step.
  ///
  /// What was written stays in a form that sends it again, but for a passphrase, which nothing keeps.
  static func failure(_ cause: String, _ hint: String, _ request: PageRequest) -> PageContent {
    let language = request.language
    var content = PageContent(FrameText.failed(language), part: "") {
      tag("p", .of(class: "failure"), .named("role", "alert"), text: cause)
      tag("p", text: hint)
      if request.isPost, request.fields.all("passphrase").isEmpty {
        request.form(to: request.place, .named("id", "again")) {
          for (name, value) in request.fields.kept { hidden(name, value) }
          tag(
            "button", .named("type", "submit"), .of(class: "button"),
            text: FrameText.failedAgain(language))
        }
      }
      tag("p") {
        tag("a", .named("href", "/"), .of(class: "button"), text: FrameText.failedBack(language))
      }
    }
    content.isFailure = true
    return content
  }

  /// A place that is not there.
  static func nothingHere(_ language: Language) -> PageContent {
    PageContent(FrameText.nothingHere(language), part: "") {
      tag("p", text: FrameText.nothingHereHint(language))
    }
  }

  private static func alert(_ sentence: String) -> HTML {
    tag("p", .of(class: "failure"), .named("role", "alert"), text: sentence)
  }

  private static func bare(
    _ language: Language, _ heading: String, @HTMLBuilder body: () -> [HTML]
  ) -> HTML {
    Frame.document(language) {
      tag("main", .named("id", "content"), .named("tabindex", "-1")) {
        tag("h1", text: heading)
        body()
      }
    }
  }
}

/// What is shown after leaving quickly: something that anybody may see.
enum Harmless {
  static let place = Place("recipe")

  static func page(_ language: Language) -> HTML {
    Frame.document(language) {
      tag("main") {
        tag("h1", text: FrameText.harmless(language))
        tag("ol") {
          for line in [
            FrameText.harmlessLine1, .harmlessLine2, .harmlessLine3, .harmlessLine4,
          ] {
            tag("li", text: line(language))
          }
        }
      }
    }
  }
}
