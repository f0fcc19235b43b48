import Consent
import HubClient
import Keys
import PersonalNetwork
import Record

/// What a button of a request's pages says.
enum AskedAnswer: String {
  case no, yes, later, talk
  /// Takes the sheet for the helper.
  case sheet
  /// Reads what the helper gave back.
  case read
  case sign
  /// Does not sign.
  case not
}

extension OwnerRoom {
  /// Someone asks: the list, a request, and what comes of it.
  func asked(_ request: PageRequest) async throws -> PageAnswer {
    let path = Array(request.place.segments.dropFirst())
    guard let first = path.first else { return try await askedList(request) }
    if first == "proposal" { return try await proposed(Array(path.dropFirst()), request) }
    guard let id = RequestID(first) else { return .nothingHere }
    switch (request.isPost, path.dropFirst().first, path.count) {
    case (false, nil, _):
      guard let asked = try await askedRequest(id) else { return .nothingHere }
      return .page(try page(of: asked, request))
    case (true, nil, _): return try await answer(id, request)
    case (false, "declined", 2): return .page(AskedAfter.declined(id, request.language))
    case (false, "talk", 2):
      return .page(AskedAfter.talk(id, helpers: helperNames, request.language))
    case (false, "given", 3): return given(path[2], request)
    default: return .nothingHere
    }
  }

  /// The names of the helpers who are enrolled.
  var helperNames: [String] { desk.state.enrolledHelpers.map(\.card.payload.name) }

  private func askedList(_ request: PageRequest) async throws -> PageAnswer {
    let requests = try await askedRequests()
    let proposals = try await desk.withHub { hub in try await desk.proposals(hub) }
    return .page(
      AskedList(requests: requests, proposals: proposals, language: request.language).content)
  }

  /// The page of a request, with what the person had filled in where something was wrong with it.
  func page(
    of asked: AskedRequest, _ request: PageRequest, mistake: AskedText? = nil
  ) throws -> PageContent {
    // A form of a later screen holds none of this page's lines.
    let isFilled = mistake != nil && request.fields["until"] != nil
    return AskedPage(
      asked: asked, network: try desk.state.network(), request: request,
      filled: isFilled ? request.fields : nil, mistake: mistake,
      proposals: try proposedObstacles(of: asked.received, at: request.time)
    ).content
  }

  private func answer(_ id: RequestID, _ request: PageRequest) async throws -> PageAnswer {
    guard var answer = request.fields["answer"].flatMap(AskedAnswer.init(rawValue:)) else {
      return .nothingHere
    }
    if answer == .sign, request.fields[Form.keptName] != nil { answer = .yes }
    let place = Place("asked", id.description)
    switch answer {
    case .later: return .see(Place("asked"))
    case .talk: return .see(Place("asked", id.description, "talk"))
    case .not: return .see(place)
    case .no, .yes, .sheet, .read, .sign:
      guard let asked = try await askedRequest(id) else { return .nothingHere }
      guard asked.standing == request.fields["standing"] || isSentAgain(answer, asked, request)
      else { return .page(try page(of: asked, request, mistake: .answeredElsewhere)) }
      guard answer == .no else { return try await consider(answer, asked, request) }
      guard try await decline(id) else { return .nothingHere }
      return .see(Place("asked", id.description, "declined"))
    }
  }

  /// Whether a form that was carried out is sent once more, which changes nothing.
  private func isSentAgain(
    _ answer: AskedAnswer, _ asked: AskedRequest, _ request: PageRequest
  ) -> Bool {
    switch answer {
    case .no: asked.received.declined && !asked.answered
    case .sign: request.fields["draft"].flatMap { GrantID($0) }.map(isGiven) ?? false
    default: false
    }
  }

  /// Declines a request that is there; once is enough.
  private func decline(_ id: RequestID) async throws -> Bool {
    try await desk.withHub { hub in
      let requests = try await desk.requests(hub)
      guard let found = requests.first(where: { $0.request.payload.id == id }) else { return false }
      if !found.declined { try await desk.decline(id, hub) }
      try await noteWaiting(hub)
      return true
    }
  }

  /// Goes on with a yes: shows what would be signed, hands out the sheet, or signs.
  private func consider(
    _ answer: AskedAnswer, _ asked: AskedRequest, _ request: PageRequest
  ) async throws -> PageAnswer {
    do {
      let choice = try AskedChoice(
        request.fields, of: asked.asked, in: try desk.state.network(), at: request.time)
      switch answer {
      case .sheet: return try await sheet(asked, choice)
      case .sign: return try await sign(asked, choice, request)
      default: return try await consent(asked, choice, request)
      }
    } catch let mistake as AskedMistake {
      return .page(try page(of: asked, request, mistake: mistake.text))
    }
  }

  private func given(_ text: String, _ request: PageRequest) -> PageAnswer {
    guard let id = GrantID(text),
      let grant = desk.state.grants.first(where: { $0.publication.grant.payload.id == id })
    else { return .nothingHere }
    return .page(AskedAfter.given(grant, request))
  }
}
