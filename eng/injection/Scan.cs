using System.Diagnostics;
using System.Globalization;
using Keeptrusts.Policy.Injection;

namespace Keeptrusts.Injection.Training;

/// <summary>Judges whole files: how many are flagged, and how fast that is.</summary>
internal static class Scan
{
    public static void Write(IReadOnlyList<string> files)
    {
        var texts = files.Select(f => (Name: f, Text: File.ReadAllText(f))).ToList();
        InjectionScorer.Score(texts[0].Text, false, InjectionOptions.Default);
        foreach (var untrusted in new[] { false, true })
        {
            var clock = Stopwatch.StartNew();
            var flagged = texts.Select(t => (t.Name, Score: InjectionScorer.Score(t.Text, untrusted, InjectionOptions.Default)))
                .Where(t => t.Score.Reaches(InjectionOptions.Default)).ToList();
            var seconds = clock.Elapsed.TotalSeconds;
            var characters = texts.Sum(t => (long)t.Text.Length);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(untrusted ? "untrusted" : "user")}: {flagged.Count} of {texts.Count} flagged; {characters} characters, {characters / seconds / 1e6:0.0} million a second"));
            foreach (var (name, score) in flagged.Take(20))
            {
                Console.WriteLine($"  {score.Score:0.000} {Path.GetFileName(name)}: {string.Join(", ", score.Signals.Select(s => s.Rule).Distinct())}");
            }
        }
    }
}
