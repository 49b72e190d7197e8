namespace Keeptrusts.Policy.Kinds.SafetyFilter;

/// <summary>The shipped term lists.</summary>
internal static partial class SafetyLists
{
    /// <summary>Names, as documents give them.</summary>
    public static string[] Names { get; } = ["self_harm", "violence", "weapons", "hate", "sexual_content", "illegal_drugs"];
}
