namespace Keeptrusts.Analyzers;

/// <summary>Ids of the C# rules; never reused.</summary>
internal static class RuleIdentifiers
{
    public const string KeyInSource = "KT6001";

    public static string HelpLink(string id) => $"https://github.com/keeptrusts/keeptrusts/blob/main/docs/rules/{id}.md";
}
