import PersonalNetwork

/// What stands around every page: the way out, the menu, the languages.
struct Frame {
  let language: Language
  let menu: [MenuEntry]
  let form: Form
  let place: Place

  /// A page with its content.
  func page(_ content: PageContent) -> HTML {
    Self.document(language) {
      tag("a", .of(class: "skip"), .named("href", "#content"), text: FrameText.skip(language))
      tag("header") {
        leave
        tag("nav", .named("aria-label", FrameText.menu(language))) {
          tag("ul") { menu.map { entry($0, isHere: $0.part == content.part) } }
        }
      }
      tag("main", .named("id", "content"), .named("tabindex", "-1")) {
        tag("h1", text: content.heading)
        content.body
      }
      tag("footer") { languages }
    }
  }

  /// A document with our stylesheet and script, and a title that says nothing.
  static func document(_ language: Language, @HTMLBuilder body: () -> [HTML]) -> HTML {
    tag("html", .named("lang", language.rawValue)) {
      tag("head") {
        tag("meta", .named("charset", "utf-8"))
        tag(
          "meta", .named("name", "viewport"),
          .named("content", "width=device-width, initial-scale=1"))
        tag("title", text: FrameText.title(language))
        tag("link", .named("rel", "icon"), .named("href", Asset.icon.place.path))
        tag("link", .named("rel", "stylesheet"), .named("href", Asset.stylesheet.place.path))
        tag("script", .named("src", Asset.script.place.path), .flag("defer"))
      }
      tag("body") { body() }
    }
  }

  private var leave: HTML {
    form(to: Place("leave"), .of(class: "leave"), .named("id", "leave")) {
      tag(
        "button", .named("type", "submit"), .of(class: "leave"), .named("accesskey", "q"),
        .named("title", FrameText.leaveHint(language)), text: FrameText.leave(language))
    }
  }

  private func entry(_ entry: MenuEntry, isHere: Bool) -> HTML {
    let link: [HTML.Attribute] =
      [.named("href", entry.place.path)] + (isHere ? [.named("aria-current", "page")] : [])
    var inside: [HTML] = [entry.pictogram.image, tag("span", text: entry.title)]
    if entry.count > 0 { inside.append(tag("span", .of(class: "count"), text: "\(entry.count)")) }
    return tag("li") { HTML.element("a", link, inside) }
  }

  private var languages: HTML {
    let other: Language = language == .french ? .english : .french
    return form(to: Place("language"), .of(class: "inline")) {
      hidden("language", other.rawValue)
      hidden("back", place.path)
      tag(
        "button", .named("type", "submit"), .of(class: "quiet"), .named("lang", other.rawValue),
        text: FrameText.language(language))
      tag(
        "button", .named("type", "button"), .of(class: "quiet"), .named("id", "read-aloud"),
        .flag("hidden"), text: FrameText.readAloud(language))
    }
  }
}
