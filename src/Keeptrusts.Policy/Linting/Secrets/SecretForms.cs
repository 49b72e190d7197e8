using Keeptrusts.Policy.Detectors.Secrets.Tokens;

namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>The forms of credentials that show themselves, from the table that the detectors use, by the character with which they begin.</summary>
internal static class SecretForms
{
    private static readonly Lazy<Dictionary<char, List<(string Head, SecretForm Form)>>> Table = new(Build);

    /// <summary>Forms that may begin with a character, each with a text with which it begins then.</summary>
    public static IReadOnlyList<(string Head, SecretForm Form)> By(char first) => Table.Value.TryGetValue(first, out var forms) ? forms : [];

    private static Dictionary<char, List<(string Head, SecretForm Form)>> Build()
    {
        var table = new Dictionary<char, List<(string, SecretForm)>>();
        foreach (var entity in TokenTable.All)
        {
            foreach (var (pattern, check, near) in entity.Lines)
            {
                // Forms that many other values share need a context, which a document does not give.
                if (!near)
                {
                    Add(table, new SecretForm(entity.Title, TokenTable.Expand(pattern), check == TokenCheck.Crc62));
                }
            }
        }

        return table;
    }

    private static void Add(Dictionary<char, List<(string, SecretForm)>> table, SecretForm form)
    {
        foreach (var head in form.Heads)
        {
            if (!table.TryGetValue(head[0], out var forms))
            {
                table[head[0]] = forms = [];
            }

            forms.Add((head, form));
        }
    }
}
