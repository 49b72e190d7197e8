namespace Keeptrusts.Policy.Injection;

/// <summary>One reason for a score.</summary>
/// <param name="Rule">A rule's id, <c>model</c> for the linear model, or <c>attack_pattern</c> for one of the author's own phrases.</param>
/// <param name="Start">Offset into the given text, in UTF-16 code units. A signal inside an encoded payload covers the payload.</param>
/// <param name="End">Offset behind the last code unit.</param>
internal readonly record struct InjectionSignal(string Rule, int Start, int End);
