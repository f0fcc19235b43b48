import Consent
import Foundation
import Keys
import PersonalNetwork
import Record

/// What would fit, as commands that are ready to run.
struct FitCommands {
  let fit: Fit
  let terms: GrantTerms
  /// The request that it answers, where there was one.
  let request: RequestID?

  /// The commands, in the order in which they are run.
  var lines: [String] {
    fit.ended.map { "maille revoke \($0)" } + [answer]
  }

  private var answer: String {
    var words = ["maille"]
    if let request, terms.selection.isEmpty {
      words += ["accept", "\(request)"]
    } else {
      words += ["grant", "--purpose", terms.purpose.rawValue]
    }
    let compartments = fit.scope.compartments.map(\.description).joined(separator: ",")
    if !compartments.isEmpty { words += ["--domain", compartments] }
    for item in fit.scope.selection { words += ["--item", "\(item.item)"] }
    if request == nil || !terms.selection.isEmpty || fit.until != nil {
      words += ["--until", fit.scope.until.formatted(.iso8601)]
    }
    if terms.referent, request == nil || !terms.selection.isEmpty { words.append("--referent") }
    // A fingerprint may begin with a dash.
    if !words.contains("accept") { words += ["--", "\(terms.viewer.fingerprint)"] }
    return words.joined(separator: " ")
  }
}
