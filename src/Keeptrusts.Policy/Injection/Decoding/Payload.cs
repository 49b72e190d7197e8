namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>What an encoded part of a text says.</summary>
/// <param name="Text">The decoded text.</param>
/// <param name="Start">Where the encoded part begins.</param>
/// <param name="End">Behind it.</param>
internal readonly record struct Payload(string Text, int Start, int End);
