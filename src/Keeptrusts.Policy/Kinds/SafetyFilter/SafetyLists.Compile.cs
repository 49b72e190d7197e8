namespace Keeptrusts.Policy.Kinds.SafetyFilter;

/// <content>The terms, embedded as text files: a term a line, <c>#</c> begins a comment.</content>
internal static partial class SafetyLists
{
    public static IReadOnlyList<string> Terms(string name)
    {
        using var stream = typeof(SafetyLists).Assembly.GetManifestResourceStream($"safety-list-{name}.txt")
            ?? throw new InvalidOperationException($"the list {name} is not embedded");
        using var reader = new StreamReader(stream);
        var terms = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            var term = line.Trim();
            if (term.Length > 0 && term[0] != '#')
            {
                terms.Add(term);
            }
        }

        return terms;
    }
}
