using System.Text.Json;

namespace Keeptrusts.Policy.Kinds.ExternalModeration;

/// <summary>
/// What a moderation service says. An answer of another form, or one without a score for a category that counts, is an error: a judgement that is not
/// there is no approval.
/// </summary>
internal static class ModerationAnswer
{
    private const string Unnamed = "MODERATION";

    /// <summary><c>{"flagged": true, "categories": {"NAME": score}}</c>; the categories may be left out where none has a threshold.</summary>
    /// <exception cref="FormatException">The answer has another form.</exception>
    public static IReadOnlyList<(string Category, double Score)> OfWebhook(ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, double> thresholds)
    {
        using var document = Parse(body);
        return Judge(document.RootElement, "categories", thresholds);
    }

    /// <summary>OpenAI's answer: <c>{"results":[{"flagged","categories":{"NAME":true},"category_scores":{"NAME":0.9}}]}</c>, one result per text.</summary>
    /// <exception cref="FormatException">The answer has another form.</exception>
    public static IReadOnlyList<IReadOnlyList<(string Category, double Score)>> OfTarget(ReadOnlyMemory<byte> body, int texts, IReadOnlyDictionary<string, double> thresholds)
    {
        using var document = Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("results", out var results)
            && results.ValueKind == JsonValueKind.Array && results.GetArrayLength() == texts
            ? [.. results.EnumerateArray().Select(result => Judge(result, "category_scores", thresholds))]
            : throw Wrong();
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw Wrong();
        }
    }

    private static List<(string Category, double Score)> Judge(JsonElement result, string scoresName, IReadOnlyDictionary<string, double> thresholds)
    {
        if (result.ValueKind != JsonValueKind.Object)
        {
            throw Wrong();
        }

        var scores = Scores(result, scoresName);
        if (thresholds.Count > 0)
        {
            return [.. thresholds
                .Select(t => (t.Key, Score: scores.TryGetValue(t.Key, out var score) ? score : throw Wrong(), Least: t.Value))
                .Where(t => t.Score >= t.Least)
                .Select(t => (t.Key, t.Score))];
        }

        if (!result.TryGetProperty("flagged", out var flagged) || flagged.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw Wrong();
        }

        var named = flagged.ValueKind == JsonValueKind.True ? Named(result, scores) : [];
        return flagged.ValueKind == JsonValueKind.True && named.Count == 0 ? [(Unnamed, 1)] : named;
    }

    // Which categories a flagged text is in: those the service marks, else the one that scores highest.
    private static List<(string Category, double Score)> Named(JsonElement result, Dictionary<string, double> scores)
    {
        var marked = result.TryGetProperty("categories", out var categories) && categories.ValueKind == JsonValueKind.Object
            ? categories.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.True).Select(c => (c.Name, scores.GetValueOrDefault(c.Name, 1))).ToList()
            : [];
        return marked.Count > 0 || scores.Count == 0 ? marked : [scores.Select(s => (s.Key, s.Value)).MaxBy(s => s.Value)];
    }

    private static Dictionary<string, double> Scores(JsonElement result, string name)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        if (result.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var score in given.EnumerateObject().Where(s => s.Value.ValueKind == JsonValueKind.Number))
            {
                scores[score.Name] = score.Value.TryGetDouble(out var value) && value is >= 0 and <= 1 ? value : throw Wrong();
            }
        }

        return scores;
    }

    private static FormatException Wrong() => new("the moderation service's answer has another form");
}
