namespace Keeptrusts.Policy.Detectors.Identifiers;

/// <summary>Checks a value of the right form.</summary>
/// <param name="value">Its letters, in lower case, and digits, without separators.</param>
internal delegate bool ValueCheck(ReadOnlySpan<char> value);
