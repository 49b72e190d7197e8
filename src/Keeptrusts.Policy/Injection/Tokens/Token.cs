namespace Keeptrusts.Policy.Injection.Tokens;

/// <summary>A word, or one character of a script without spaces.</summary>
/// <param name="Start">Where it begins in the normal text.</param>
/// <param name="End">Behind its last unit.</param>
/// <param name="Sentence">Number of the sentence it stands in, from 0.</param>
/// <param name="State">What the rules' vocabulary says of it; 0 = unknown.</param>
internal readonly record struct Token(int Start, int End, int Sentence, int State);
