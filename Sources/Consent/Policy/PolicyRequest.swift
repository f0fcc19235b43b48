import Cedar
package import Foundation
import Keys
import PersonalNetwork

/// A question to the policies, built from values that have been verified.
///
/// There is one constructor per kind of question, and none lets a figure be left out.
package struct PolicyRequest: Sendable {
  /// What is to be done.
  package let action: PolicyAction
  let request: Request
  /// What the request is about; `nil` where it contradicts itself, which is a refusal.
  let entities: Entities?

  init(
    _ action: PolicyAction, by actor: PolicyActor, on resource: EntityUID,
    entities: PolicyEntities, context: Attributes<Value>
  ) {
    self.action = action
    self.entities = entities.store
    request = Request(
      principal: PolicyEntities.uid(actor.fingerprint), action: PolicyEntities.uid(action),
      resource: resource, context: context)
  }

  /// Asks whether the actor may open a view of this scope for this purpose under a grant.
  package static func view(
    by actor: PolicyActor, under grant: PolicyGrant, of record: PolicyRecord,
    scope: PolicyScope, purpose: Purpose, figures: ReleaseFigures, limits: Limits,
    authorities: Authorities, now: Date
  ) -> PolicyRequest {
    var entities = PolicyEntities(authorities: authorities)
    entities.add(actor)
    entities.add(grant, of: record)
    return PolicyRequest(
      .view, by: actor, on: PolicyEntities.uid(grant.id), entities: entities,
      context: [
        "now": .instant(now),
        "scope": .texts(scope.names), "purpose": .text(purpose.rawValue),
        "whole": .record([
          "duration": .count(figures.durationDays), "run": .count(figures.runDays),
          "openings": .count(figures.openingDays),
          "walled": .texts(figures.walledDomains.map(\.rawValue)),
          "thirdPerson": .bool(figures.thirdPerson),
        ]),
        "limit": .record([
          "duration": .count(limits.durationDays), "run": .count(Limits.runDays),
          "openings": .count(limits.openingDays),
        ]),
      ])
  }

  /// Asks whether the actor may publish a grant; the figures are those after it.
  package static func grant(
    _ terms: GrantTerms, by actor: PolicyActor, in record: PolicyRecord, figures: Figures,
    limits: Limits, attestation: AttestationFacts, authorities: Authorities, now: Date
  ) -> PolicyRequest {
    grant(
      to: terms.viewer.fingerprint, for: terms.authority, scope: PolicyScope(terms),
      purpose: terms.purpose, by: actor, in: record, figures: figures, limits: limits,
      attestation: attestation, authorities: authorities, now: now)
  }

  static func grant(
    to viewer: Fingerprint, for authority: AuthorityID?, scope: PolicyScope, purpose: Purpose,
    by actor: PolicyActor, in record: PolicyRecord, figures: Figures, limits: Limits,
    attestation: AttestationFacts, authorities: Authorities, now: Date
  ) -> PolicyRequest {
    var entities = PolicyEntities(authorities: authorities)
    entities.add(actor)
    entities.add(record)
    entities.add(PolicyActor(fingerprint: viewer, authority: authority))
    return PolicyRequest(
      .grant, by: actor, on: PolicyEntities.uid(record.id), entities: entities,
      context: [
        "now": .instant(now),
        "viewer": .entity(PolicyEntities.uid(viewer)), "scope": .texts(scope.names),
        "purpose": .text(purpose.rawValue), "whole": .record(figures.fields),
        "limit": .record(limits.fields(for: figures)),
        "attestation": .record([
          "required": .bool(attestation.required), "given": .count(attestation.given),
          "independent": .count(attestation.independent),
          "toHelper": .bool(attestation.toHelper),
        ]),
      ])
  }

  /// Asks whether the actor may ask for access to a record.
  package static func request(
    _ request: AccessRequest, by actor: PolicyActor, to record: PolicyRecord,
    authorities: Authorities, now: Date
  ) -> PolicyRequest {
    var entities = PolicyEntities(authorities: authorities)
    entities.add(actor)
    entities.add(record)
    return PolicyRequest(
      .request, by: actor, on: PolicyEntities.uid(record.id), entities: entities,
      context: [
        "now": .instant(now),
        "scope": .texts(request.compartments.map(\.description)),
        "purpose": .text(request.purpose.rawValue), "days": .count(request.days),
      ])
  }

  /// Asks whether the actor may open an emergency set.
  ///
  /// `service` tells that the service's key of the register signed the opening and is the one that
  /// the set is sealed to; `suspended` that an earlier opening of the actor's was not reviewed in
  /// time, or found unjustified.
  package static func emergency(
    by actor: PolicyActor, under set: PolicyGrant, of record: PolicyRecord, hours: Int,
    service: Bool, suspended: Bool, figures: ReleaseFigures, authorities: Authorities, now: Date
  ) -> PolicyRequest {
    var entities = PolicyEntities(authorities: authorities)
    entities.add(actor)
    entities.add(set, of: record)
    return PolicyRequest(
      .emergency, by: actor, on: PolicyEntities.uid(set.id), entities: entities,
      context: [
        "now": .instant(now),
        "hours": .count(hours), "service": .bool(service), "suspended": .bool(suspended),
        "walled": .texts(figures.walledDomains.map(\.rawValue)),
      ])
  }

  /// Asks whether the actor may end a grant before its time.
  package static func revoke(
    _ grant: PolicyGrant, of record: PolicyRecord, by actor: PolicyActor,
    authorities: Authorities, now: Date
  ) -> PolicyRequest {
    var entities = PolicyEntities(authorities: authorities)
    entities.add(actor)
    entities.add(grant, of: record)
    return PolicyRequest(
      .revoke, by: actor, on: PolicyEntities.uid(grant.id), entities: entities,
      context: ["now": .instant(now)])
  }

  /// Asks whether the actor may do something that takes nothing but the record.
  ///
  /// For ``PolicyAction/stop``, `attest`, `resume`, `decline`, `enrol`, `dismiss`, `write`, `erase`
  /// and `logRead`; a request for any other action conforms to no schema and is refused.
  package static func onRecord(
    _ action: PolicyAction, _ record: PolicyRecord, by actor: PolicyActor,
    authorities: Authorities, now: Date
  ) -> PolicyRequest {
    var entities = PolicyEntities(authorities: authorities)
    entities.add(actor)
    entities.add(record)
    return PolicyRequest(
      action, by: actor, on: PolicyEntities.uid(record.id), entities: entities,
      context: ["now": .instant(now)])
  }

  /// Asks whether the actor may read the log's frames (`logRead`) or names (`naming`).
  package static func onLog(
    _ action: PolicyAction, of bundle: PolicyBundle, by actor: PolicyActor,
    authorities: Authorities, now: Date
  ) -> PolicyRequest {
    var entities = PolicyEntities(authorities: authorities)
    entities.add(actor)
    let log = entities.addLog(
      of: bundle.hub, auditors: bundle.auditors.map(\.fingerprint),
      naming: bundle.naming.fingerprint)
    return PolicyRequest(
      action, by: actor, on: log, entities: entities, context: ["now": .instant(now)])
  }
}

