namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>The forms of credentials that show themselves, from the table that the detectors use, by the character with which they begin.</summary>
internal static class SecretForms
{
    private const string Form = "  form: ";
    private const string SealedForm = "  form(crc62): ";
    private const string Title = "  title: ";
    private const string Uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static readonly Lazy<Dictionary<char, List<(string Head, SecretForm Form)>>> Table = new(Build);

    /// <summary>Forms that may begin with a character, each with a text with which it begins then.</summary>
    public static IReadOnlyList<(string Head, SecretForm Form)> By(char first) => Table.Value.TryGetValue(first, out var forms) ? forms : [];

    private static Dictionary<char, List<(string Head, SecretForm Form)>> Build()
    {
        var table = new Dictionary<char, List<(string, SecretForm)>>();
        foreach (var form in Read())
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

        return table;
    }

    private static IEnumerable<SecretForm> Read()
    {
        using var stream = typeof(SecretForms).Assembly.GetManifestResourceStream("secret-formats.txt")!;
        using var reader = new StreamReader(stream);
        var title = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(Title, StringComparison.Ordinal))
            {
                title = line.Substring(Title.Length);
            }
            else if (line.StartsWith(Form, StringComparison.Ordinal))
            {
                yield return new SecretForm(title, line.Substring(Form.Length).Replace("<uuid>", Uuid), isSealed: false);
            }
            else if (line.StartsWith(SealedForm, StringComparison.Ordinal))
            {
                yield return new SecretForm(title, line.Substring(SealedForm.Length).Replace("<uuid>", Uuid), isSealed: true);
            }
        }
    }
}
