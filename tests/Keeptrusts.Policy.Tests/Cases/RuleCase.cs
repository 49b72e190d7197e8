using System.Globalization;
using System.Text.Json;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Cases;

/// <summary>
/// A document and what one rule says about it, read from <c>rules/KTnnnn.txt</c>. The form is that of <see cref="DocumentCase"/>. A first line
/// <c># options: environment=prod today=2026-11-01 variables=A,B hosts=NAME:a.example,b.example prices=model no-ignores</c> says what the program
/// brings, and is no part of the document. Indented lines below a diagnostic give its related places, its witness and its repair.
/// Every finding is listed, whatever its rule, but for infos about streaming, which most policies have.
/// </summary>
/// <param name="Rule">The rule under test.</param>
/// <param name="Name">The case.</param>
/// <param name="Yaml">The document.</param>
/// <param name="Options">What the program brings.</param>
/// <param name="Expected">What is said.</param>
internal sealed record RuleCase(string Rule, string Name, string Yaml, PolicyOptions Options, string Expected)
{
    private const string OptionsMark = "# options:";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Cases", "rules");

    public bool IsFound => Expected.Split('\n').Any(line => line.Contains(' ' + Rule + ' ', StringComparison.Ordinal));

    public static IReadOnlyList<string> Rules() =>
        [.. Directory.EnumerateFiles(Folder, "KT*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<RuleCase> Read(string rule) => [.. DocumentCase.Read("rules/" + rule).Select(one => Of(rule, one))];

    public static IEnumerable<RuleCase> All() => Rules().SelectMany(Read);

    /// <summary>What lint says, in the form of the file.</summary>
    public string Describe() => Describe(PolicyEngine.Lint(Yaml, Options), Rule);

    public static string Describe(IEnumerable<Diagnostic> diagnostics, string rule) =>
        string.Join('\n', diagnostics.Where(d => d.Code == rule || d.Code is not ("KT4006" or "KT4007")).SelectMany(Lines));

    private static IEnumerable<string> Lines(Diagnostic finding)
    {
        yield return DocumentCase.Describe(finding);
        if (finding.Fix is { } fix)
        {
            yield return $"  fix {fix.Title} | " + string.Join(' ', fix.Edits.Select(edit => $"{Place(edit.Span)} {JsonSerializer.Serialize(edit.NewText, Text)}"));
        }
    }

    private static readonly JsonSerializerOptions Text = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Place(SourceSpan span) => $"{span.Line}:{span.Column}-{span.EndLine}:{span.EndColumn}";

    private static RuleCase Of(string rule, DocumentCase one)
    {
        var options = PolicyOptions.Default with { Today = new DateTime(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc) };
        if (!one.Yaml.StartsWith(OptionsMark, StringComparison.Ordinal))
        {
            return new RuleCase(rule, one.Name, one.Yaml, options, one.Expected);
        }

        var end = one.Yaml.IndexOf('\n', StringComparison.Ordinal);
        var words = one.Yaml[OptionsMark.Length..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new RuleCase(rule, one.Name, one.Yaml[(end + 1)..], words.Aggregate(options, With), one.Expected);
    }

    private static PolicyOptions With(PolicyOptions options, string word)
    {
        var (name, value) = word.Split('=', 2) is [var left, var right] ? (left, right) : (word, "");
        return name switch
        {
            "environment" => options with { Environment = value },
            "today" => options with { Today = DateTime.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal) },
            "variables" => options with { HasVariable = value.Split(',').Contains },
            "prices" => options with { HasPrice = (_, _, model) => value.Split(',').Contains(model) },
            "hosts" => options with { AllowedHosts = Hosts(value) },
            "no-ignores" => options with { NoIgnores = true },
            _ => throw new FormatException($"no such option: {word}"),
        };
    }

    private static Func<string, IReadOnlyList<string>?> Hosts(string value)
    {
        var (name, hosts) = value.Split(':', 2) is [var left, var right] ? (left, right) : (value, "");
        return secret => secret == name ? hosts.Split(',', StringSplitOptions.RemoveEmptyEntries) : null;
    }
}
