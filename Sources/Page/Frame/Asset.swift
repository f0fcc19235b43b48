/// A file of the program that a page names.
enum Asset: String, CaseIterable {
  case stylesheet = "style.css"
  case script = "script.js"
  case icon = "icon.svg"

  /// The asset at a place.
  init?(_ place: Place) {
    guard place.segments.count == 2, place.segments[0] == "asset", place.query.isEmpty,
      let asset = Asset(rawValue: place.segments[1])
    else { return nil }
    self = asset
  }

  var place: Place { Place("asset", rawValue) }

  var type: String {
    switch self {
    case .stylesheet: "text/css; charset=utf-8"
    case .script: "text/javascript; charset=utf-8"
    case .icon: "image/svg+xml"
    }
  }

  var text: String {
    switch self {
    case .stylesheet: Stylesheet.text
    case .script: Script.text
    case .icon:
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="none" stroke="#345" \
      stroke-width="2" d="M6 3h12v18H6zM9 8h6M9 12h6"/></svg>
      """
    }
  }
}
