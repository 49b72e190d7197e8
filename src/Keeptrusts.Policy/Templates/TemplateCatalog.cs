namespace Keeptrusts.Policy.Templates;

/// <summary>Templates by name: those shipped, and further ones.</summary>
public sealed class TemplateCatalog
{
    private const string ResourcePrefix = "policy-template:";

    // From the loosest to the strictest, as a reader compares them.
    private static readonly string[] ShippedNames = ["rapid-prototype", "standard-dev", "standard-staging", "standard-prod"];

    private TemplateCatalog(IReadOnlyList<PolicyTemplate> templates) => Templates = templates;

    /// <summary>The four templates that ship: <c>rapid-prototype</c>, <c>standard-dev</c>, <c>standard-staging</c>, <c>standard-prod</c>.</summary>
    public static TemplateCatalog Shipped { get; } = new([.. ShippedNames.Select(ReadShipped)]);

    /// <summary>The templates: those shipped first, then the others in the order in which they were added.</summary>
    public IReadOnlyList<PolicyTemplate> Templates { get; }

    /// <summary>Reads a template, such as the text of a file.</summary>
    /// <param name="text">A policy document with neither <c>providers</c> nor <c>variables</c>.</param>
    /// <param name="options">What the program brings; <see langword="null"/>: <see cref="PolicyOptions.Default"/>.</param>
    public static TemplateReadResult Read(string text, PolicyOptions? options = null) => TemplateReader.Read(text, options);

    /// <summary>The template of a name, or <see langword="null"/>.</summary>
    /// <param name="name">The name, as written in <c>pack.name</c>.</param>
    public PolicyTemplate? Find(string name) => Templates.FirstOrDefault(t => t.Name == name);

    /// <summary>A catalog with further templates. One with a name that is there already takes the other's place.</summary>
    /// <param name="templates">The templates to add.</param>
    public TemplateCatalog With(IEnumerable<PolicyTemplate> templates)
    {
        var all = Templates.ToList();
        foreach (var template in templates)
        {
            var at = all.FindIndex(t => t.Name == template.Name);
            if (at < 0)
            {
                all.Add(template);
            }
            else
            {
                all[at] = template;
            }
        }

        return new TemplateCatalog(all);
    }

    private static PolicyTemplate ReadShipped(string name)
    {
        using var stream = typeof(TemplateCatalog).Assembly.GetManifestResourceStream(ResourcePrefix + name)!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd().ReplaceLineEndings("\n")).Template!;
    }
}
