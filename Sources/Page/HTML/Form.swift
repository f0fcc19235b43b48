/// A form that posts to a place of this page, with the session's token in it.
package struct Form: Sendable {
  private let token: String

  init(token: String) { self.token = token }

  /// The form.
  package func callAsFunction(
    to place: Place, _ attributes: HTML.Attribute..., @HTMLBuilder content: () -> [HTML]
  ) -> HTML {
    .element(
      "form",
      [
        .named("method", "post"), .named("action", place.path),
        .named("autocomplete", "off"),
      ] + attributes,
      [hidden(Self.tokenName, token)] + content())
  }

  /// A form of a single button.
  package func button(
    _ title: String, to place: Place, fields: [String: String] = [:],
    label: String? = nil, class style: StaticString = "button"
  ) -> HTML {
    var attributes: [HTML.Attribute] = [.named("type", "submit"), .of(class: style)]
    if let label { attributes.append(.named("aria-label", label)) }
    let button = HTML.element("button", attributes, [.text(title)])
    return self(to: place, .of(class: "inline")) {
      for (name, value) in fields.sorted(by: { $0.key < $1.key }) { hidden(name, value) }
      button
    }
  }

  /// The name of the field of a form that was kept while the page was locked: what it would sign is
  /// shown once more first.
  static let keptName = "kept"

  /// The name of the field that holds the token.
  static let tokenName = "token"
}

/// A field that is not shown.
package func hidden(_ name: String, _ value: String) -> HTML {
  tag("input", .named("type", "hidden"), .named("name", name), .named("value", value))
}

/// A choice as one radio button or check box with its label, large enough to touch.
package func choice(
  _ kind: ChoiceKind, name: String, value: String, isChosen: Bool = false,
  @HTMLBuilder label: () -> [HTML]
) -> HTML {
  let box: [HTML.Attribute] = [
    .named("type", kind.rawValue), .named("name", name), .named("value", value),
  ]
  return .element(
    "label", [.of(class: "choice")],
    [
      .element("input", box + (isChosen ? [.flag("checked")] : []), []),
      .element("span", [], label()),
    ])
}

/// Whether one of several, or each on its own.
package enum ChoiceKind: String, Sendable {
  case radio, checkbox
}

/// A labelled field to write in.
package func field(
  _ label: String, name: String, value: String = "", type: String = "text",
  isRequired: Bool = false, most: Int? = nil, hint: String? = nil
) -> HTML {
  var attributes: [HTML.Attribute] = [
    .named("id", "field-" + name), .named("name", name), .named("type", type),
    .named("value", value),
  ]
  if isRequired { attributes.append(.flag("required")) }
  if let most { attributes.append(.named("maxlength", "\(most)")) }
  if hint != nil { attributes.append(.named("aria-describedby", "hint-" + name)) }
  return tag("p", .of(class: "field")) {
    tag("label", .named("for", "field-" + name), text: label)
    if let hint { tag("span", .of(class: "hint"), .named("id", "hint-" + name), text: hint) }
    .element("input", attributes, [])
  }
}

/// A labelled field for several lines.
package func area(
  _ label: String, name: String, value: String = "", most: Int? = nil, hint: String? = nil
) -> HTML {
  var attributes: [HTML.Attribute] = [
    .named("id", "field-" + name), .named("name", name), .named("rows", "4"),
  ]
  if let most { attributes.append(.named("maxlength", "\(most)")) }
  if hint != nil { attributes.append(.named("aria-describedby", "hint-" + name)) }
  return tag("p", .of(class: "field")) {
    tag("label", .named("for", "field-" + name), text: label)
    if let hint { tag("span", .of(class: "hint"), .named("id", "hint-" + name), text: hint) }
    // A line break right after the tag would be swallowed.
    HTML.element("textarea", attributes, [.text("\n" + value)])
  }
}

/// A labelled list to choose one from.
package func selection(
  _ label: String, name: String, options: [(value: String, title: String)], chosen: String? = nil
) -> HTML {
  tag("p", .of(class: "field")) {
    tag("label", .named("for", "field-" + name), text: label)
    tag("select", .named("id", "field-" + name), .named("name", name)) {
      options.map { option in
        HTML.element(
          "option",
          [.named("value", option.value)] + (option.value == chosen ? [.flag("selected")] : []),
          [.text(option.title)])
      }
    }
  }
}
