/// A table in a region of its own: a wide one scrolls there, and the keyboard reaches it.
package func wideTable(
  _ label: String, id: String? = nil, @HTMLBuilder content: () -> [HTML]
) -> HTML {
  tag(
    "div", .of(class: "wide"), .named("role", "region"), .named("tabindex", "0"),
    .named("aria-label", label)
  ) {
    HTML.element("table", id.map { [.named("id", $0)] } ?? [], content())
  }
}
