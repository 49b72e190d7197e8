using System.Globalization;
using System.Text.RegularExpressions;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Detectors.Secrets.Tokens;

namespace Keeptrusts.Policy.Tests.Detectors.Secrets;

/// <summary>Values of the table's formats, made when the test runs, and the texts that carry them.</summary>
internal static class SecretSamples
{
    public const int PerForm = 20;

    public static IReadOnlyList<string> Entities => [.. TokenTable.All.Select(e => e.Name)];

    public static TokenDetector Detector(string entity) => (TokenDetector)DetectorCatalog.Find(entity)!;

    /// <summary>Values of every form of an entity, the same in every run.</summary>
    public static IEnumerable<(TokenForm Form, string Value)> Values(string entity)
    {
        var sampler = new TokenSampler((ulong)Entities.ToList().IndexOf(entity) + 4242);
        return Detector(entity).Forms.SelectMany(f => Enumerable.Range(0, PerForm).Select(_ => (f, sampler.Next(f)))).ToList();
    }

    /// <summary>Bare, in JSON, on a line of an environment file, in a header of a curl command, in prose; with words that name it where the form needs them.</summary>
    public static IEnumerable<(string Before, string After)> Carriers(string entity, TokenForm form)
    {
        var context = TokenTable.All.Single(e => e.Name == entity).Context;
        var words = form.Near ? context!.Split(" & ").Select(g => g.Split(' ')[0]).Append("key").ToArray() : ["my", "key"];
        var upper = string.Join('_', words).ToUpper(CultureInfo.InvariantCulture);
        yield return (form.Near ? string.Join(' ', words) + " " : "", "");
        yield return ($"{{\"a\": 1, \"{string.Join('_', words)}\": \"", "\", \"b\": 2}");
        yield return ($"PORT=80\n{upper}=", "\nDEBUG=1");
        yield return ($"curl -s -H \"X-{string.Join('-', words)}: ", "\" https://api.example.com/v1");
        yield return ($"Please note that the {string.Join(' ', words)} is ", ", and keep it to yourself.");
    }

    /// <summary>Whether a form stands anywhere in a text with nothing of its alphabet around it, by .NET's own engine.</summary>
    public static bool Occurs(string entity, string text) =>
        Detector(entity).Forms.Any(f => Regex.IsMatch(text, $"(?<![0-9A-Za-z_-])(?:{f.Pattern})(?![0-9A-Za-z_]|-[0-9A-Za-z_-])", RegexOptions.CultureInvariant));

    /// <summary>Whether any form of an entity matches, by .NET's own engine.</summary>
    public static bool AnyMatches(string entity, string value) =>
        Detector(entity).Forms.Any(f => Regex.IsMatch(value, $@"\A(?:{f.Pattern})\z", RegexOptions.CultureInvariant));
}
