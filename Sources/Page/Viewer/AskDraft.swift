import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork

/// A request that is being written, as the fields of the form hold it; checked anew at each step.
struct AskDraft {
  /// The questions, one a screen.
  enum Step: String {
    case address, purpose, reason, scope, words, check
  }

  let address: Address?
  let purpose: Purpose?
  let reason: RequestReason?
  let days: Int?
  let domains: [LifeDomain]
  let facets: [Facet]
  let referent: Bool
  let note: String?
  /// What was written as an address, right or not.
  let addressText: String
  /// The question that was just answered.
  let answered: Step?
  private let isSendAsked: Bool

  /// The most characters of the words to the person.
  static let longestNote = 2000

  /// Reads the fields; what is wrong is as if it were not there.
  init(_ fields: FormFields) {
    addressText = fields["address"] ?? ""
    address = Address(addressText)
    purpose = fields["purpose"].flatMap(Purpose.init(rawValue:)).flatMap {
      $0 == .emergency ? nil : $0
    }
    reason = fields["reason"].flatMap(RequestReason.init(rawValue:))
    days = fields["days"].flatMap { Int($0) }.flatMap { (1...180).contains($0) ? $0 : nil }
    let domains = Set(fields.all("domain")), facets = Set(fields.all("facet"))
    self.domains = LifeDomain.allCases.filter { domains.contains($0.rawValue) }
    self.facets = Facet.allCases.filter { facets.contains($0.rawValue) }
    referent = fields["referent"] == "yes"
    note = fields["note"].map { String($0.prefix(Self.longestNote)) }
    answered = fields["step"].flatMap(Step.init(rawValue:))
    isSendAsked = fields["send"] == "yes"
  }

  /// The compartments, in order.
  var compartments: [Compartment] {
    domains.flatMap { domain in facets.map { Compartment.of(domain, $0) } }.sorted()
  }

  /// The first question without an answer; words are asked for only where they can be sealed.
  func next(canWrite: Bool) -> Step {
    if address == nil { return .address }
    if purpose == nil { return .purpose }
    if reason == nil || days == nil { return .reason }
    if compartments.isEmpty { return .scope }
    if canWrite, note == nil, answered == .scope { return .words }
    return .check
  }

  /// What to send; nil before everything is there and the person said to send it.
  var asking: Asking? {
    guard isSendAsked, let purpose, let reason, let days, !compartments.isEmpty else { return nil }
    return Asking(
      purpose: purpose, reason: reason, days: days, compartments: compartments,
      referent: referent, note: note)
  }

  /// The answers so far as fields, without those that a screen asks for itself.
  func kept(at step: Step) -> [HTML] {
    var fields: [(String, String)] = []
    if step != .address { fields.append(("address", addressText)) }
    if step != .purpose, let purpose { fields.append(("purpose", purpose.rawValue)) }
    if step != .reason {
      if let reason { fields.append(("reason", reason.rawValue)) }
      if let days { fields.append(("days", "\(days)")) }
    }
    if step != .scope {
      fields += domains.map { ("domain", $0.rawValue) } + facets.map { ("facet", $0.rawValue) }
      if referent { fields.append(("referent", "yes")) }
    }
    if step != .words, let note { fields.append(("note", note)) }
    return [hidden("step", step.rawValue)] + fields.map { hidden($0.0, $0.1) }
  }
}
