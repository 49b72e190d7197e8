namespace Keeptrusts.Policy.Verdicts;

/// <summary>One place that a policy found. It never carries the text itself.</summary>
/// <param name="Type">Entity name (<c>EMAIL_ADDRESS</c>) or the name of the policy's own pattern.</param>
/// <param name="Start">First UTF-16 code unit of the finding in its channel's original text.</param>
/// <param name="End">One past the last code unit.</param>
/// <param name="Score">Confidence from 0 to 1; 1 for a valid check digit or an exact pattern.</param>
/// <param name="At">JSON pointer of the channel inside the request or response; <see langword="null"/> for a bare text.</param>
public sealed record Finding(string Type, int Start, int End, double Score, string? At = null);
