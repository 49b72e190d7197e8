using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>Reads selectors by dimension.</summary>
internal static class Selected
{
    private static readonly string[] Fields = ["teams", "keys", "users", "models", "providers", "environments"];

    public static IReadOnlyList<string> Globs(SelectorBlock selector, Dimension dimension) => dimension switch
    {
        Dimension.Team => selector.Teams,
        Dimension.Key => selector.Keys,
        Dimension.User => selector.Users,
        Dimension.Model => selector.Models,
        Dimension.Provider => selector.Providers,
        _ => selector.Environments,
    };

    /// <summary>A text that is the same for selectors that say the same in the same order.</summary>
    public static string KeyOf(IEnumerable<SelectorBlock> selectors) => string.Join(
        "\u0001",
        selectors.Select(s => string.Join(";", Enumerable.Range(0, Fields.Length).Select(d => string.Join(",", Globs(s, (Dimension)d).Select(g => g.Length + ":" + g))))));

    /// <summary>A scope in the author's words.</summary>
    public static string Words(PolicyBlock block)
    {
        var when = block.When.Count == 0 ? "every call" : string.Join(" or ", block.When.Select(Words));
        return block.Except.Count == 0 ? when : when + ", with exceptions";
    }

    private static string Words(SelectorBlock selector)
    {
        var parts = Enumerable.Range(0, Fields.Length)
            .Select(d => (Field: Fields[d], Globs: Globs(selector, (Dimension)d)))
            .Where(x => x.Globs.Count > 0)
            .Select(x => $"{x.Field} {string.Join(", ", x.Globs.Take(3).Select(g => $"`{g}`"))}{(x.Globs.Count > 3 ? ", …" : "")}");
        return string.Join(" with ", parts);
    }
}
