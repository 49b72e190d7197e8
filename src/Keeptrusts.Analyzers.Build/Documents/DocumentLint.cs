using System.Text;
using Keeptrusts.Analyzers.Build.Cache;
using Keeptrusts.Policy;

namespace Keeptrusts.Analyzers.Build.Documents;

/// <summary>Lints one document after the other, those that changed.</summary>
/// <param name="earlier">The lints of the build before.</param>
/// <param name="hasVariable">Whether the environment or a listed file has a variable.</param>
/// <param name="environment">The deployment environment to judge for.</param>
/// <param name="today">The day on which exceptions are judged.</param>
internal sealed class DocumentLint(IReadOnlyDictionary<string, LintRecord> earlier, Func<string, bool> hasVariable, string? environment, DateTime today)
{
    /// <summary>What is said about a document.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The record, and whether it is of the build before.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public (LintRecord Record, bool IsReplay) Run(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var hash = TextHash.Of(bytes);
        var readFile = PolicyOptions.FilesOf(Path.GetDirectoryName(path)!);
        return earlier.TryGetValue(path, out var record) && record.Hash == hash && Holds(record, readFile)
            ? (record, true)
            : (Lint(path, Decode(bytes), hash, readFile), false);
    }

    private LintRecord Lint(string path, string text, string hash, Func<string, string?> readFile)
    {
        var variables = new Dictionary<string, bool>(StringComparer.Ordinal);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var findings = PolicyEngine.Lint(text, new PolicyOptions
        {
            HasVariable = name => variables[name] = hasVariable(name),
            ReadFile = name =>
            {
                var content = readFile(name);
                files[name] = HashOf(content);
                return content;
            },
            Environment = environment,
            Today = today,
        });
        return new LintRecord(path, hash, variables, files, findings);
    }

    private bool Holds(LintRecord record, Func<string, string?> readFile) =>
        record.Variables.All(v => hasVariable(v.Key) == v.Value) && record.Files.All(f => HashOf(readFile(f.Key)) == f.Value);

    private static string HashOf(string? content) => content is null ? "" : TextHash.Of(Encoding.UTF8.GetBytes(content));

    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
