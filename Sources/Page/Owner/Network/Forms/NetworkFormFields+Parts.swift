import PersonalNetwork

/// The single fields of the forms.
extension NetworkFormFields {
  /// The members by name, as a list to choose from.
  var members: [(String, String)] {
    words.network.members.map { ("\($0.id)", words.name($0.id)) }
      .sorted { ($0.1.lowercased(), $0.0) < ($1.1.lowercased(), $1.0) }
  }

  /// A member to choose.
  func who(
    _ label: NetworkText, _ name: String = "member", isOptional: Bool = false
  ) -> HTML {
    let first = isOptional ? NetworkText.nobody : .choose
    return selection(
      label(language), name: name,
      options: ([("", first(language))] + members).map { (value: $0.0, title: $0.1) },
      chosen: values[name])
  }

  /// The life domain.
  var domain: HTML {
    one(.domain, "domain", LifeDomain.allCases, none: .choose)
  }

  /// One of a list.
  func one<Value: RawRepresentable<String> & Titled>(
    _ label: NetworkText, _ name: String, _ all: [Value], none: NetworkText? = .notSaid
  ) -> HTML {
    selection(
      label(language), name: name,
      options: (none.map { [(value: "", title: $0(language))] } ?? [])
        + all.map { (value: $0.rawValue, title: $0.title(language)) },
      chosen: values[name])
  }

  /// One of a scale, or nothing said.
  func degrees<Value: RawRepresentable<Int> & Titled>(
    _ label: NetworkText, _ name: String, _ all: [Value]
  ) -> HTML {
    selection(
      label(language), name: name,
      options: [(value: "", title: NetworkText.notSaid(language))]
        + all.map { (value: "\($0.rawValue)", title: $0.title(language)) },
      chosen: values[name])
  }

  /// A line to write in.
  func written(
    _ label: NetworkText, _ name: String, type: String = "text", isRequired: Bool = false,
    most: Int? = nil
  ) -> HTML {
    field(
      label(language), name: name, value: values[name] ?? "", type: type,
      isRequired: isRequired || name == "name" || name == "value", most: most)
  }

  /// An authority by its name in the register.
  func authority(_ label: NetworkText, _ name: String) -> HTML {
    field(
      label(language), name: name, value: values[name] ?? "", most: 64,
      hint: NetworkText.authorityHint(language))
  }

  /// Several lines to write in.
  func lines(_ label: NetworkText, _ name: String) -> HTML {
    area(label(language), name: name, value: values[name] ?? "")
  }

  /// One of a few.
  func radios<Value: RawRepresentable<String> & Titled>(
    _ label: NetworkText, _ name: String, _ all: [Value]
  ) -> HTML {
    radios(label, name, all.map { ($0.rawValue, $0.title(language)) })
  }

  /// One of a few.
  func radios(
    _ label: NetworkText, _ name: String, _ all: [(String, NetworkText)]
  ) -> HTML {
    radios(label, name, all.map { ($0.0, $0.1(language)) })
  }

  /// One of a few.
  func radios(_ label: NetworkText, _ name: String, _ all: [(String, String)]) -> HTML {
    tag("fieldset", .named("id", "group-" + name)) {
      tag("legend", text: label(language))
      for (value, title) in all {
        choice(.radio, name: name, value: value, isChosen: values[name] == value) { title }
      }
    }
  }

  /// As many as one likes.
  func boxes(_ label: NetworkText, _ name: String, _ all: [(String, String)]) -> HTML {
    tag("fieldset", .named("id", "group-" + name)) {
      tag("legend", text: label(language))
      for (value, title) in all {
        choice(.checkbox, name: name, value: value, isChosen: values.all(name).contains(value)) {
          title
        }
      }
    }
  }
}
