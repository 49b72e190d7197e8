namespace Keeptrusts.Gateway.Middleware.Tests.Translation.Anthropic;

/// <summary>Reads the golden files beside the tests: what goes in, <c>&gt;&gt;&gt;</c>, what comes out.</summary>
internal static class Golden
{
    public static string Read(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Translation", "Anthropic", file)).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The cases of a file, each below a line <c>### name</c>.</summary>
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases(string file) =>
        Read(file).Split("### ", StringSplitOptions.RemoveEmptyEntries).Select(text =>
        {
            var (name, rest) = Cut(text, "\n");
            var (from, to) = Cut(rest, "\n>>>\n");
            return new TheoryDataRow<string, string, string>(name, from, to.Trim()) { TestDisplayName = name };
        });

    public static (string Before, string After) Cut(string text, string at)
    {
        var start = text.IndexOf(at, StringComparison.Ordinal);
        return (text[..start], text[(start + at.Length)..]);
    }
}
