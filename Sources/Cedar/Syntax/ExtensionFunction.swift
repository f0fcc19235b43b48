/// The functions and methods on decimal, datetime, duration and ipaddr values.
enum ExtensionFunction: String, CaseIterable, Sendable {
  case decimal, ip, datetime, duration
  case lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual
  case isIpv4, isIpv6, isLoopback, isMulticast, isInRange
  case offset, durationSince, toDate, toTime
  case toMilliseconds, toSeconds, toMinutes, toHours, toDays

  /// Whether it is called as `name(text)` rather than as `value.name(...)`.
  var isConstructor: Bool {
    switch self {
    case .decimal, .ip, .datetime, .duration: true
    default: false
    }
  }

  /// The number of arguments, the value before the point included.
  var argumentCount: Int {
    switch self {
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isInRange, .offset,
      .durationSince:
      2
    default: 1
    }
  }

  /// Applies the function to evaluated arguments.
  ///
  /// Throws `.type` for arguments of another type or number, `.extension` for a text that does
  /// not denote a value, `.overflow` where the result does not fit.
  func apply(_ arguments: [Value], at position: SourcePosition?) throws(CedarError) -> Value {
    guard arguments.count == argumentCount else {
      throw CedarError(
        .type, "\(rawValue) takes \(argumentCount) arguments, not \(arguments.count)",
        at: position)
    }
    guard let result = try result(arguments, at: position) else {
      let types = arguments.map(\.typeName).joined(separator: ", ")
      throw CedarError(.type, "\(rawValue) does not take \(types)", at: position)
    }
    return result
  }

  /// The result, or `nil` where an argument is of another type.
  private func result(
    _ arguments: [Value], at position: SourcePosition?
  ) throws(CedarError) -> Value? {
    let argument = arguments[0]
    switch self {
    case .decimal, .ip, .datetime, .duration:
      guard case .string(let text) = argument else { return nil }
      guard let value = construct(text.string) else {
        throw CedarError(.extension, "\(text.quoted) is not a valid \(rawValue)", at: position)
      }
      return value
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual:
      guard case .decimal(let left) = argument, case .decimal(let right) = arguments[1] else {
        return nil
      }
      return .bool(compare(left, right))
    case .isIpv4, .isIpv6, .isLoopback, .isMulticast:
      guard case .ip(let address) = argument else { return nil }
      return .bool(test(address))
    case .isInRange:
      guard case .ip(let left) = argument, case .ip(let right) = arguments[1] else { return nil }
      return .bool(left.isInRange(of: right))
    case .offset, .durationSince, .toDate, .toTime:
      guard case .datetime(let time) = argument else { return nil }
      return try onDateTime(time, arguments.dropFirst().first, at: position)
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays:
      guard case .duration(let span) = argument else { return nil }
      return .long(span.milliseconds / millisecondsPerUnit)
    }
  }

  private func construct(_ text: String) -> Value? {
    switch self {
    case .decimal: DecimalNumber(text).map(Value.decimal)
    case .ip: IPAddress(text).map(Value.ip)
    case .datetime: DateTime(text).map(Value.datetime)
    default: Duration(text).map(Value.duration)
    }
  }

  private func compare(_ left: DecimalNumber, _ right: DecimalNumber) -> Bool {
    switch self {
    case .lessThan: left < right
    case .lessThanOrEqual: left <= right
    case .greaterThan: left > right
    default: left >= right
    }
  }

  private func test(_ address: IPAddress) -> Bool {
    switch self {
    case .isIpv4: address.isIPv4
    case .isIpv6: !address.isIPv4
    case .isLoopback: address.isLoopback
    default: address.isMulticast
    }
  }

  private func onDateTime(
    _ time: DateTime, _ argument: Value?, at position: SourcePosition?
  ) throws(CedarError) -> Value? {
    let overflow = CedarError(.overflow, "\(rawValue) overflows", at: position)
    switch (self, argument) {
    case (.toTime, _): return .duration(time.time)
    case (.toDate, _):
      guard let date = time.date else { throw overflow }
      return .datetime(date)
    case (.offset, .duration(let span)):
      let sum = time.milliseconds.addingReportingOverflow(span.milliseconds)
      if sum.overflow { throw overflow }
      return .datetime(DateTime(milliseconds: sum.partialValue))
    case (.durationSince, .datetime(let earlier)):
      let span = time.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
      if span.overflow { throw overflow }
      return .duration(Duration(milliseconds: span.partialValue))
    default: return nil
    }
  }

  private var millisecondsPerUnit: Int64 {
    switch self {
    case .toSeconds: 1000
    case .toMinutes: 60_000
    case .toHours: 3_600_000
    case .toDays: 86_400_000
    default: 1
    }
  }
}
