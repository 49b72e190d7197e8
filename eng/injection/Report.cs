using System.Globalization;
using System.Text.Json;
using Keeptrusts.Policy.Injection;

namespace Keeptrusts.Injection.Training;

/// <summary>Prints the figures of docs/prompt-injection.md as Markdown.</summary>
internal static class Report
{
    public static void Write(string folder, IReadOnlyList<string> files)
    {
        var corpus = new Corpus(folder);
        foreach (var (name, examples, untrusted) in new[] { ("users' texts", corpus.User, false), ("untrusted texts", corpus.Untrusted, true) })
        {
            var validation = new CrossValidation(examples, untrusted);
            Console.WriteLine($"\n### Cross-validation, {name}\n\n| texts | kind | number | flagged |\n|---|---|---:|---:|");
            Rows(examples, validation.Score);
            if (untrusted)
            {
                Console.WriteLine("\n### BIPIA, attacks at the end of mails, cross-validated\n\n| texts | kind | number | flagged |\n|---|---|---:|---:|");
                Rows([.. corpus.Bipia()], validation.Score);
            }
        }

        Console.WriteLine("\n### Sets that nothing was trained on, as users' texts\n\n| texts | kind | number | flagged |\n|---|---|---:|---:|");
        foreach (var file in files)
        {
            if (File.Exists(file))
            {
                Rows([.. Texts(file)], e => InjectionScorer.Score(e.Text, false, InjectionOptions.Default).Score);
            }
            else
            {
                Console.WriteLine($"| {Path.GetFileName(file)} | absent, skipped | | |");
            }
        }
    }

    private static void Rows(IReadOnlyList<Example> examples, Func<Example, double> score)
    {
        var judged = examples.Select(e => (e.IsAttack, e.Category, Flagged: score(e) >= InjectionOptions.Default.Threshold)).ToList();
        foreach (var group in judged.GroupBy(j => (j.IsAttack, j.Category)).OrderBy(g => g.Key.IsAttack))
        {
            Row(group.Key.Category, group.Key.IsAttack, [.. group.Select(j => j.Flagged)]);
        }

        if (judged.Select(j => j.Category).Distinct().Count() > 1)
        {
            foreach (var group in judged.GroupBy(j => j.IsAttack).OrderBy(g => g.Key))
            {
                Row("**all**", group.Key, [.. group.Select(j => j.Flagged)]);
            }
        }
    }

    private static void Row(string name, bool isAttack, IReadOnlyList<bool> flagged) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {(isAttack ? "attack" : "benign")} | {flagged.Count} | {100.0 * flagged.Count(f => f) / flagged.Count:0.0} % |"));

    private static IEnumerable<Example> Texts(string file)
    {
        var name = Path.GetFileName(file);
        if (name.EndsWith(".json", StringComparison.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. document.RootElement.EnumerateArray().Select(e => new Example(e.GetProperty("prompt").GetString()!, false, name, 0, 1))];
        }

        var rows = Csv.Read(File.ReadAllText(file));
        var column = rows[0].IndexOf("prompt");
        return rows.Skip(1).Select(r => new Example(r[column], true, name, 0, 1));
    }
}