extension Figures {
  fileprivate var fields: Attributes<Value> {
    [
      "viewerShare": .count(viewerShare), "viewerDomains": .count(viewerDomains),
      "authorityShare": .count(authorityShare), "authorityDomains": .count(authorityDomains),
      "coalition": .count(max(coalitionPersons, coalitionAuthorities)),
      "neverSeen": .count(neverSeen), "neverSeenDomains": .count(neverSeenDomains),
      "duration": .count(durationDays), "run": .count(runDays),
      "openings": .count(openingDays), "domains": .count(domains),
      "walled": .texts(walledDomains.map(\.rawValue)), "thirdPerson": .bool(thirdPerson),
    ]
  }
}

extension Limits {
  fileprivate func fields(for figures: Figures) -> Attributes<Value> {
    let (viewer, authority) = (figures.viewerIsReferent, figures.authorityHoldsReferent)
    return [
      "viewerShare": .count(viewerShare(referent: viewer)),
      "viewerDomains": .count(
        viewerDomains(referent: viewer, smallRecord: figures.isSmallRecord)),
      "authorityShare": .count(authorityShare(referent: authority)),
      "authorityDomains": .count(authorityDomains(referent: authority)),
      "coalition": .count(coalition), "neverSeen": .count(reserve),
      "neverSeenDomains": .count(Self.reserveDomains), "duration": .count(durationDays),
      "run": .count(Self.runDays), "openings": .count(openingDays),
    ]
  }
}
