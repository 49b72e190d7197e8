namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>Where a literal stands, in units of the normal text, and the least score in percent that it asks for.</summary>
internal readonly record struct LiteralMatch(string Id, int Floor, int Start, int End);
